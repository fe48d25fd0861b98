import type {
  EnvironmentResource,
  FirstFactor,
  SecondFactor,
  SessionVerificationResource,
} from '../../client/resources/types.ts';

export type Factor = FirstFactor | SecondFactor;

/** Factors that the dialog has a screen for. */
const FIRST = /^(password|passkey|(email|phone)_code|web3_\w+_signature)$/;
const SECOND = /^(totp|backup_code|(email|phone)_code)$/;
/** Instances ask for codes first when they prefer them. */
const OTP = ['passkey', 'email_code', 'phone_code', 'password'];
const PASSWORD = ['passkey', 'password', 'email_code', 'phone_code'];
const SECOND_ORDER = ['totp', 'phone_code', 'email_code'];

/** What the user can prove now, the one to ask for first in front. The wallet strategies count as one. */
export function factorsOf(
  { status, supportedFirstFactors, supportedSecondFactors }: SessionVerificationResource,
  environment: EnvironmentResource | undefined,
): Factor[] {
  if (status === 'needs_second_factor') return sorted(supportedSecondFactors, SECOND, SECOND_ORDER);
  const otp = environment?.display_config.preferred_sign_in_strategy === 'otp';
  const factors = sorted(supportedFirstFactors, FIRST, otp ? OTP : PASSWORD);
  const wallet = factors.find(({ strategy }) => isWallet(strategy));
  return factors.filter(
    (factor) =>
      (!isWallet(factor.strategy) || factor === wallet) &&
      // A browser without passkeys, or a page on plain HTTP, could only fail.
      (factor.strategy !== 'passkey' || Object.hasOwn(globalThis, 'PublicKeyCredential')),
  );
}

export function isWallet(strategy: string): boolean {
  return strategy.startsWith('web3_');
}

/** Is this strategy one that sends a code? */
export function isSent(strategy: string): boolean {
  return /^(email|phone)_code$/.test(strategy);
}

function sorted(all: readonly Factor[] | null, known: RegExp, order: readonly string[]): Factor[] {
  const place = ({ strategy }: Factor) => {
    const index = order.indexOf(strategy);
    return index < 0 ? order.length : index;
  };
  const isMain = (factor: Factor) =>
    ('primary' in factor && factor.primary) || ('default' in factor && factor.default) ? 0 : 1;
  return (all ?? [])
    .filter(({ strategy }) => known.test(strategy))
    .sort((a, b) => place(a) - place(b) || isMain(a) - isMain(b));
}
