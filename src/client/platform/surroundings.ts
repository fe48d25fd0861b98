/** What the browser withholds from this page. Asked only when something failed. */
export const surroundings = {
  // A page that was opened as a file has no origin either.
  /** A frame with `sandbox` and without `allow-same-origin`: no origin, no cookies, no storage. */
  isSandboxed: () => globalThis.origin === 'null' && globalThis.location?.protocol !== 'file:',
  blocksCookies: () => globalThis.navigator?.cookieEnabled === false,
};
