import { html, nothing, type TemplateResult } from 'lit';
import { native } from '../../../client/platform/native.ts';
import type {
  SessionActivityResource,
  SessionWithActivitiesResource,
} from '../../../client/resources/types/session.ts';
import { badge, openButton } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { rowDetails } from './row-details.ts';
import { whenWas } from './when.ts';

const TEXTS = 'userProfile.start.activeDevicesSection';
const ICONS = {
  desktop: 'M1.75 3.25h12.5v7.5H1.75zM5.5 13.25h5M8 10.75v2.5',
  mobile: 'M4.75 1.75h6.5v12.5h-6.5zM7.25 12h1.5',
  tablet: 'M3.25 1.75h9.5v12.5h-9.5zM7.25 12h1.5',
} as const;

/** Draws a device, with a button to sign it out unless it is this one. */
export function device(
  host: UserProfileHost,
  session: SessionWithActivitiesResource,
  current: boolean,
): TemplateResult {
  const question = host.drawEditor({ section: 'activeDevices', item: session.id });
  const { latestActivity: activity, lastActiveAt, actor } = session;
  const name = nameOf(host, activity);
  const place = placeOf(host, activity);
  const kind = kindOf(activity);
  const when = host.t(`${TEXTS}.lastActive`, { when: whenWas(host, lastActiveAt) });
  return html`<li class=${host.cl('activeDeviceListItem', current ? 'current' : undefined)}>
    ${rowDetails({
      iconClass: host.cl('activeDeviceIcon', kind),
      icon: ICONS[kind],
      name,
      badges: [current && badge(host, 'thisDevice'), actor && badge(host, 'otherImpersonatorDevice')].map(
        (each) => each || nothing,
      ),
      details: [place && html`<span>${place}</span>`, html`<span .textContent=${when}></span>`],
      note: actor
        ? html`<p class="cl-rowNote" .textContent=${host.t(`${TEXTS}.actor`, { actor: actor['name'] || actor['sub'] })}></p>`
        : nothing,
    })}
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

function kindOf({ isMobile, deviceType }: SessionActivityResource): keyof typeof ICONS {
  if (/ipad|tablet/i.test(deviceType ?? '')) return 'tablet';
  return isMobile ? 'mobile' : 'desktop';
}

/** Returns the name of a device: `Chrome 128 on Linux`. */
function nameOf(host: UserProfileHost, activity: SessionActivityResource): string {
  const { browserName, browserVersion, deviceType: device } = activity;
  if (!browserName) return device || host.t(`${TEXTS}.unknownDevice`);
  const version = browserVersion?.split('.')[0] ?? '';
  const browser = host.t(`${TEXTS}.browser`, { name: browserName, version }).trim();
  return device ? host.t(`${TEXTS}.device`, { browser, device }) : browser;
}

/** Draws the place of a device: `203.0.113.7 (Lisbon, Portugal)`, each part in its own text direction. */
function placeOf(host: UserProfileHost, { ipAddress, city, country }: SessionActivityResource): unknown {
  const place = [city, country && nameCountry(country, host.renderRoot)].filter(Boolean).join(', ');
  if (!ipAddress) return place && html`<bdi .textContent=${place}></bdi>`;
  return html`<bdi dir="ltr" .textContent=${ipAddress}></bdi>${place ? html` <bdi .textContent=${`(${place})`}></bdi>` : nothing}`;
}

/**
 * Names a country in the language of the page around a node. `languageOf` is in a file that this page does not load.
 *
 * @returns what the server says when it is no code, or the browser has no names in that language
 */
function nameCountry(country: string, node: Element): string {
  try {
    const around = node.closest('[lang]');
    const language = around ? native(around).getAttribute('lang')?.replaceAll('_', '-') : undefined;
    return new Intl.DisplayNames(language || undefined, { type: 'region' }).of(country) ?? country;
  } catch {
    return country;
  }
}
