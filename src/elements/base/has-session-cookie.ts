import { attempt, page } from '../../client/platform/native.ts';

/** Returns whether a cookie shows an earlier session on this page. The elements then wait for the client before they render. */
export function hasSessionCookie(): boolean {
  // Sandboxed frames throw when cookies are read.
  return /(^|; )__(session|client_uat)(_[\w-]+)?=(?!0?(;|$))/.test(attempt(() => page.cookie) ?? '');
}
