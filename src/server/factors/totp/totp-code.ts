import { Secret, TOTP } from 'otpauth';
import { asciiDigits } from '../../../protocol/ascii-digits.ts';

/** Bytes of a seed: the length of SHA-1's output (RFC 4226, section 4, R6). */
const SEED_BYTES = 20;
/** Bytes of seeds that other systems made: the first apps had 80 bits. */
const SHORTEST_SEED = 10;
const LONGEST_SEED = 64;
/** The parameters that all authenticator apps know. Many ignore other values in the URI. */
const PARAMETERS = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Steps that count before and after the current one, for clocks that are off (RFC 6238, section 5.2). */
const WINDOW = 1;

/** Creates a seed, in base32 without padding. */
export function createTotpSeed(): string {
  return new Secret({ size: SEED_BYTES }).base32;
}

/**
 * Reads a seed that another system made.
 *
 * @param text base32, as authenticator apps take it: case, blanks and padding do not matter
 * @returns undefined when it is none, or too short or long for one
 */
export function readTotpSeed(text: string): string | undefined {
  const seed = text.replace(/[\s-]/g, '').replace(/=+$/, '').toUpperCase();
  const bytes = Math.floor((seed.length * 5) / 8);
  return /^[A-Z2-7]+$/.test(seed) && bytes >= SHORTEST_SEED && bytes <= LONGEST_SEED ? seed : undefined;
}

/**
 * Builds the URI that an authenticator app reads from a QR code.
 *
 * @param seed base32
 * @param issuer name of the application
 * @param account the user's name for the account, such as an email address
 * @returns an `otpauth://totp/` URI in the format of the Google Authenticator wiki, "Key Uri Format"
 */
export function totpUri(seed: string, issuer: string, account: string): string {
  // A colon, also as `%3A`, separates issuer and account in the label.
  const [plainIssuer, label] = [issuer, account].map((text) => text.replaceAll(':', ' ').trim());
  return new TOTP({ ...PARAMETERS, secret: Secret.fromBase32(seed), issuer: plainIssuer, label }).toString();
}

/**
 * Verifies a code of an authenticator app (RFC 6238: SHA-1, 6 digits, 30 seconds, one step before and after).
 *
 * @param seed base32
 * @param typed the code as typed; spaces between the digits are allowed
 * @param now milliseconds
 * @returns the number of its time step; undefined when the code is wrong. The caller must accept each step once, and no
 *   earlier step after it, in one atomic step of the storage (RFC 6238, section 5.2)
 */
export function findTotpStep(seed: string, typed: string, now: number): number | undefined {
  const token = asciiDigits(typed).replace(/[\s\p{Cf}]/gu, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const { algorithm, digits, period } = PARAMETERS;
  const secret = Secret.fromBase32(seed);
  const delta = TOTP.validate({ token, secret, algorithm, digits, period, timestamp: now, window: WINDOW });
  return delta === null ? undefined : TOTP.counter({ period, timestamp: now }) + delta;
}
