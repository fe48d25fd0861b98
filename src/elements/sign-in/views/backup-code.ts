import { html, type TemplateResult } from 'lit';
import { card } from '../../parts/card.ts';
import { field } from '../../parts/field.ts';
import { form } from '../../parts/form.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import { plainCode } from '../../parts/plain-code.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { ClerkSignIn } from '../sign-in.ts';
import type { FactorTwoStep } from './factor-two.ts';
import { useAnotherMethod } from './use-another-method.ts';

/** One of the codes that were kept for this day. */
export function backupCode(host: ClerkSignIn, step: FactorTwoStep): TemplateResult {
  return card(host, {
    flow: 'signIn',
    part: 'backupCode',
    step: step.name,
    title: host.t('signIn.backupCodeMfa.title'),
    subtitle: host.t('signIn.backupCodeMfa.subtitle'),
    preview: identityPreview(host, step.identifier, () => host.form.show('start')),
    footer: useAnotherMethod(host, step),
    body: form(
      host,
      ({ code = '' }) => host.form.submit({ type: 'code', code: plainCode(code) }),
      html`${field(host, {
        name: 'code',
        label: host.t('formFieldLabel__backupCode'),
        // Password managers keep these with the account; the phone has nothing to offer.
        autocomplete: 'off',
      })}
      ${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'code')}`,
    ),
  });
}
