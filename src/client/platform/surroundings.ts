/**
 * Finds out what the browser denies this page: an origin of its own, or cookies. The client asks only after a failure, so
 * the first load does not include this file.
 */
export const surroundings = {
  /**
   * Returns whether the page is in a frame with `sandbox` but without `allow-same-origin`. Such a page has no origin, no
   * cookies and no storage. A page that the user opened as a file has no origin either, but is in no such frame.
   */
  isSandboxed: () => globalThis.origin === 'null' && globalThis.location?.protocol !== 'file:',
  /** Returns whether the user or a policy blocks cookies. */
  blocksCookies: () => globalThis.navigator?.cookieEnabled === false,
};
