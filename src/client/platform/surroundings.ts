/** What the browser withholds from this page. Only asked when something failed, so it is not part of the first load. */
export const surroundings = {
  /**
   * Returns whether the page is in a frame with `sandbox` but without `allow-same-origin`: it has no origin, no cookies
   * and no storage. A page that was opened as a file has no origin either, but is not in such a frame.
   */
  isSandboxed: () => globalThis.origin === 'null' && globalThis.location?.protocol !== 'file:',
  blocksCookies: () => globalThis.navigator?.cookieEnabled === false,
};
