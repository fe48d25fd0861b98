import { nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { field } from '../../parts/field.ts';
import type { EditorHost } from '../user-profile-host.ts';

/**
 * Draws the field for the present password where the instance asks for it. An instance with reverification does not: a
 * user who has forgotten the password proves the account in another way.
 */
export function currentPassword(host: EditorHost, user: UserResource): TemplateResult | typeof nothing {
  const settings = host.environment?.user_settings.password_settings;
  if (!user.passwordEnabled || !settings?.disable_password_reverification) return nothing;
  return field(host, {
    name: 'currentPassword',
    label: host.t('formFieldLabel__currentPassword'),
    type: 'password',
    autocomplete: 'current-password',
  });
}
