import { createHmac, randomBytes } from 'node:crypto';
import { isOver } from '../clock.ts';
import { isSameCheck } from '../keys/master-key.ts';
import type { Services } from '../services.ts';

/** A token with which automated tests pass the bot check. */
export interface TestingToken {
  token: string;
  /** Milliseconds since the epoch, in whole seconds. */
  expiresAt: number;
}

/** Long enough for a run of tests, and short enough that a token in its log is soon worth nothing. */
const LIFETIME_SECONDS = 3_600;
const TOKEN = /^((\d{10,12})-[A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/**
 * Creates a testing token. Nothing is stored: the signature shows that a node of this instance made it. Whoever has one
 * passes the bot check until it expires, and nothing else: no rate limit and no other check knows it.
 */
export function issueTestingToken({
  testingTokenKey,
  clock,
}: Pick<Services, 'testingTokenKey' | 'clock'>): TestingToken {
  const seconds = Math.floor(clock.now() / 1000) + LIFETIME_SECONDS;
  const terms = `${seconds}-${randomBytes(16).toString('base64url')}`;
  return { token: `${terms}.${sign(testingTokenKey, terms)}`, expiresAt: seconds * 1000 };
}

/**
 * Returns whether a text is a testing token of this instance that has not expired. A token is accepted any number of
 * times.
 *
 * @param text the `__clerk_testing_token` of the request; null or undefined when it has none
 */
export function acceptTestingToken(
  { testingTokenKey, clock }: Pick<Services, 'testingTokenKey' | 'clock'>,
  text: string | null | undefined,
): boolean {
  const [, terms = '', seconds, mac = ''] = TOKEN.exec(text ?? '') ?? [];
  if (terms === '' || !isSameCheck(sign(testingTokenKey, terms), mac)) return false;
  return !isOver(Number(seconds) * 1000, clock.now());
}

function sign(key: Uint8Array, terms: string): string {
  return createHmac('sha256', key).update(terms).digest('base64url');
}
