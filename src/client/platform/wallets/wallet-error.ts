import type { ClientErrorCode } from '../../../protocol/error-codes.ts';
import { ClerkRuntimeError, firstError, isClerkRuntimeError } from '../../errors.ts';

/** What can go wrong between the page and a wallet. */
export type WalletErrorCode = Extract<ClientErrorCode, `web3_${string}`>;

const TEXTS: Record<WalletErrorCode, string> = {
  // There is no wallet, or it shows no account.
  web3_missing_identifier: 'There is no wallet in this browser. Install one and try again.',
  web3_signature_request_rejected: 'You declined in your wallet.',
  // The wallet still waits for the answer to another request, of this page or another one.
  web3_request_pending: 'Your wallet already asks you something. Open it and answer.',
  web3_request_aborted: 'The question to your wallet was given up.',
  // The wallet is locked or offline, or does not let this page ask.
  web3_wallet_unavailable: 'Your wallet does not answer this page. Unlock it and try again.',
  web3_wallet_unsupported: 'This wallet cannot sign messages. Use another one.',
  // The wallet failed, or its answer is not an address or a signature.
  web3_wallet_failed: 'The wallet did not answer as it should. Try again.',
};

/** Codes of EIP-1193 (the 4000s), of EIP-1474 (negative), and of libraries that wrap them (words). */
const CODES = new Map<unknown, WalletErrorCode>([
  [4001, 'web3_signature_request_rejected'],
  ['ACTION_REJECTED', 'web3_signature_request_rejected'],
  [-32002, 'web3_request_pending'],
  [4100, 'web3_wallet_unavailable'],
  [4900, 'web3_wallet_unavailable'],
  [4901, 'web3_wallet_unavailable'],
  [4902, 'web3_wallet_unavailable'],
  [4200, 'web3_wallet_unsupported'],
  [-32601, 'web3_wallet_unsupported'],
  [-32004, 'web3_wallet_unsupported'],
]);
/** How many levels of wrapped errors are searched for a code. */
const DEPTH = 4;

/** @param cause what the wallet threw */
export function walletError(code: WalletErrorCode, cause?: unknown): ClerkRuntimeError {
  return new ClerkRuntimeError(code, TEXTS[code], { cause });
}

/** Translates an error of a wallet. The wallet's own error is the `cause`. */
export function toWalletError(thrown: unknown): ClerkRuntimeError {
  return walletError(codeOf(thrown) ?? 'web3_wallet_failed', thrown);
}

/**
 * Returns whether a sign-in failed because no account has the wallet. With enumeration protection, the API says so only
 * after the signature.
 */
export function isUnknownWallet(error: unknown): boolean {
  if (isClerkRuntimeError(error)) return error.code === 'factor_not_found';
  return firstError(error)?.code === 'form_identifier_not_found';
}

function codeOf(thrown: unknown, depth = DEPTH): WalletErrorCode | undefined {
  if (typeof thrown !== 'object' || thrown === null || depth === 0) return undefined;
  const { code, cause, data } = thrown as { code?: unknown; cause?: unknown; data?: { originalError?: unknown } };
  return CODES.get(code) ?? codeOf(data?.originalError, depth - 1) ?? codeOf(cause, depth - 1);
}
