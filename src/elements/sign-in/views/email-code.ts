import type { TemplateResult } from 'lit';
import { codeCard, sentCode } from '../../parts/code-card.ts';
import type { FactorOneStep, SignInHost } from '../sign-in-host.ts';
import { useAnotherMethod } from '../../parts/factor-views/use-another-method.ts';

/** Asks for a code that was sent to one of the account's email addresses. */
export function emailCode(host: SignInHost, step: FactorOneStep): TemplateResult {
  return codeCard(host, {
    flow: 'signIn',
    texts: 'signIn.emailCode',
    ...sentCode(host, step),
    identifier: step.identifier,
    footer: useAnotherMethod(host, step, 'help'),
  });
}
