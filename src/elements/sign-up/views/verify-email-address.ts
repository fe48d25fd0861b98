import { codeCard, sentCode } from '../../parts/code-card.ts';
import { deferred } from '../../parts/deferred.ts';
import type { SignUpHost, Step } from '../sign-up-host.ts';

const emailLink = deferred(async () => (await import('./email-link.ts')).emailLink);

/** Proves the email address with a code sent to it, or with a link. */
export function verifyEmailAddress(host: SignUpHost, step: Step<'verify-email-address'>): unknown {
  if (step.strategy === 'email_link') return emailLink(host, step);
  return codeCard(host, {
    flow: 'signUp',
    texts: 'signUp.emailCode',
    ...sentCode(host, step),
    identifier: step.emailAddress,
  });
}
