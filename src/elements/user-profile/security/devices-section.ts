import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { errorAlert } from '../../parts/alert.ts';
import { section } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { device } from './device.ts';
import { DeviceList } from './device-list.ts';

/** Draws the devices on which the user is signed in. */
export function devicesSection(host: UserProfileHost, user: UserResource): TemplateResult {
  const devices = host.state(DeviceList);
  const { error } = devices;
  devices.show(user);
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
    ${error && !devices.sessions ? nothing : list(host, devices)}`,
  );
}

function list(host: UserProfileHost, { sessions }: DeviceList): TemplateResult {
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
    ${sorted.map((session) => device(host, session, session.id === here))}
  </ul>`;
}
