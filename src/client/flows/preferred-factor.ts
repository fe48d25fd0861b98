import type { EnvironmentResource, FirstFactor, SecondFactor, SignInResource } from '../resources/types.ts';

/** First factors this client has a screen for. Those that need no identifier are on the first page. */
const FIRST = /^(password|passkey|(email|phone)_code|email_link|web3_.+_signature|oauth_.+)$/;
const SECOND = /^(totp|backup_code|passkey|(email|phone)_code|email_link)$/;
/** Instances ask for codes first when they prefer them. */
const OTP = ['passkey', 'email_code', 'phone_code', 'email_link', 'password'];
const PASSWORD = ['passkey', 'password', 'email_code', 'phone_code', 'email_link'];
const SECOND_ORDER = ['totp', 'phone_code'];

/** The factors of an attempt that this client can show; the primary address first. */
export function knownFactors(attempt: SignInResource | undefined): FirstFactor[] {
  return ranked((attempt?.supportedFirstFactors ?? []).filter(({ strategy }) => FIRST.test(strategy)));
}

/** The ways to a new password; the one that goes to what was typed first. */
export function resetFactors(attempt: SignInResource | undefined): FirstFactor[] {
  const typed = attempt?.identifier?.startsWith('+') ? 'reset_password_phone_code' : 'reset_password_email_code';
  return (attempt?.supportedFirstFactors ?? [])
    .filter(({ strategy }) => strategy.startsWith('reset_password_'))
    .sort((a, b) => Number(b.strategy === typed) - Number(a.strategy === typed));
}

/** What this client can show of what follows the first factor. */
export function knownSecondFactors(attempt: SignInResource | undefined): SecondFactor[] {
  return ranked((attempt?.supportedSecondFactors ?? []).filter(({ strategy }) => SECOND.test(strategy)));
}

/**
 * The factor to ask first.
 *
 * @param refused code with which a password was refused: that of a wrong password leads to the password, that of an
 *   account without one leads elsewhere
 */
export function preferredFactor(
  attempt: SignInResource | undefined,
  environment: EnvironmentResource | undefined,
  refused?: string,
): FirstFactor | undefined {
  // A browser without passkeys, or a page on plain HTTP, could only fail.
  const factors = knownFactors(attempt).filter(({ strategy }) => strategy !== 'passkey' || hasPasskeys());
  const wrongPassword = refused?.startsWith('form_password');
  const otp = environment?.display_config.preferred_sign_in_strategy === 'otp';
  const order = wrongPassword ? ['password'] : otp ? OTP : PASSWORD;
  return first(factors, order);
}

/**
 * The second factor to ask first: the one used last on this browser, an authenticator app, a phone, any.
 *
 * @param last strategy used last
 */
export function preferredSecondFactor(
  attempt: SignInResource | undefined,
  last?: string | null,
): SecondFactor | undefined {
  return first(knownSecondFactors(attempt), [...(last ? [last] : []), ...SECOND_ORDER]);
}

function hasPasskeys(): boolean {
  return Object.hasOwn(globalThis, 'PublicKeyCredential');
}

function first<Factor extends { strategy: string }>(factors: Factor[], order: string[]): Factor | undefined {
  for (const strategy of order) {
    const factor = factors.find((each) => each.strategy === strategy);
    if (factor) return factor;
  }
  return factors[0];
}

function ranked<Factor extends { strategy: string; primary?: boolean; default?: boolean }>(
  factors: Factor[],
): Factor[] {
  const rank = (factor: Factor) => (factor.default ? 0 : factor.primary ? 1 : 2);
  return factors.sort((a, b) => (a.strategy === b.strategy ? rank(a) - rank(b) : 0));
}
