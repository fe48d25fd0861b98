import { hashClientToken } from '../../src/server/ids.ts';
import type { TestInstance } from './instance.ts';
import type { TestBrowser } from './test-browser.ts';

export const CLIENT = '__Host-clerk_client';
/** Its name before the prefix; a neighbouring host can set this one. */
export const LEGACY = '__client';

/** Puts the cookie of one browser into another one, as far as a neighbouring host can. */
export function plant(from: TestBrowser, into: TestBrowser): void {
  into.cookies.set(LEGACY, from.cookies.get(CLIENT) ?? from.cookies.get(LEGACY) ?? '');
}

/** Makes the client of a browser one of the time before the prefix. */
export async function makeLegacy({ storage, clock }: TestInstance, browser: TestBrowser): Promise<void> {
  const token = browser.cookies.get(CLIENT) ?? '';
  const hashes = [hashClientToken(token, true), hashClientToken(token, false)] as const;
  const expiresAt = clock.now() + 365 * 86_400_000;
  if (!(await storage.consumeClientToken(...hashes, expiresAt, clock.now()))) throw new Error('There is no client.');
  browser.cookies.delete(CLIENT);
  browser.cookies.set(LEGACY, token);
}
