import { html, type TemplateResult } from 'lit';
import { passwordCard } from '../../parts/factor-views/password-card.ts';
import { useAnotherMethod } from '../../parts/factor-views/use-another-method.ts';
import type { FactorOneStep, SignInHost } from '../sign-in-host.ts';

/** Asks for the account's password, or leads to another method when the user has forgotten it. */
export function password(host: SignInHost, step: FactorOneStep): TemplateResult {
  const factors = host.clerk?.client?.signIn?.supportedFirstFactors ?? [];
  const canReset = factors.some(({ strategy }) => strategy.startsWith('reset_password_'));
  const forgot = () => (canReset ? host.form.submit({ type: 'forgot' }) : host.choose('forgot'));
  return passwordCard(host, {
    flow: 'signIn',
    texts: 'signIn',
    step: step.name,
    identifier: step.identifier,
    edit: () => host.form.goTo('start'),
    footer: useAnotherMethod(host, step, 'help'),
    action:
      canReset || step.alternatives.length > 0
        ? html`<button type="button" role="link" class=${host.cl('formFieldAction', 'password')} @click=${forgot} .textContent=${host.t('formFieldAction__forgotPassword')}></button>`
        : undefined,
    submit: (typed) => host.form.submit({ type: 'password', password: typed }),
  });
}
