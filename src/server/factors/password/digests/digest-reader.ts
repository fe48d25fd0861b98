import type { Argon2 } from '../../../lib/argon2.ts';

/** A digest is not in the format of its hasher. The message is for the administrator who gave it. */
export class DigestProblem extends Error {
  override readonly name = 'DigestProblem';
}

/** Says whether the digest that it was made from is of a password. */
export type Verifier = (password: string, argon2: Promise<Argon2>) => boolean | Promise<boolean>;

const HEX = /^(?:[0-9a-f]{2})*$/i;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
/** Longer salts and keys are not read. */
const LONGEST = 1_024;
/** Steps of a hash that runs in this thread before other requests have their turn. */
const STEPS = 4_096;

/** Reads a whole number. @throws {DigestProblem} when it is none, or not between the two */
export function readNumber(text: string | undefined, what: string, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new DigestProblem(`${what} has to be a whole number from ${least} to ${most}`);
}

/** Whether a text is hexadecimal. */
export function isHex(text: string): boolean {
  return text !== '' && HEX.test(text);
}

/** Reads bytes in hexadecimal. @throws {DigestProblem} for another text, or too few or too many bytes */
export function readHex(text: string | undefined, what: string, least: number, most: number = LONGEST): Buffer {
  if (text === undefined || !isHex(text)) throw new DigestProblem(`${what} has to be hexadecimal`);
  return sized(Buffer.from(text, 'hex'), what, least, most);
}

/** Whether a text is base64, with or without its padding. */
export function isBase64(text: string): boolean {
  return text !== '' && BASE64.test(text);
}

/** Reads bytes in base64. @throws {DigestProblem} for another text, or too few or too many bytes */
export function readBase64(text: string | undefined, what: string, least: number, most: number = LONGEST): Buffer {
  if (text === undefined || !BASE64.test(text)) throw new DigestProblem(`${what} has to be base64`);
  return sized(Buffer.from(text, 'base64'), what, least, most);
}

/** Reads bytes that stand as they are. @throws {DigestProblem} when there are too many */
export function readRaw(text: string | undefined, what: string, least: number = 0): Buffer {
  return sized(Buffer.from(text ?? ''), what, least, LONGEST);
}

function sized(bytes: Buffer, what: string, least: number, most: number): Buffer {
  if (bytes.length >= least && bytes.length <= most) return bytes;
  throw new DigestProblem(`${what} has to have ${least === most ? least : `${least} to ${most}`} bytes`);
}

/**
 * Splits a digest into `count` parts at dollar signs. A salt may have such signs itself, so the part at `open` takes those
 * that are too many.
 *
 * @throws {DigestProblem} that shows the format, when there are too few
 */
export function splitDigest(digest: string, format: string, open: number): string[] {
  const count = format.split('$').length;
  const parts = digest.split('$');
  const surplus = parts.length - count;
  if (surplus < 0) throw new DigestProblem(`the format is ${format}`);
  return [...parts.slice(0, open), parts.slice(open, open + surplus + 1).join('$'), ...parts.slice(open + surplus + 1)];
}

/** Repeats a step of a hash. Other requests have their turn in between. */
export async function repeat(times: number, start: Buffer, step: (state: Buffer) => Buffer): Promise<Buffer> {
  let state = start;
  for (let done = 0; done < times; done++) {
    if (done % STEPS === STEPS - 1) await new Promise((resolve) => setImmediate(resolve));
    state = step(state);
  }
  return state;
}
