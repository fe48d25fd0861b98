import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { errorAlert } from '../../parts/alert.ts';
import { section } from '../section.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { device } from './device.ts';

/** Draws the page with the devices on which the user is signed in. */
export function securityPage(actions: ProfileActions, user: UserResource): TemplateResult {
  const { host, devices } = actions;
  const { error } = devices;
  return section(
    host,
    'activeDevices',
    host.t('userProfile.start.activeDevicesSection.title'),
    html`${
      error
        ? html`${errorAlert(host, error)}
          <button
            type="button"
            class=${host.cl('profileSectionPrimaryButton', 'retry')}
            @click=${() => void devices.load(user)}
            .textContent=${host.t('userProfile.start.activeDevicesSection.retryButton')}></button>`
        : nothing
    }
    ${error && !devices.sessions ? nothing : list(actions)}`,
  );
}

function list(actions: ProfileActions): TemplateResult {
  const { host } = actions;
  const { sessions } = actions.devices;
  const here = host.clerk?.session?.id;
  if (!sessions) {
    return html`<section class="cl-activeDeviceSkeleton" aria-busy="true">
      <span class="cl-skeleton"></span><span class="cl-skeleton"></span>
    </section>`;
  }
  const sorted = [...sessions].sort(
    (a, b) => Number(b.id === here) - Number(a.id === here) || b.lastActiveAt.getTime() - a.lastActiveAt.getTime(),
  );
  return html`<ul class=${host.cl('activeDeviceList')}>
    ${sorted.map((session) => device(actions, session, session.id === here))}
  </ul>`;
}
