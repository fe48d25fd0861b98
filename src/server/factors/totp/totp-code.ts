import { Secret, TOTP } from 'otpauth';
import { asciiDigits } from '../../../protocol/ascii-digits.ts';

/** Bytes of a seed, as long as the output of SHA-1 (RFC 4226, section 4, R6). */
const SEED_BYTES = 20;
/** What authenticator applications agree on; many ignore other values in the URI. */
const PARAMETERS = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Steps before and after the present one, for clocks that are off (RFC 6238, section 5.2). */
const WINDOW = 1;

/** A new seed in base32, without padding. */
export function createTotpSeed(): string {
  return new Secret({ size: SEED_BYTES }).base32;
}

/**
 * What an authenticator application reads from a QR code.
 *
 * @param seed base32
 * @param issuer name of the application
 * @param account what the user knows the account by, such as an e-mail address
 * @returns an `otpauth://totp/` URI in the format of the Google Authenticator wiki, "Key Uri Format"
 */
export function totpUri(seed: string, issuer: string, account: string): string {
  // A colon parts issuer and account in the label, written as `%3A` too.
  const [plainIssuer, label] = [issuer, account].map((text) => text.replaceAll(':', ' ').trim());
  return new TOTP({ ...PARAMETERS, secret: Secret.fromBase32(seed), issuer: plainIssuer, label }).toString();
}

/**
 * Judges a typed value (RFC 6238, SHA-1, 6 digits, 30 seconds, one step either side).
 *
 * @param seed base32
 * @param typed blanks between the digits are allowed
 * @param now milliseconds
 * @returns number of the step it belongs to, undefined when it is wrong. A step must be accepted once and nothing
 *   before it after it: that is for the storage to decide, in one atomic step (RFC 6238, section 5.2).
 */
export function findTotpStep(seed: string, typed: string, now: number): number | undefined {
  const token = asciiDigits(typed).replace(/[\s\p{Cf}]/gu, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const { algorithm, digits, period } = PARAMETERS;
  const secret = Secret.fromBase32(seed);
  const delta = TOTP.validate({ token, secret, algorithm, digits, period, timestamp: now, window: WINDOW });
  return delta === null ? undefined : TOTP.counter({ period, timestamp: now }) + delta;
}
