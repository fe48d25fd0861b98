import type { TemplateResult } from 'lit';
import { codeCard } from '../../parts/code-card.ts';
import { sentCode } from '../../parts/sent-code.ts';
import type { ClerkSignIn, FactorOneStep } from '../sign-in.ts';
import { useAnotherMethod } from '../../parts/factor-views/use-another-method.ts';

/** A code sent to one of the account's addresses. */
export function emailCode(host: ClerkSignIn, step: FactorOneStep): TemplateResult {
  return codeCard(host, {
    flow: 'signIn',
    texts: 'signIn.emailCode',
    ...sentCode(host, step),
    identifier: step.identifier,
    footer: useAnotherMethod(host, step, 'help'),
  });
}
