import type { MiddlewareHandler } from 'hono';
import { type Auth, SIGNED_OUT_AUTH, type SignedInAuth } from './auth.ts';
import type { ClerkBackend } from './create-clerk-client.ts';
import type { RequestLike } from './read-credentials.ts';

export interface AdapterOptions {
  /** Answer 401 to everybody who is not signed in, before the handler runs. */
  required?: boolean;
}

/** The parts of a Connect, Express or plain Node request that are read and written. */
export interface ConnectRequest {
  headers: Record<string, string | string[] | undefined>;
  auth?: unknown;
}

export interface ConnectResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
}

const REFUSAL = JSON.stringify({
  errors: [{ code: 'signed_out', message: 'Signed out', long_message: 'Sign in first.' }],
});
const REFUSAL_HEADERS = {
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
  'WWW-Authenticate': 'Bearer',
};

/** Hono middleware: `c.get('auth')` is the identity, whatever was set before. */
export function honoAuth(
  clerk: ClerkBackend,
  options: AdapterOptions = {},
): MiddlewareHandler<{ Variables: { auth: Auth } }> {
  return async (c, next) => {
    const state = await clerk.authenticateRequest(c.req.raw);
    c.set('auth', state.toAuth());
    if (options.required && !state.isAuthenticated) return refusal();
    return next();
  };
}

/**
 * Middleware for Connect, Express and plain `node:http`: `req.auth` is the identity, whatever was there before.
 * An exception, which only a broken runtime can cause, goes to `next` and leaves the request signed out.
 */
export function connectAuth(clerk: ClerkBackend, options: AdapterOptions = {}) {
  return async (request: ConnectRequest, response: ConnectResponse, next: (error?: unknown) => void): Promise<void> => {
    request.auth = SIGNED_OUT_AUTH;
    try {
      const state = await clerk.authenticateRequest(headersOf(request));
      request.auth = state.toAuth();
      if (options.required && !state.isAuthenticated) {
        response.statusCode = 401;
        for (const [name, value] of Object.entries(REFUSAL_HEADERS)) response.setHeader(name, value);
        response.end(REFUSAL);
        return;
      }
    } catch (error) {
      next(error);
      return;
    }
    next();
  };
}

type FetchHandler<A, Rest extends unknown[]> = (
  request: Request,
  auth: A,
  ...rest: Rest
) => Response | Promise<Response>;

/** Wraps a `fetch` handler (Node, Bun, Deno, Workers, Next routes) so that it gets the identity after the request. */
export function withAuth<Rest extends unknown[]>(
  clerk: ClerkBackend,
  handler: FetchHandler<Auth, Rest>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => handler(request, (await clerk.authenticateRequest(request)).toAuth(), ...rest);
}

/** As {@link withAuth}, for handlers that only signed-in people reach; others get 401. */
export function withRequiredAuth<Rest extends unknown[]>(
  clerk: ClerkBackend,
  handler: FetchHandler<SignedInAuth, Rest>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return withAuth<Rest>(clerk, (request, auth, ...rest) =>
    auth.isAuthenticated ? handler(request, auth, ...rest) : refusal(),
  );
}

function refusal(): Response {
  return new Response(REFUSAL, { status: 401, headers: REFUSAL_HEADERS });
}

function headersOf(request: ConnectRequest): RequestLike {
  const get = (name: string): string | null => {
    const value = Object.hasOwn(request.headers, name) ? request.headers[name] : undefined;
    return Array.isArray(value) ? value.join(', ') : (value ?? null);
  };
  return { headers: { get } };
}
