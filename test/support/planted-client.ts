import { hashClientToken } from '../../src/server/ids.ts';
import type { TestInstance } from './instance.ts';
import type { TestBrowser } from './test-browser.ts';

export const CLIENT = '__Host-clerk_client';
/** The earlier name, without the prefix. A neighboring host can set this cookie. */
export const LEGACY = '__client';

/** Plants the cookie of one browser in another one, as a neighboring host can. */
export function plant(from: TestBrowser, into: TestBrowser): void {
  into.cookies.set(LEGACY, from.cookies.get(CLIENT) ?? from.cookies.get(LEGACY) ?? '');
}

/** Turns the client of a browser into one from before the cookie had a prefix. */
export async function makeLegacy({ storage, clock }: TestInstance, browser: TestBrowser): Promise<void> {
  const token = browser.cookies.get(CLIENT) ?? '';
  const hashes = [hashClientToken(token, true), hashClientToken(token, false)] as const;
  const expiresAt = clock.now() + 365 * 86_400_000;
  if (!(await storage.consumeClientToken(...hashes, expiresAt, clock.now()))) throw new Error('There is no client.');
  browser.cookies.delete(CLIENT);
  browser.cookies.set(LEGACY, token);
}
