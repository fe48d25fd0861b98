import { html } from 'lit';
import { card } from '../../parts/card.ts';
import { field } from '../../parts/field.ts';
import { form } from '../../parts/form.ts';
import { identityPreview, usernameField } from '../../parts/identity-preview.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { Draw } from './codes.ts';
import { useAnotherMethod } from './use-another-method.ts';

/** The account's password, beside a real user name field for password managers. */
export const password: Draw = (host, verification) =>
  card(host, {
    flow: 'userVerification',
    part: 'password',
    step: 'factor-one',
    title: host.t('reverification.password.title'),
    subtitle: host.t('reverification.password.subtitle'),
    preview: identityPreview(host, verification.identifier),
    footer: useAnotherMethod(host, verification),
    body: form(
      host,
      ({ password: typed = '' }) => void host.prove({ password: typed }),
      html`${usernameField(verification.identifier)}
      ${field(host, {
        name: 'password',
        label: host.t('formFieldLabel__password'),
        type: 'password',
        autocomplete: 'current-password',
      })}
      ${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'password')}`,
    ),
  });
