import { html, nothing, type TemplateResult } from 'lit';
import { emailLink } from '../../../localization/en-us/email-link.ts';
import { profileIdentifiers } from '../../../localization/en-us/profile-identifiers.ts';
import type { TextIn } from '../../../localization/types.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import sheet from './identifiers.css';

const EXTENSION = { sheets: [sheet], texts: [emailLink, profileIdentifiers] };

/** The group of texts for each value of `__clerk_status`. */
const TEXTS: Readonly<Record<string, 'verifiedSwitchTab' | 'expired' | 'clientMismatch'>> = {
  verified: 'verifiedSwitchTab',
  expired: 'expired',
  client_mismatch: 'clientMismatch',
};

/**
 * Draws the page that a mailed link leads to: on the device that waits for it, or on another one where nobody is signed
 * in.
 *
 * @param status `__clerk_status` of the URL
 * @param leave shows the profile
 */
export function linkOutcome(host: UserProfileHost, status: string, leave: () => void): TemplateResult {
  host.extend(EXTENSION);
  const group = TEXTS[status] ?? 'failed';
  const text = (key: TextIn<'signUp.emailLink'>) => host.t(`signUp.emailLink.${key}`);
  return html`<h1 class=${host.cl('headerTitle', 'verify')} tabindex="-1" .textContent=${text(`${group}.title`)}></h1>
    <p class=${host.cl('headerSubtitle', 'verify')} .textContent=${text(`${group}.subtitle`)}></p>
    ${
      host.user
        ? html`<button
            type="button"
            class=${host.cl('profileSectionPrimaryButton', 'verify')}
            @click=${leave}
            .textContent=${host.t('userProfile.emailAddressPage.emailLink.showProfile')}
          ></button>`
        : nothing
    }`;
}
