const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL's host name means this machine, which plain http and unencrypted mail never leave. */
export function isLoopbackHost(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}
