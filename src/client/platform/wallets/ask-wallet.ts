import { toWalletError, walletError } from './wallet-error.ts';
import type { Wallet } from './wallet.ts';

const ADDRESS = /^0x[0-9a-f]{40}$/i;
const HEX = /^0x(?:[0-9a-f]{2})+$/i;

/**
 * Asks a wallet for the account that the user wants to use. The wallet shows a dialog unless the user allowed this page
 * before.
 *
 * @param signal gives up the request. The wallet's dialog stays open, because a page cannot close it
 * @returns the address of the account, spelled as the wallet spells it
 * @throws {ClerkRuntimeError} with a `WalletErrorCode`
 */
export async function connect(wallet: Wallet, signal?: AbortSignal): Promise<string> {
  const accounts = await ask(wallet, 'eth_requestAccounts', [], signal);
  const [address] = Array.isArray(accounts) ? (accounts as unknown[]) : [];
  if (address === undefined) throw walletError('web3_missing_identifier');
  if (typeof address !== 'string' || !ADDRESS.test(address)) throw walletError('web3_wallet_failed');
  return address;
}

/**
 * Asks a wallet to sign a message with one of its accounts (`personal_sign`). The wallet shows the message.
 *
 * @param signal gives up the request
 * @returns the signature in hexadecimal, which the server verifies
 * @throws {ClerkRuntimeError} with a `WalletErrorCode`
 */
export async function sign(wallet: Wallet, message: string, address: string, signal?: AbortSignal): Promise<string> {
  const hex = Array.from(new TextEncoder().encode(message), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const signature = await ask(wallet, 'personal_sign', [`0x${hex}`, address], signal);
  if (typeof signature !== 'string' || !HEX.test(signature)) throw walletError('web3_wallet_failed');
  return signature;
}

async function ask(
  { provider }: Wallet,
  method: string,
  params: readonly unknown[],
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const givenUp = () => walletError('web3_request_aborted');
  if (signal?.aborted) throw givenUp();
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(givenUp()), { once: true });
    // In a promise, so that a provider that throws synchronously is handled like one that rejects.
    Promise.resolve()
      .then(() => provider.request({ method, params }))
      .then(resolve, (thrown: unknown) => reject(toWalletError(thrown)));
  });
}
