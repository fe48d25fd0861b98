import { SIGNED_OUT_AUTH } from '../auth.ts';
import { BackendOptionsError } from '../backend-options.ts';
import type { Guard, GuardedRequest, Verdict } from './guard.ts';
import { lazyGuard, type MiddlewareOptions } from './lazy-guard.ts';
import { optionsFromEnv } from '../options-from-env.ts';
import { proxyFrontendApi } from './proxy.ts';

/** Options of a middleware: what it protects, the instance, and whether it forwards the Frontend API. */
export interface AdapterOptions extends MiddlewareOptions {
  /**
   * Forwards the Frontend API under this path of your application, so that pages find it on their own origin; `true` is
   * `/__clerk`. Default: off. With `clerk`, give that client the same path as `proxyUrl`.
   */
  proxy?: boolean | string;
  /** Where the proxy finds the Frontend API. Default: the host that the publishable key names. */
  frontendApiUrl?: string;
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
}

/** Methods that no web request can have. The Frontend API has none of them. */
const NO_FETCH = /^(?:connect|trace|track)$/i;
const ALLOWED = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/**
 * Puts together guard and proxy.
 *
 * @throws {BackendOptionsError} that names the wrong option, here or at the first request
 */
export function createAdapter(options: AdapterOptions = {}): Adapter {
  const { proxy, frontendApiUrl, publishableKey, clerk, fetch } = options;
  const secretKey = options.secretKey ?? clerk?.connection.secretKey;
  const path = proxy === true ? '/__clerk' : proxy || undefined;
  if (path !== undefined && !/^(?:\/[\w.-]+)+$/.test(path)) {
    throw new BackendOptionsError('proxy is neither true nor a path such as /__clerk.');
  }
  const proxyUrl = options.proxyUrl ?? optionsFromEnv().proxyUrl ?? path;
  const guard = lazyGuard(proxyUrl === undefined ? options : { ...options, proxyUrl });
  return {
    refuse: (request, headers) => guard().refuse(request, headers),
    async check(request, forwarded) {
      if (path === undefined || !pathOf(request.url).startsWith(`${path}/`)) return guard().check(request);
      if (NO_FETCH.test(request.method)) {
        return { auth: SIGNED_OUT_AUTH, answer: new Response(null, { status: 405, headers: { Allow: ALLOWED } }) };
      }
      const { request: whole, clientAddress } = forwarded();
      const answer = await proxyFrontendApi(whole, {
        proxyUrl: proxyUrl?.endsWith(path) ? proxyUrl : path,
        ...(frontendApiUrl !== undefined && { frontendApiUrl }),
        ...(publishableKey !== undefined && { publishableKey }),
        ...(secretKey !== undefined && { secretKey }),
        ...(clientAddress !== undefined && { clientAddress }),
        ...(fetch && { fetch }),
      });
      return { auth: SIGNED_OUT_AUTH, answer };
    },
  };
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]*/i, '');
}
