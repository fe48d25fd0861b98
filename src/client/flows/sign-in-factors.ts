import type { EnvironmentResource } from '../resources/types/environment.ts';
import type { FirstFactor, SecondFactor } from '../resources/types/factors.ts';
import type { SignInResource } from '../resources/types/sign-in.ts';
import type { FlowContext } from './flow-context.ts';
import { type Factor, firstFactorOrder, hasPasskeys, SECOND_FACTOR_ORDER, sortFactors } from './factor-order.ts';
import { sentBefore } from './sent-code.ts';
import { levelOf } from './sign-in-status.ts';
import type { SentCode } from './types.ts';

/** First factors that have a screen. Those that need no identifier are on the first page too. */
const FIRST = /^(password|passkey|(email|phone)_code|email_link|web3_.+_signature|oauth_.+)$/;
const SECOND = /^(totp|backup_code|passkey|(email|phone)_code|email_link)$/;
/** Where the browser keeps the strategy of the second factor that was used last. */
const LAST_SECOND_FACTOR = '__clerk_last_second_factor';

/** Returns the first factors of an attempt that have a screen; the primary address before the others. */
export function knownFactors(attempt: SignInResource | undefined): FirstFactor[] {
  return sortFactors(
    (attempt?.supportedFirstFactors ?? []).filter(({ strategy }) => FIRST.test(strategy)),
    [],
  );
}

/** Returns the factors that allow a new password; the one that goes to what the user typed comes first. */
export function resetFactors(attempt: SignInResource | undefined): FirstFactor[] {
  const typed = attempt?.identifier?.startsWith('+') ? 'reset_password_phone_code' : 'reset_password_email_code';
  return (attempt?.supportedFirstFactors ?? [])
    .filter(({ strategy }) => strategy.startsWith('reset_password_'))
    .sort((a, b) => Number(b.strategy === typed) - Number(a.strategy === typed));
}

/** Returns the second factors of an attempt that have a screen. */
export function knownSecondFactors(attempt: SignInResource | undefined): SecondFactor[] {
  return sortFactors(
    (attempt?.supportedSecondFactors ?? []).filter(({ strategy }) => SECOND.test(strategy)),
    [],
  );
}

/**
 * Returns the first factor to ask for.
 *
 * @param hints `refused`: code of the error with which a password was refused: a wrong password asks for the password
 *   again, an account without one for something else; `wanted`: the strategy to begin with if the account has it
 */
export function preferredFactor(
  attempt: SignInResource | undefined,
  environment: EnvironmentResource | undefined,
  { refused, wanted }: { refused?: string | undefined; wanted?: string | undefined } = {},
): FirstFactor | undefined {
  const factors = knownFactors(attempt).filter(({ strategy }) => strategy !== 'passkey' || hasPasskeys());
  const order = refused?.startsWith('form_password') ? ['password'] : firstFactorOrder(environment);
  return sortFactors(factors, wanted ? [wanted, ...order] : order)[0];
}

/** Returns the second factor to ask for: the one used last in this browser, else the most common one. */
export function preferredSecondFactor(
  attempt: SignInResource | undefined,
  { storage }: FlowContext,
): SecondFactor | undefined {
  const last = storage.get(LAST_SECOND_FACTOR);
  return sortFactors(knownSecondFactors(attempt), [...(last ? [last] : []), ...SECOND_FACTOR_ORDER])[0];
}

/** Keeps the strategy of a second factor, to offer it first next time. Only its name is kept. */
export function rememberSecondFactor({ storage }: FlowContext, strategy: string): void {
  // A backup code stands in for a factor that was lost: it is not what the user wants next time.
  if (strategy !== 'backup_code') storage.set(LAST_SECOND_FACTOR, strategy);
}

/**
 * Returns the factor that something was sent for before this page was loaded, and what was sent; undefined when
 * nothing was, or when it has expired. A code that allows a new password is such a factor too.
 */
export function earlierFactor(
  { clock }: FlowContext,
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
