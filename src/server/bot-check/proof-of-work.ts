import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { PUZZLES } from '../../protocol/captcha.ts';
import { isOver } from '../clock.ts';

/** Milliseconds from creating a challenge to using its solution. */
const LIFETIME_MS = 300_000;
const ID = '[A-Za-z0-9_-]{22}';
const TOKEN = new RegExp(`^((${ID})\\.(\\d{1,2})\\.([0-9a-z]{1,10})\\.([A-Za-z0-9_-]{43}))~([0-9a-z,]{1,160})$`);

export interface WorkChallenge {
  challenge: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** A solved challenge. The caller has to accept each `id` once, until `expiresAt`. */
export interface SolvedWork {
  id: string;
  expiresAt: number;
}

/**
 * Creates a challenge. Nothing is stored: the signature shows that the server created it.
 *
 * @param key key of the signature
 * @param difficulty zero bits of each puzzle
 */
export function createWorkChallenge(key: Uint8Array, difficulty: number, now: number): WorkChallenge {
  const expiresAt = now + LIFETIME_MS;
  const terms = `${randomBytes(16).toString('base64url')}.${difficulty}.${expiresAt.toString(36)}`;
  return { challenge: `${terms}.${sign(key, terms)}`, expiresAt };
}

/** Checks a solved challenge. @returns undefined when the token is malformed, forged, expired or wrong */
export function checkWork(key: Uint8Array, token: string, now: number): SolvedWork | undefined {
  const [, challenge = '', id = '', difficulty, expiry = '', mac = '', numbers = ''] = TOKEN.exec(token) ?? [];
  if (challenge === '') return undefined;
  const expected = sign(key, challenge.slice(0, -mac.length - 1));
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(mac))) return undefined;
  const expiresAt = Number.parseInt(expiry, 36);
  if (isOver(expiresAt, now)) return undefined;
  return isSolved(challenge, Number(difficulty), numbers.split(',')) ? { id, expiresAt } : undefined;
}

function isSolved(challenge: string, difficulty: number, numbers: readonly string[]): boolean {
  if (numbers.length !== PUZZLES) return false;
  const input = Buffer.alloc(40);
  createHash('sha256').update(challenge).digest().copy(input);
  return numbers.every((text, index) => {
    const number = Number.parseInt(text, 36);
    if (!(number < 2 ** 32)) return false;
    input.writeUInt32BE(index, 32);
    input.writeUInt32BE(number, 36);
    return Math.clz32(createHash('sha256').update(input).digest().readUInt32BE(0)) >= difficulty;
  });
}

function sign(key: Uint8Array, terms: string): string {
  return createHmac('sha256', key).update(terms).digest('base64url');
}
