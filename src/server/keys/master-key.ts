import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { ConfigError } from '../lib/config-error.ts';

const BYTES = 32;

/**
 * Parses a master key: 32 bytes in base64, base64url or hex.
 *
 * @param name where the text came from, for the error
 * @throws {ConfigError} when it is not exactly 32 bytes; the error never shows the text
 */
export function parseMasterKey(text: string, name: string): Uint8Array {
  const trimmed = text.trim();
  const isHex = /^[0-9a-f]{64}$/i.test(trimmed);
  const isBase64 = /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed);
  const bytes = isHex ? Buffer.from(trimmed, 'hex') : Buffer.from(isBase64 ? trimmed : '', 'base64');
  if (bytes.length !== BYTES || bytes.every((byte) => byte === bytes[0])) {
    const cure = 'Make one with `openssl rand -base64 32` and keep it out of the repository.';
    throw new ConfigError([{ setting: name, problem: 'is not 32 random bytes in base64 or hex', cure }]);
  }
  return new Uint8Array(bytes);
}

/** Derives a key for one purpose, so that no two uses of the master key share key material (RFC 5869). */
export function deriveKey(masterKey: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', masterKey, new Uint8Array(0), `clerk-widgets/${purpose}`, BYTES));
}

/** Returns a value that tells whether a master key is still the same, and nothing else about it. */
export function masterKeyCheck(masterKey: Uint8Array): string {
  return createHmac('sha256', deriveKey(masterKey, 'check')).update('master key').digest('base64url');
}

/** Compares two hashes in constant time. */
export function isSameCheck(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
