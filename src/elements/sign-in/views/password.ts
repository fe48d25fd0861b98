import { html, nothing, type TemplateResult } from 'lit';
import { card } from '../../parts/card.ts';
import { field } from '../../parts/field.ts';
import { form } from '../../parts/form.ts';
import { identityPreview, usernameField } from '../../parts/identity-preview.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { ClerkSignIn, FactorOneStep } from '../sign-in.ts';
import { useAnotherMethod } from './use-another-method.ts';

/** The account's password, beside a real user name field for password managers. */
export function password(host: ClerkSignIn, step: FactorOneStep): TemplateResult {
  const factors = host.clerk?.client?.signIn?.supportedFirstFactors ?? [];
  const resets = factors.some(({ strategy }) => strategy.startsWith('reset_password_'));
  const help = () => (resets ? host.form.submit({ type: 'forgot' }) : host.choose('forgot'));
  const forgot = html`<button type="button" class=${host.cl('formFieldAction', 'password')} @click=${help} .textContent=${host.t('formFieldAction__forgotPassword')}></button>`;
  return card(host, {
    flow: 'signIn',
    part: 'password',
    step: step.name,
    title: host.t('signIn.password.title'),
    preview: identityPreview(host, step.identifier, () => host.form.show('start')),
    footer: useAnotherMethod(host, step),
    body: form(
      host,
      ({ password: typed = '' }) => host.form.submit({ type: 'password', password: typed }),
      html`${usernameField(step.identifier)}
      ${field(host, {
        name: 'password',
        label: host.t('formFieldLabel__password'),
        type: 'password',
        autocomplete: 'current-password',
        action: resets || step.alternatives.length > 0 ? forgot : nothing,
      })}
      ${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'password')}`,
    ),
  });
}
