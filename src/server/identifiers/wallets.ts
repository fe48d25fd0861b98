import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ApiError } from '../http/errors.ts';
import { tidy } from './identifier-key.ts';

/**
 * The wallets that users can sign in with; the strategy of each is `web3_<name>_signature`. All sign the same message
 * with the same kind of key, that of Ethereum accounts. Solana's wallets are not among them: they sign with Ed25519 and
 * have other addresses.
 */
export const WALLETS = ['metamask', 'coinbase_wallet', 'base', 'okx_wallet'] as const;

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

/** Whether a text has the form of a wallet address. The checksum may be wrong. */
export function isWalletAddress(text: string): boolean {
  return text.length === 42 && ADDRESS.test(text);
}

/**
 * Checks a wallet address, and returns it with its checksum (EIP-55).
 *
 * @param text letters of one case have no checksum; letters of both cases must have the right one
 * @throws {ApiError} `form_param_format_invalid` when it is not an address, or has a wrong checksum
 */
export function checkWalletAddress(text: string, param = 'web3_wallet'): string {
  const address = tidy(text).replace(/^0X/, '0x');
  const checked = isWalletAddress(address) ? toChecksumAddress(address) : undefined;
  const digits = address.slice(2);
  const isPlain = digits === digits.toLowerCase() || digits === digits.toUpperCase();
  if (checked === undefined || !(isPlain || address === checked)) {
    throw new ApiError('form_param_format_invalid', { param, longMessage: 'This is not the address of a wallet.' });
  }
  return checked;
}

/**
 * Returns an address with its checksum: a letter is upper case where the hash of the lower-case digits has a high
 * nibble (EIP-55).
 *
 * @param address `0x` and 40 hexadecimal digits
 */
export function toChecksumAddress(address: string): string {
  const digits = address.slice(2).toLowerCase();
  const hash = bytesToHex(keccak_256(utf8ToBytes(digits)));
  const spelled = [...digits].map((digit, i) =>
    Number.parseInt(hash.charAt(i), 16) >= 8 ? digit.toUpperCase() : digit,
  );
  return `0x${spelled.join('')}`;
}
