import { html, nothing, type TemplateResult } from 'lit';
import { steadyNow } from '../../../client/platform/steady-now.ts';
import type { SessionActivityResource, SessionWithActivitiesResource } from '../../../client/resources/types.ts';
import { dateModifiers } from '../../../localization/date-modifiers.ts';
import { addModifiers } from '../../../localization/translate.ts';
import { badge, openButton } from '../section.ts';
import { outline } from '../../parts/icon.ts';
import { icons } from '../icons.ts';
import type { UserProfileHost } from '../user-profile-host.ts';

const TEXTS = 'userProfile.start.activeDevicesSection';

addModifiers(dateModifiers);

/** Draws a device, with a button to sign it out unless it is this one. */
export function device(
  host: UserProfileHost,
  session: SessionWithActivitiesResource,
  current: boolean,
): TemplateResult {
  const question = host.drawEditor({ section: 'activeDevices', item: session.id });
  const { latestActivity: activity, lastActiveAt } = session;
  const name = nameOf(host, activity);
  const place = placeOf(activity);
  const when = host.t(`${TEXTS}.lastActive`, { when: lastActive(host, lastActiveAt) });
  return html`<li class=${host.cl('activeDeviceListItem', current ? 'current' : undefined)}>
    <span class=${host.cl('activeDeviceIcon', activity.isMobile ? 'mobile' : 'desktop')}>
      ${outline(activity.isMobile ? icons.mobile : icons.desktop)}
    </span>
    <div class="cl-activeDeviceText">
      <p class="cl-activeDeviceName">
        <span .textContent=${name}></span>${current ? badge(host, 'thisDevice', host.t('badge__thisDevice')) : nothing}
      </p>
      <p class="cl-activeDeviceLine">${place && html`<span>${place}</span>`}<span .textContent=${when}></span></p>
    </div>
    ${
      current || question
        ? nothing
        : openButton(
            host,
            'revokeDevice',
            { section: 'activeDevices', item: session.id },
            host.t(`${TEXTS}.destructiveAction`),
            `${host.t(`${TEXTS}.destructiveAction`)}: ${name}`,
          )
    }
    ${question}
  </li>`;
}

/** Returns the name of a device: `Chrome 128 on Linux`. */
function nameOf(host: UserProfileHost, activity: SessionActivityResource): string {
  const { browserName, browserVersion, deviceType: device } = activity;
  if (!browserName) return device || host.t(`${TEXTS}.unknownDevice`);
  const version = browserVersion?.split('.')[0] ?? '';
  const browser = host.t(`${TEXTS}.browser`, { name: browserName, version }).trim();
  return device ? host.t(`${TEXTS}.device`, { browser, device }) : browser;
}

/** Draws the place of a device: `203.0.113.7 (Lisbon, PT)`, each part in its own text direction. */
function placeOf({ ipAddress, city, country }: SessionActivityResource): unknown {
  const place = [city, country].filter(Boolean).join(', ');
  if (!ipAddress) return place && html`<bdi .textContent=${place}></bdi>`;
  return html`<bdi dir="ltr" .textContent=${ipAddress}></bdi>${place ? html` <bdi .textContent=${`(${place})`}></bdi>` : nothing}`;
}

/** Says when a moment in the past was: `Today at 9:41 AM`, `Last Monday at …`, a date. Days are those of this device. */
function lastActive(host: UserProfileHost, date: Date, now = new Date(steadyNow())): string {
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  const key = days <= 0 ? 'sameDay' : days === 1 ? 'lastDay' : days < 7 ? 'previous6Days' : 'numeric';
  return host.t(`dates.${key}`, { date });
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
