import { html, nothing, type TemplateResult } from 'lit';
import type { SessionWithActivitiesResource } from '../../../client/resources/types/session.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { openButton, section } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { device } from './device.ts';
import { DeviceList } from './device-list.ts';

const TEXTS = 'userProfile.start.activeDevicesSection';
const PLACE = { section: 'activeDevices' } as const;

/** Draws the devices on which the user is signed in. */
export function devicesSection(host: UserProfileHost, user: UserResource): TemplateResult {
  const devices = host.state(DeviceList);
  devices.show(user);
  const error = devices.drawError(user);
  const { items: sessions } = devices;
  return section(
    host,
    'activeDevices',
    host.t(`${TEXTS}.title`),
    html`${error}
    ${error && !sessions ? nothing : list(host, sessions)}
    ${host.drawEditor(PLACE) ?? others(host, sessions)}`,
  );
}

/** Draws the button that signs out all other devices at once, where there are several. */
function others(host: UserProfileHost, sessions: DeviceList['items'] = []): TemplateResult | typeof nothing {
  if (sessions.length < 3) return nothing;
  return openButton(host, 'revokeOtherDevices', PLACE, host.t(`${TEXTS}.destructiveAction__others`));
}

function list(host: UserProfileHost, sessions: readonly SessionWithActivitiesResource[] | undefined): TemplateResult {
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
