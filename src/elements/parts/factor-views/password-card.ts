import { html, type TemplateResult } from 'lit';
import { card } from '../card.ts';
import { field } from '../field.ts';
import { form } from '../form.ts';
import { identityPreview, usernameField } from '../identity-preview.ts';
import { primaryButton } from '../primary-button.ts';
import type { FactorHost, FactorScreen } from './factor-screen.ts';

export interface PasswordOptions extends FactorScreen {
  subtitle?: string;
  /** Shown beside the field's label, such as the link for a forgotten password. */
  action?: unknown;
  submit(password: string): void;
}

/** Asks for the account's password, beside a real username field for password managers. */
export function passwordCard(host: FactorHost, options: PasswordOptions): TemplateResult {
  const { texts, identifier, edit, submit } = options;
  return card(host, {
    ...options,
    part: 'password',
    title: host.t(`${texts}.password.title`),
    preview: identityPreview(host, identifier, edit),
    body: form(
      host,
      ({ password = '' }) => submit(password),
      html`${usernameField(identifier)}
      ${field(host, {
        name: 'password',
        label: host.t('formFieldLabel__password'),
        type: 'password',
        autocomplete: 'current-password',
        action: options.action,
      })}
      ${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'password')}`,
    ),
  });
}
