import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { field } from '../../parts/field.ts';
import { editor, section, summary } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';

/** Draws the username, with a form to change it. Draws nothing if the instance has no usernames. */
export function usernameSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  const settings = host.environment?.user_settings;
  if (!settings?.attributes.username.enabled) return nothing;
  const { username } = user;
  const action = username ? 'update' : 'set';
  const button = host.t(`userProfile.start.usernameSection.primaryButton__${action}Username`);
  const title = host.t(`userProfile.usernamePage.title__${action}`);
  const { min_length: min, max_length: max } = settings.username_settings;
  return section(
    host,
    'username',
    host.t('userProfile.start.usernameSection.title'),
    host.editing === 'username' ? form() : preview(),
  );

  function preview(): TemplateResult {
    const text = username
      ? html`<span class=${host.cl('profileSectionItemText')} .textContent=${username}></span>`
      : html`<span class="cl-profileSectionEmpty" .textContent=${host.t('userProfile.start.usernameSection.empty')}></span>`;
    return summary(host, 'username', text, settings?.attributes.username.immutable && username ? undefined : button);
  }

  function form(): TemplateResult {
    return editor(host, {
      id: 'username',
      title,
      save: (values) =>
        host.save(
          'username',
          { username: values['username']?.trim() ?? '' },
          'userProfile.usernamePage.successMessage',
        ),
      fields: field(host, {
        name: 'username',
        autocomplete: 'username',
        label: host.t('formFieldLabel__username'),
        value: host.draft('username')?.['username'] ?? username ?? '',
        hint: host.t('userProfile.usernamePage.hint', { min, max }),
        maxLength: max,
      }),
    });
  }
}
