import { recoverAddress } from './recover-address.ts';
import { toChecksumAddress } from '../../identifiers/wallet-address.ts';

export interface SignedMessage {
  /** The server's own text, byte for byte as it was handed out; never one that the client sent. */
  message: string;
  /** As the wallet answered it. */
  signature: string;
  /** The account that has to have signed. */
  address: string;
}

/**
 * Whether the owner of an address signed a message. Accounts that are contracts (EIP-1271) have no key of their own
 * and are not accepted: whether they agree only a node of their chain could tell.
 */
export function verifyWalletSignature({ message, signature, address }: SignedMessage): boolean {
  const signer = recoverAddress(message, signature);
  return signer !== undefined && signer === toChecksumAddress(address);
}
