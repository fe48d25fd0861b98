import type { TemplateResult } from 'lit';
import { codeCard } from '../../parts/code-card.ts';
import type { ClerkSignIn, FactorOneStep } from '../sign-in.ts';
import { useAnotherMethod } from './use-another-method.ts';

/** A code sent to one of the account's addresses. */
export function emailCode(host: ClerkSignIn, step: FactorOneStep): TemplateResult {
  return codeCard(host, {
    flow: 'signIn',
    step: step.name,
    identifier: step.identifier,
    sent: step.sent,
    wait: host.wait,
    verify: (code) => host.form.submit({ type: 'code', code }),
    resend: () => host.form.submit({ type: 'resend' }),
    edit: () => host.form.show('start'),
    footer: useAnotherMethod(host, step),
  });
}
