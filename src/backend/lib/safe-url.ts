import { isLoopbackHost } from '../../protocol/loopback.ts';
import { remember } from './remember.ts';

/** For the message of an error. */
export const SAFE_URL = 'an https URL (http is allowed for this machine and for names without a dot)';

/**
 * Tells whether a URL is safe for keys. What comes over plain HTTP could be replaced on the way, so it is allowed for this
 * machine and for names without a dot, which only a private network resolves, such as `http://clerk:4000`.
 */
export function isSafeUrl(text: unknown): text is string {
  return typeof text === 'string' && isSafe(text);
}

const isSafe = remember((text) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  const isPrivate = isLoopbackHost(hostname) || /^[a-z\d-]+$/i.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isPrivate);
});
