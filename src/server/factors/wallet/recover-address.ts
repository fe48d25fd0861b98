import { secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { toChecksumAddress } from '../../identifiers/wallets.ts';

/** r, s (32 bytes each) and v. */
const SIGNATURE = /^0x[0-9a-fA-F]{130}$/;
const SIGNATURE_LENGTH = 132;

/**
 * Recovers the account that signed a message with `personal_sign` (EIP-191, version 0x45).
 *
 * @param signature `0x` and r, s, v in hexadecimal; v is 27 or 28, or 0 or 1 from some hardware wallets
 * @returns the address with its checksum; undefined when the signature is malformed, or has the high s with which a
 *   second valid signature can be made without the key (EIP-2)
 */
export function recoverAddress(message: string, signature: string): string | undefined {
  if (signature.length !== SIGNATURE_LENGTH || !SIGNATURE.test(signature)) return undefined;
  const bytes = hexToBytes(signature.slice(2));
  const recovery = recoveryOf(bytes[64]);
  if (recovery === undefined) return undefined;
  try {
    const rs = secp256k1.Signature.fromBytes(bytes.subarray(0, 64));
    if (rs.hasHighS()) return undefined;
    const key = rs.addRecoveryBit(recovery).recoverPublicKey(hashMessage(message)).toBytes(false);
    return toChecksumAddress(`0x${bytesToHex(keccak_256(key.subarray(1)).subarray(12))}`);
  } catch {
    // Numbers out of range, or a point that is not on the curve.
    return undefined;
  }
}

/** A signed message. */
export interface SignedMessage {
  /** The server's own text, byte for byte; never one that the client sent. */
  message: string;
  /** The signature from the wallet. */
  signature: string;
}

/**
 * Whether the owner of an address signed a message. Contract accounts (EIP-1271) are not accepted: they have no key,
 * and only a node of their chain could verify their signatures.
 */
export function isSignedBy(address: string, { message, signature }: SignedMessage): boolean {
  const signer = recoverAddress(message, signature);
  return signer !== undefined && signer === toChecksumAddress(address);
}

/** Hashes the message after the prefix that keeps it from being a transaction (EIP-191). */
function hashMessage(message: string): Uint8Array {
  const bytes = utf8ToBytes(message);
  return keccak_256(concatBytes(utf8ToBytes(`\x19Ethereum Signed Message:\n${bytes.length}`), bytes));
}

function recoveryOf(v: number | undefined): 0 | 1 | undefined {
  if (v === 0 || v === 27) return 0;
  return v === 1 || v === 28 ? 1 : undefined;
}
