import { ClerkRuntimeError } from '../../client/errors.ts';
import { strategyOf } from '../../client/platform/wallets/choose-wallet.ts';
import { availableWallets, signerOf } from '../../client/platform/wallets/signer.ts';
import { usableWallets } from '../../client/platform/wallets/usable-wallets.ts';
import type {
  FactorParams,
  FirstFactor,
  SessionResource,
  SessionVerificationResource,
} from '../../client/resources/types.ts';
import type { Web3Strategy } from '../../protocol/strategies.ts';
import { isWallet } from './factors.ts';

/**
 * Proves the first factor with a wallet of the page. Whether it is one of the account is for the server to tell.
 *
 * @param factors what the account can prove it with
 * @param signal gives up every question to the wallet
 * @throws {ClerkRuntimeError} with a `WalletErrorCode`
 */
export async function proveWithWallet(
  session: SessionResource,
  factors: readonly FirstFactor[],
  signal: AbortSignal,
): Promise<SessionVerificationResource> {
  const offered = factors.map((factor) => factor.strategy).filter(isWallet) as Web3Strategy[];
  const [wallet] = usableWallets(availableWallets(), offered);
  const strategy = (wallet && strategyOf(wallet, offered)) ?? offered[0];
  const factor = factors.find((each) => each.strategy === strategy);
  if (!strategy || !factor) throw new ClerkRuntimeError('web3_missing_identifier', 'The account has no wallet.');
  const signer = await signerOf(strategy, wallet, signal);
  const prepared = await session.prepareFirstFactorVerification(factor as FactorParams);
  const nonce = prepared.firstFactorVerification.message ?? '';
  return session.attemptFirstFactorVerification({ strategy, signature: await signer.generateSignature({ nonce }) });
}
