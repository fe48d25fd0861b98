import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { section, summary } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';

/** Draws the username, with a form to change it. Draws nothing if the instance has no usernames. */
export function usernameSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  const attribute = host.environment?.user_settings.attributes.username;
  if (!attribute?.enabled) return nothing;
  const { username } = user;
  const button = host.t(`userProfile.start.usernameSection.primaryButton__${username ? 'update' : 'set'}Username`);
  const text = username
    ? html`<span class=${host.cl('profileSectionItemText')} .textContent=${username}></span>`
    : html`<span class="cl-profileSectionEmpty" .textContent=${host.t('userProfile.start.usernameSection.empty')}></span>`;
  return section(
    host,
    'username',
    host.t('userProfile.start.usernameSection.title'),
    host.drawEditor({ section: 'username' }) ??
      summary(host, 'username', text, attribute.immutable && username ? undefined : button),
  );
}
