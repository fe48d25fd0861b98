import { BackendOptionsError } from '../backend-options.ts';
import { isSafeUrl, SAFE_URL } from '../lib/safe-url.ts';
import { optionsFromEnv } from '../options-from-env.ts';
import { readPublishableKey } from '../verify/verify-options.ts';
import { problemAnswer } from './problem-answer.ts';

/** How {@link proxyFrontendApi} reaches the Frontend API, and under which URL the browser sees it. */
export interface ProxyFrontendApiOptions {
  /** URL of the proxy as the browser has it: absolute, or a path on the origin of the request, such as `/__clerk`. */
  proxyUrl: string;
  /** Where the Frontend API is. Default: `CLERK_FAPI_URL`, else the host that the publishable key names. */
  frontendApiUrl?: string | undefined;
  /** Default: `CLERK_PUBLISHABLE_KEY` of the environment. */
  publishableKey?: string | undefined;
  /** Secret key of the instance. It tells the Frontend API that the proxy is yours. Default: `CLERK_SECRET_KEY`. */
  secretKey?: string | undefined;
  /** Address of the visitor, as your server or the proxy before it knows it. Headers of the request are not believed. */
  clientAddress?: string | undefined;
  /** Replaces the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;
}

/** Headers that are about one connection (RFC 9110, section 7.6.1), and those that the proxy writes itself. */
const NOT_SENT = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
  'content-length',
  'accept-encoding',
  'forwarded',
  'clerk-proxy-url',
  'clerk-secret-key',
];
/** `fetch` has decoded the body. */
const NOT_ANSWERED = ['connection', 'keep-alive', 'transfer-encoding', 'trailer', 'upgrade', 'content-encoding'];
const PATH_INVALID = { code: 'proxy_path_invalid', message: 'This path is not one of the Frontend API.' };
const UNREACHABLE = { code: 'proxy_unreachable', message: 'The Frontend API cannot be reached.' };

/**
 * Forwards a request to the Frontend API, so that pages find it on their own origin. The body is streamed, redirects and
 * cookies are passed on.
 *
 * @param request a request whose path begins with the path of the proxy
 * @returns the answer of the Frontend API; 400 for a path that could lead to another host, 502 when it cannot be reached
 * @throws {BackendOptionsError} that names the wrong option
 * @example
 * const { pathname } = new URL(request.url);
 * if (pathname.startsWith('/__clerk/')) return proxyFrontendApi(request, { proxyUrl: '/__clerk' });
 */
export async function proxyFrontendApi(request: Request, options: ProxyFrontendApiOptions): Promise<Response> {
  const { host, target } = frontendApiOf(options);
  const secretKey = options.secretKey ?? optionsFromEnv().secretKey;
  const from = new URL(request.url);
  const proxyUrl = new URL(options.proxyUrl, from).href.replace(/\/+$/, '');
  const url = targetOf(from, new URL(proxyUrl).pathname, target);
  if (!url) return problemAnswer(400, PATH_INVALID);

  const headers = forwardable(request.headers, NOT_SENT);
  headers.set('Accept-Encoding', 'identity');
  headers.set('Clerk-Proxy-Url', proxyUrl);
  if (secretKey !== undefined) headers.set('Clerk-Secret-Key', secretKey);
  headers.set('X-Forwarded-Host', from.host);
  headers.set('X-Forwarded-Proto', from.protocol.slice(0, -1));
  if (options.clientAddress) headers.set('X-Forwarded-For', options.clientAddress);

  const { fetch = globalThis.fetch } = options;
  const { method, body, signal } = request;
  const stream = body ? { body, duplex: 'half' } : {};
  let answer: Response;
  try {
    answer = await fetch(url.href, { method, headers, signal, redirect: 'manual', ...stream });
  } catch (error) {
    warnOfUpstream(url.origin, error);
    return problemAnswer(502, UNREACHABLE);
  }
  const answered = answerHeaders(answer);
  const location = answered.get('location');
  if (location !== null) answered.set('Location', throughProxy(location, url, [target, host], proxyUrl));
  return new Response(answer.body, { status: answer.status, headers: answered });
}

