import type { Platform } from '../platform/platform.ts';

/** Query parameters that the API and the backend SDKs add. They are used once. */
const SPENT_PARAMETERS = [
  '__clerk_synced',
  '__clerk_handshake',
  '__clerk_handshake_nonce',
  '__clerk_help',
  'suffixed_cookies',
];

/** Removes used parameters from the page's URL, so that they are not shared with it. */
export function stripCallbackParams(platform: Platform): void {
  const url = new URL(platform.href());
  const spent = SPENT_PARAMETERS.filter((name) => url.searchParams.has(name));
  for (const name of spent) url.searchParams.delete(name);
  if (spent.length) platform.pushState(url.href, true);
}
