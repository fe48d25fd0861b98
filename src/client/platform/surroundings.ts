/** What the browser withholds from this page. Asked only when something failed. */
export const surroundings = {
  /** A frame with `sandbox` and without `allow-same-origin`: no origin, no cookies, no storage. */
  isSandboxed: () => globalThis.origin === 'null',
  blocksCookies: () => globalThis.navigator?.cookieEnabled === false,
};
