import { ClerkRuntimeError } from '../../errors.ts';

/** What can go wrong between the page and a wallet. */
export type WalletErrorCode =
  /** No wallet is present, or it has no account to show. */
  | 'web3_missing_identifier'
  /** Its owner said no. */
  | 'web3_signature_request_rejected'
  /** A question of this page, or of another one, still waits in the wallet. */
  | 'web3_request_pending'
  /** The page no longer waits for the answer. */
  | 'web3_request_aborted'
  /** The wallet is locked, cut off, or does not let this page ask. */
  | 'web3_wallet_unavailable'
  /** It does not know how to sign a message. */
  | 'web3_wallet_unsupported'
  /** It answered something that is no address or no signature, or failed. */
  | 'web3_wallet_failed';

const TEXTS: Record<WalletErrorCode, string> = {
  web3_missing_identifier: 'There is no wallet in this browser. Install one and try again.',
  web3_signature_request_rejected: 'You declined in your wallet.',
  web3_request_pending: 'Your wallet already asks you something. Open it and answer.',
  web3_request_aborted: 'The question to your wallet was given up.',
  web3_wallet_unavailable: 'Your wallet does not answer this page. Unlock it and try again.',
  web3_wallet_unsupported: 'This wallet cannot sign messages. Use another one.',
  web3_wallet_failed: 'The wallet did not answer as it should. Try again.',
};

/** Codes of EIP-1193 (4000s), EIP-1474 (negative ones) and of libraries that wrap them (words). */
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
/** How deep wrapped errors are looked into. */
const DEPTH = 4;

/** An error of this page's own. @param cause what the wallet threw */
export function walletError(code: WalletErrorCode, cause?: unknown): ClerkRuntimeError {
  return new ClerkRuntimeError(code, TEXTS[code], { cause });
}

/** Translates what a wallet threw; the wallet's own words stay in `cause`. */
export function toWalletError(thrown: unknown): ClerkRuntimeError {
  return walletError(codeOf(thrown) ?? 'web3_wallet_failed', thrown);
}

function codeOf(thrown: unknown, depth = DEPTH): WalletErrorCode | undefined {
  if (typeof thrown !== 'object' || thrown === null || depth === 0) return undefined;
  const { code, cause, data } = thrown as { code?: unknown; cause?: unknown; data?: { originalError?: unknown } };
  return CODES.get(code) ?? codeOf(data?.originalError, depth - 1) ?? codeOf(cause, depth - 1);
}
