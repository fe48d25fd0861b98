import { page } from '../../client/platform/native.ts';
import { hasSessionCookie } from '../../elements/base/has-session-cookie.ts';

/** Milliseconds that a page may be busy before it counts as settled all the same. */
const BUSY_LIMIT = 3000;
/** Milliseconds after which a page counts as settled in a browser that does not say when it is idle: Safari. */
const PAUSE = 1000;

/**
 * Calls back once the page has loaded and is idle, if it is visible and its cookies show a session. Looks again whenever
 * the page is shown: after it was prerendered, opened in the background, or brought back by the back button.
 */
export function whenSettled(callback: () => void): void {
  const look = () => {
    if (page.readyState === 'complete' && page.visibilityState === 'visible' && hasSessionCookie()) callback();
  };
  const lookSoon = () => {
    if (Object.hasOwn(globalThis, 'requestIdleCallback')) requestIdleCallback(look, { timeout: BUSY_LIMIT });
    else setTimeout(look, PAUSE);
  };
  // Follows the load event, and every return from the back/forward cache.
  addEventListener('pageshow', lookSoon);
  page.addEventListener('visibilitychange', lookSoon);
  // The script may have been added after those events.
  lookSoon();
}
