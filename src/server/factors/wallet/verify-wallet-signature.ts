import { recoverAddress } from './recover-address.ts';
import { toChecksumAddress } from '../../identifiers/wallet-address.ts';

export interface SignedMessage {
  /** The server's own text, byte for byte; never one that the client sent. */
  message: string;
  /** The signature from the wallet. */
  signature: string;
  /** The account that must have signed. */
  address: string;
}

/**
 * Whether the owner of an address signed a message. Contract accounts (EIP-1271) are not accepted: they have no key,
 * and only a node of their chain could verify their signatures.
 */
export function verifyWalletSignature({ message, signature, address }: SignedMessage): boolean {
  const signer = recoverAddress(message, signature);
  return signer !== undefined && signer === toChecksumAddress(address);
}
