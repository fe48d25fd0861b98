import type { EnvironmentResource } from '../../resources/types/environment.ts';
import type { SessionVerificationResource } from '../../resources/types/session.ts';
import { type Factor, firstFactorOrder, hasPasskeys, SECOND_FACTOR_ORDER, sortFactors } from '../factor-order.ts';

/** Factors that the dialog has a screen for. */
const FIRST = /^(password|passkey|(email|phone)_code|web3_\w+_signature)$/;
const SECOND = /^(totp|backup_code|(email|phone)_code)$/;

/**
 * Returns the factors that the user can confirm now, the one to ask for first in front. All wallets count as one: which
 * of them it is shows only when the page's wallet is asked.
 */
export function reverificationFactors(
  { status, supportedFirstFactors, supportedSecondFactors }: SessionVerificationResource,
  environment: EnvironmentResource | undefined,
): Factor[] {
  if (status === 'needs_second_factor') {
    const known = (supportedSecondFactors ?? []).filter(({ strategy }) => SECOND.test(strategy));
    return sortFactors(known, [...SECOND_FACTOR_ORDER, 'email_code']);
  }
  const known = (supportedFirstFactors ?? []).filter(({ strategy }) => FIRST.test(strategy));
  const factors = sortFactors(known, firstFactorOrder(environment));
  const wallet = factors.find(isWallet);
  return factors.filter(
    (factor) => (!isWallet(factor) || factor === wallet) && (factor.strategy !== 'passkey' || hasPasskeys()),
  );
}

export function isWallet({ strategy }: { strategy: string }): boolean {
  return strategy.startsWith('web3_');
}
