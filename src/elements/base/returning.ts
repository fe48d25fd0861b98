import { attempt, page } from '../../client/platform/native.ts';

/** Does a cookie say that somebody is, or lately was, signed in on this page? Then the answer is worth a wait. */
export function isReturning(): boolean {
  // A sandboxed frame has no cookies, and throws.
  return /(^|; )__(session|client_uat)(_[\w-]+)?=(?!0?(;|$))/.test(attempt(() => page.cookie) ?? '');
}
