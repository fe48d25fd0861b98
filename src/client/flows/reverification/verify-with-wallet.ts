import type { Web3Strategy } from '../../../protocol/strategies.ts';
import { ClerkRuntimeError } from '../../errors.ts';
import { availableWallets, signerOf } from '../../platform/wallets/signer.ts';
import { strategyOf, usableWallets } from '../../platform/wallets/wallet.ts';
import type { FactorParams, FirstFactor } from '../../resources/types/factors.ts';
import type { SessionResource, SessionVerificationResource } from '../../resources/types/session.ts';

/**
 * Confirms the first factor with a wallet of the page. The server tells whether it is a wallet of the account.
 *
 * @param factors the account's wallets
 * @param signal gives up every question to the wallet
 * @throws {ClerkRuntimeError} with a `WalletErrorCode`
 */
export async function verifyWithWallet(
  session: SessionResource,
  factors: readonly FirstFactor[],
  signal: AbortSignal,
): Promise<SessionVerificationResource> {
  const offered = factors.map(({ strategy }) => strategy as Web3Strategy);
  const [wallet] = usableWallets(availableWallets(), offered);
  const strategy = (wallet && strategyOf(wallet, offered)) ?? offered[0];
  const factor = factors.find((each) => each.strategy === strategy);
  if (!strategy || !factor) throw new ClerkRuntimeError('web3_missing_identifier', 'The account has no wallet.');
  const signer = await signerOf(strategy, wallet, signal);
  const prepared = await session.prepareFirstFactorVerification(factor as FactorParams);
  const nonce = prepared.firstFactorVerification.message ?? '';
  return session.attemptFirstFactorVerification({ strategy, signature: await signer.generateSignature({ nonce }) });
}
