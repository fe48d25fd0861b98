import { page } from '../../client/platform/native.ts';

/** Does a cookie say that somebody is, or lately was, signed in on this page? Then the answer is worth a wait. */
export function isReturning(): boolean {
  try {
    return /(^|; )__(session|client_uat)(_[\w-]+)?=(?!0?(;|$))/.test(page.cookie);
  } catch {
    // A sandboxed frame has no cookies.
    return false;
  }
}