const warned = new Set<string>();

/**
 * Finds out where the Frontend API is for this server, and its host as browsers without a proxy see it.
 *
 * @throws {BackendOptionsError} when no option says it, or one is wrong
 */
export function frontendApiOf(options: Pick<ProxyFrontendApiOptions, 'frontendApiUrl' | 'publishableKey'>): {
  host: string | undefined;
  target: URL;
} {
  const host = hostOf(options);
  const given = options.frontendApiUrl ?? optionsFromEnv().frontendApiUrl;
  return { host, target: frontendApiUrlOf(given ?? (host && `https://${host}`)) };
}

/** Says once for each address what the answer, which strangers read, does not. A visitor who left is no failure. */
export function warnOfUpstream(origin: string, error: unknown): void {
  if (warned.has(origin) || (error instanceof Error && error.name === 'AbortError')) return;
  warned.add(origin);
  console.warn(
    `clerk-widgets: the proxy cannot reach the Frontend API at ${origin}. If it is elsewhere, such as at ` +
      'http://localhost:4400, set CLERK_FAPI_URL or the option frontendApiUrl.',
  );
}

/** The host that the publishable key names: the Frontend API as browsers without a proxy see it. */
function hostOf({ publishableKey }: Pick<ProxyFrontendApiOptions, 'publishableKey'>): string | undefined {
  const key = publishableKey ?? optionsFromEnv().publishableKey;
  return key === undefined ? undefined : readPublishableKey(key).frontendApi;
}

function frontendApiUrlOf(text: string | undefined): URL {
  if (text === undefined) {
    throw new BackendOptionsError(
      'The proxy does not know the Frontend API: set CLERK_PUBLISHABLE_KEY or frontendApiUrl.',
    );
  }
  const url = isSafeUrl(text) ? new URL(text) : undefined;
  if (!url || url.username || url.password || url.search || url.hash) {
    throw new BackendOptionsError(`frontendApiUrl is not ${SAFE_URL} without password, query and fragment.`);
  }
  return url;
}

/** The URL to fetch; undefined when the path is not below that of the proxy, or could name another host. */
function targetOf(from: URL, proxyPath: string, base: URL): URL | undefined {
  const rest = from.pathname.startsWith(`${proxyPath}/`) ? from.pathname.slice(proxyPath.length) : undefined;
  if (rest === undefined || /^\/\/|\\|%(?:5c|2f%2f)/i.test(rest)) return undefined;
  const prefix = base.pathname.replace(/\/+$/, '');
  const url = new URL(prefix + rest + from.search, base);
  return url.origin === base.origin && url.pathname.startsWith(`${prefix}/`) ? url : undefined;
}

/** Copies headers without those of the connection, which the `Connection` header may name. */
function forwardable(given: Headers, without: readonly string[]): Headers {
  const named = (given.get('connection') ?? '').split(',').map((name) => name.trim().toLowerCase());
  const headers = new Headers();
  for (const [name, value] of given) {
    const isLeftOut = without.includes(name) || named.includes(name) || /^x-(?:forwarded-|real-ip$)/.test(name);
    if (!isLeftOut) headers.append(name, value);
  }
  return headers;
}

function answerHeaders({ headers }: Response): Headers {
  return forwardable(headers, headers.has('content-encoding') ? [...NOT_ANSWERED, 'content-length'] : NOT_ANSWERED);
}

/** A redirect within the Frontend API stays behind the proxy. */
function throughProxy(
  location: string,
  base: URL,
  [target, host]: [URL, string | undefined],
  proxyUrl: string,
): string {
  if (!URL.canParse(location, base)) return location;
  const url = new URL(location, base);
  const prefix = url.origin === target.origin ? target.pathname.replace(/\/+$/, '') : '';
  if ((url.origin !== target.origin && url.host !== host) || !url.pathname.startsWith(`${prefix}/`)) return location;
  return `${proxyUrl}${url.pathname.slice(prefix.length)}${url.search}${url.hash}`;
}
