import type { UserResource } from '../../../client/resources/types/user.ts';
import { profileSecurity } from '../../../localization/en-us/profile-security.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { passkeysSection } from './passkeys-section.ts';
import { passwordSection } from './password-section.ts';
import { twoStepSection } from './two-step-section.ts';
import { dangerSection } from './danger-section.ts';
import { DeviceList } from './device-list.ts';
import { devicesSection } from './devices-section.ts';
import sheet from './security.css';
import { suspendedSection } from './suspended-section.ts';

const EXTENSION = { sheets: [sheet], texts: [profileSecurity] };

/** Draws the sections of the security page. */
export function securityPage(host: UserProfileHost, user: UserResource): unknown {
  host.extend(EXTENSION);
  return [
    // One per line.
    suspendedSection(host, user),
    passwordSection(host, user),
    passkeysSection(host, user),
    twoStepSection(host, user),
    devicesSection(host, user),
    dangerSection(host, user),
  ];
}

/** Requests what the page lists and the user does not have, before the page is shown. */
export function anticipateSecurity(host: UserProfileHost, user: UserResource): void {
  host.state(DeviceList).anticipate(user);
}
