import type { Clock } from '../platform/platform.ts';
import type { SignInResource } from '../resources/types.ts';
import { knownFactors, knownSecondFactors, resetFactors } from './preferred-factor.ts';
import { sentBefore } from './sent-code.ts';
import { type Factor, levelOf } from './sign-in-status.ts';
import type { SentCode } from './types.ts';

/**
 * The factor that something was sent for before this page was loaded, and what was sent; undefined when nothing was,
 * or when it is too old by now. A code that allows a new password is one of them, though no method of its own.
 */
export function earlierFactor(
  clock: Clock,
  attempt: SignInResource | undefined,
): { factor: Factor; sent: SentCode } | undefined {
  const isFirst = levelOf(attempt) === 'first';
  const verification = isFirst ? attempt?.firstFactorVerification : attempt?.secondFactorVerification;
  const factors = isFirst ? [...knownFactors(attempt), ...resetFactors(attempt)] : knownSecondFactors(attempt);
  const factor = factors.find(({ strategy }) => strategy === verification?.strategy);
  if (!verification || !factor || !('safeIdentifier' in factor)) return undefined;
  const sent = sentBefore(clock, factor.safeIdentifier, verification);
  return sent ? { factor, sent } : undefined;
}
