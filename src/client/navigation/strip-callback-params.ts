import type { Platform } from '../platform/platform.ts';

/** Left in the address by the server side; of no use to anybody who copies it. */
const SPENT_PARAMETERS = [
  '__clerk_synced',
  '__clerk_handshake',
  '__clerk_handshake_nonce',
  '__clerk_help',
  'suffixed_cookies',
];

/** Takes out of the address what has served its purpose. */
export function stripCallbackParams(platform: Platform): void {
  const url = new URL(platform.href());
  const spent = SPENT_PARAMETERS.filter((name) => url.searchParams.has(name));
  for (const name of spent) url.searchParams.delete(name);
  if (spent.length) platform.pushState(url.href, true);
}
