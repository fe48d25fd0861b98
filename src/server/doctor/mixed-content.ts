import { isLoopbackHost } from '../../protocol/loopback.ts';

/** Tells whether a browser blocks a request because the page is https and the request is not. */
export function isMixed(page: URL, target: URL): boolean {
  return page.protocol === 'https:' && target.protocol === 'http:' && !isLoopbackHost(target.hostname);
}
