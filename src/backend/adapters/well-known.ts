import { optionsFromEnv } from '../options-from-env.ts';
import { problemAnswer } from './problem-answer.ts';
import { frontendApiOf, type ProxyFrontendApiOptions, warnOfUpstream } from './proxy.ts';

/** How {@link wellKnown} reaches the instance. */
export interface WellKnownOptions extends Pick<ProxyFrontendApiOptions, 'frontendApiUrl' | 'publishableKey' | 'fetch'> {
  /**
   * URL or path under which your application forwards the Frontend API, such as `/__clerk`: the hosted pages are there, too.
   * Default: `CLERK_PROXY_URL`, else none.
   */
  proxyUrl?: string | undefined;
}

/** What the instance answers. */
const ASKED = ['/.well-known/change-password', '/.well-known/passkey-endpoints', '/.well-known/webauthn'];
/** Password managers ask for it, to find out whether the statuses of a site mean anything. */
const PROBE = '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200';
const NOT_FOUND = { code: 'resource_not_found', message: 'There is nothing here.' };
const UNREACHABLE = { code: 'proxy_unreachable', message: 'The Frontend API cannot be reached.' };
/** Headers of the answer that are passed on, besides `Location`. */
const PASSED_ON = ['content-type', 'cache-control', 'x-content-type-options'];

/** Tells whether {@link wellKnown} answers a path. */
export function isWellKnown(pathname: string): boolean {
  return ASKED.includes(pathname) || pathname === PROBE;
}

/**
 * Answers what password managers and browsers ask the origin of your application: `/.well-known/change-password`,
 * `/.well-known/passkey-endpoints`, `/.well-known/webauthn`, and the address by which they find out whether your application
 * knows a 404. The instance says what is there; it gets nothing of the visitor.
 *
 * @param request any request of your application
 * @returns the answer; undefined when the request asks for something else; 502 when the instance cannot be reached
 * @throws {BackendOptionsError} that names the wrong option
 * @example
 * const answer = await wellKnown(request);
 * if (answer) return answer;
 */
export async function wellKnown(request: Request, options: WellKnownOptions = {}): Promise<Response | undefined> {
  const { pathname, origin } = new URL(request.url);
  if (!isWellKnown(pathname)) return undefined;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } });
  }
  if (pathname === PROBE) return problemAnswer(404, NOT_FOUND);
  const { target } = frontendApiOf(options);
  const url = target.href.replace(/\/+$/, '') + pathname;
  const proxyUrl = options.proxyUrl ?? optionsFromEnv().proxyUrl;
  const { fetch = globalThis.fetch } = options;
  const headers = new Headers({ 'Accept-Encoding': 'identity' });
  if (proxyUrl) headers.set('Clerk-Proxy-Url', new URL(proxyUrl, origin).href.replace(/\/+$/, ''));
  let answer: Response;
  try {
    answer = await fetch(url, { headers, signal: request.signal, redirect: 'manual' });
  } catch (error) {
    warnOfUpstream(target.origin, error);
    return problemAnswer(502, UNREACHABLE);
  }
  const answered = new Headers();
  for (const name of PASSED_ON) {
    const value = answer.headers.get(name);
    if (value !== null) answered.set(name, value);
  }
  const location = answer.headers.get('location');
  if (location !== null && URL.canParse(location, url)) answered.set('Location', new URL(location, url).href);
  const isHead = request.method === 'HEAD';
  return new Response(isHead ? null : answer.body, { status: answer.status, headers: answered });
}
