import type { TemplateResult } from 'lit';
import type { SignUpStep } from '../../../client/flows/types.ts';
import { codeCard } from '../../parts/code-card.ts';
import type { ClerkSignUp } from '../sign-up.ts';

/** Proves the email address with a code sent to it. */
export function verifyEmailAddress(
  host: ClerkSignUp,
  step: Extract<SignUpStep, { name: 'verify-email-address' }>,
): TemplateResult {
  return codeCard(host, {
    flow: 'signUp',
    step: step.name,
    identifier: step.emailAddress,
    sent: step.sent,
    wait: host.wait,
    verify: (code) => host.form.submit({ type: 'code', code }),
    resend: () => host.form.submit({ type: 'resend' }),
    edit: () => host.form.show('start'),
  });
}
