import { SIGNED_OUT_AUTH } from '../auth.ts';
import { type BackendOptions, BackendOptionsError } from '../backend-options.ts';
import type { Connection } from '../connection.ts';
import { type ClerkBackend, createClerkClient } from '../create-clerk-client.ts';
import { checkRules, createGuard, type Guard, type GuardedRequest, type GuardOptions, type Verdict } from './guard.ts';
import { optionsFromEnv } from '../options-from-env.ts';
import { problemAnswer } from './problem-answer.ts';
import { proxyFrontendApi } from './proxy.ts';
import { isWellKnown, wellKnown } from './well-known.ts';

/** Options of a middleware: what it protects, the instance, and whether it forwards the Frontend API. */
export interface AdapterOptions extends GuardOptions, BackendOptions {
  /** The SDK, if you have created one already. Default: one that is created from the other options. */
  clerk?: ClerkBackend | undefined;
  /**
   * Forwards the Frontend API under this path of your application, so that pages find it on their own origin; `true` is
   * `/__clerk`. Default: off. With `clerk`, give that client the same path as `proxyUrl`.
   */
  proxy?: boolean | string | undefined;
  /**
   * Answers `/.well-known/change-password`, `/.well-known/passkey-endpoints` and `/.well-known/webauthn` of your application,
   * as `wellKnown()` does. Default: off.
   */
  wellKnown?: boolean | undefined;
}

/** For runtimes that do not say where a request comes from. */
export interface ClientAddressOption {
  /** Returns the address of the visitor, for the proxy. Headers count only when a proxy before you writes them. */
  clientAddress?: ((request: Request) => string | undefined) | undefined;
}

/** A request of a framework as a web `Request` with its body, for the proxy alone. */
export interface ForwardedRequest {
  request: Request;
  /** Address of the visitor, as the framework knows it. */
  clientAddress?: string | undefined;
}

/** What the middleware of every framework does. */
export interface Adapter {
  /** Decides about a request, or answers it through the proxy. It never throws because of the request. */
  check(request: GuardedRequest, forwarded: () => ForwardedRequest): Promise<Verdict>;
  refuse: Guard['refuse'];
  /** Tells whether a request is forwarded to the Frontend API. @param pathname path as the browser has sent it */
  isForwarded(pathname: string): boolean;
  connection(): Connection;
}

/** Methods that no web request can have. The Frontend API has none of them. */
const NO_FETCH = /^(?:connect|trace|track)$/i;
const ALLOWED = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/**
 * Puts together guard and proxy. The SDK is created with the first request: frameworks load the module of a middleware when
 * they build the application as well, where the variables of the server are not set yet.
 *
 * @throws {BackendOptionsError} when a path rule or `proxy` is wrong; at the first request when another option is
 */
export function createAdapter(options: AdapterOptions = {}): Adapter {
  checkRules(options);
  const path = proxyPathOf(options.proxy);
  let created: { clerk: ClerkBackend; guard: Guard } | undefined;
  const sdk = () => {
    if (created) return created;
    const clerk = options.clerk ?? createClerkClient(withProxyUrl(options, path));
    created = { clerk, guard: createGuard(clerk, options) };
    return created;
  };
  const isProxied = (pathname: string) => path !== undefined && pathname.startsWith(`${path}/`);
  const isForwarded = (pathname: string) =>
    isProxied(pathname) || (options.wellKnown === true && isWellKnown(pathname.replace(/\?.*$/, '')));
  return {
    isForwarded,
    connection: () => sdk().clerk.connection,
    refuse: (request, headers) => sdk().guard.refuse(request, headers),
    async check(request, forwarded) {
      const pathname = pathOf(request.url);
      if (!isForwarded(pathname)) return sdk().guard.check(request);
      if (NO_FETCH.test(request.method)) {
        return { auth: SIGNED_OUT_AUTH, answer: new Response(null, { status: 405, headers: { Allow: ALLOWED } }) };
      }
      const { connection } = sdk().clerk;
      // What is below the path as it was sent goes to the proxy, which refuses what leads elsewhere.
      const answer =
        path !== undefined && isProxied(pathname)
          ? await forward(forwarded(), path, connection, options)
          : await askWellKnown(forwarded(), path, connection, options);
      return { auth: SIGNED_OUT_AUTH, answer };
    },
  };
}

/** Sends a request to the Frontend API of the instance that the SDK is for. */
async function forward(
  { request, clientAddress }: ForwardedRequest,
  path: string,
  connection: Connection,
  { frontendApiUrl = connection.frontendApiUrl, fetch = connection.fetch }: AdapterOptions,
): Promise<Response> {
  const { publishableKey, secretKey, browserApiUrl } = connection;
  return proxyFrontendApi(request, {
    proxyUrl: browserApiUrl.endsWith(path) ? browserApiUrl : path,
    fetch,
    frontendApiUrl,
    publishableKey,
    secretKey,
    clientAddress,
  });
}

/** Asks the instance that the SDK is for. The guard has found out that the path is a well-known one. */
async function askWellKnown(
  { request }: ForwardedRequest,
  path: string | undefined,
  connection: Connection,
  { frontendApiUrl = connection.frontendApiUrl, fetch = connection.fetch }: AdapterOptions,
): Promise<Response> {
  const { publishableKey, browserApiUrl, hostUrl } = connection;
  // Without a proxy, browsers reach the API at the host of the key.
  const proxyUrl = browserApiUrl === hostUrl ? (path ?? '') : browserApiUrl;
  const answer = await wellKnown(request, { proxyUrl, fetch, frontendApiUrl, publishableKey });
  return answer ?? problemAnswer(404, { code: 'resource_not_found', message: 'There is nothing here.' });
}

function proxyPathOf(proxy: AdapterOptions['proxy']): string | undefined {
  const path = proxy === true ? '/__clerk' : proxy || undefined;
  if (path === undefined || /^(?:\/[\w.-]+)+$/.test(path)) return path;
  throw new BackendOptionsError('proxy is neither true nor a path such as /__clerk.');
}

/** Pages reach the Frontend API through the proxy, unless the options or the environment name another URL. */
function withProxyUrl(options: AdapterOptions, path: string | undefined): BackendOptions {
  const proxyUrl = options.proxyUrl ?? optionsFromEnv().proxyUrl ?? path;
  return proxyUrl === undefined ? options : { ...options, proxyUrl };
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]*/i, '');
}
