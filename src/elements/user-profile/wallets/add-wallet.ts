import type { Web3Strategy } from '../../../protocol/strategies.ts';
import { ClerkRuntimeError } from '../../../client/errors.ts';
import { signerOf } from '../../../client/platform/wallets/signer.ts';
import type { Wallet } from '../../../client/platform/wallets/wallet.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { isVerified } from '../owned.ts';

/**
 * Asks a wallet for its account, adds that to the user, and lets the wallet sign for it. A wallet that did not sign is
 * taken away again.
 *
 * @param signal gives up every request to the wallet
 * @throws {ClerkRuntimeError} with a `WalletErrorCode`
 * @throws {ClerkAPIResponseError} when the API refuses, such as because an account has the wallet
 */
export async function addWallet(
  user: UserResource,
  wallet: Wallet,
  strategy: Web3Strategy,
  signal: AbortSignal,
): Promise<void> {
  const { identifier, generateSignature } = await signerOf(strategy, wallet, signal);
  const isSame = (each: { web3Wallet: string }) => each.web3Wallet.toLowerCase() === identifier.toLowerCase();
  // One that was added before, and never signed.
  const known = user.web3Wallets.find((each) => isSame(each) && !isVerified(each));
  const added = known ?? (await user.createWeb3Wallet({ web3Wallet: identifier, ...nameOf(wallet) }));
  try {
    const { verification } = await added.prepareVerification({ strategy });
    const nonce = verification.message ?? verification.nonce;
    if (!nonce) throw new ClerkRuntimeError('factor_not_found', 'This wallet cannot be used here.');
    const signature = await generateSignature({ nonce });
    await added.attemptVerification({ strategy, signature });
  } catch (error) {
    // What went wrong with the wallet counts.
    if (!known) await added.destroy().catch(() => {});
    throw error;
  }
}

/** Returns the name of a wallet, as far as the API takes it. */
function nameOf({ name }: Wallet): { walletName?: string } {
  return name ? { walletName: name.slice(0, 64) } : {};
}
