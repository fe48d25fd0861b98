import type { EnvironmentResource, FirstFactor, SignInResource } from '../resources/types.ts';

/** The factors of an attempt that this client can show; the primary address first. */
export function knownFactors(attempt: SignInResource | undefined): FirstFactor[] {
  const factors = attempt?.supportedFirstFactors ?? [];
  const rank = (factor: FirstFactor) => (factor.strategy === 'email_code' && factor.primary ? 0 : 1);
  return factors
    .filter(({ strategy }) => strategy === 'password' || strategy === 'email_code')
    .sort((a, b) => (a.strategy === b.strategy ? rank(a) - rank(b) : 0));
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
  const factors = knownFactors(attempt);
  const wrongPassword = refused?.startsWith('form_password');
  const otp = environment?.display_config.preferred_sign_in_strategy === 'otp' && !wrongPassword;
  const first = otp ? 'email_code' : 'password';
  return factors.find(({ strategy }) => strategy === first) ?? factors[0];
}
