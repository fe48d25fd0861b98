import { codeCard, sentCode } from '../../parts/code-card.ts';
import { deferred } from '../../parts/deferred.ts';
import type { SignUpHost, Step } from '../sign-up-host.ts';

const emailLink = deferred(async () => (await import('./email-link.ts')).emailLink);

/** Asks for the code, or waits for the link, that was sent to the email address. */
export function verifyEmailAddress(host: SignUpHost, step: Step<'verify-email-address'>): unknown {
  if (step.strategy === 'email_link') return emailLink(host, step);
  return codeCard(host, {
    flow: 'signUp',
    texts: 'signUp.emailCode',
    ...sentCode(host, step),
    identifier: step.emailAddress,
  });
}
