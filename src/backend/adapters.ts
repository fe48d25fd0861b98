import type { MiddlewareHandler } from 'hono';
import { type Auth, SIGNED_OUT_AUTH, type SignedInAuth } from './auth.ts';
import type { ClerkBackend } from './create-clerk-client.ts';
import type { RequestLike } from './read-credentials.ts';

export interface AdapterOptions {
  /** Answers 401 to requests without a signed-in user, before the handler runs. Default: false. */
  required?: boolean;
}

/** The parts of a Connect, Express or Node request that {@link connectAuth} uses. */
export interface ConnectRequest {
  headers: Record<string, string | string[] | undefined>;
  auth?: unknown;
}

/** The parts of a Connect, Express or Node response that {@link connectAuth} uses. */
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

/**
 * Creates Hono middleware. It sets `c.get('auth')` to the identity, and overwrites what was there before.
 *
 * @param clerk the SDK of the instance
 * @param options whether signed-out requests get 401
 * @returns the middleware
 * @example
 * app.use('/api/*', honoAuth(clerk, { required: true }));
 * app.get('/api/me', (c) => c.json({ userId: c.get('auth').userId }));
 */
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
 * Creates middleware for Connect, Express and `node:http`. It sets `req.auth` to the identity, and overwrites what was
 * there before. An exception, which only a broken runtime can cause, goes to `next` and leaves the request signed out.
 *
 * @param clerk the SDK of the instance
 * @param options whether signed-out requests get 401
 * @returns the middleware
 * @example
 * app.use(connectAuth(clerk));
 * app.get('/me', (req, res) => res.json({ userId: req.auth.userId }));
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

/**
 * Wraps a `fetch` handler (Node, Bun, Deno, Workers, Next.js routes). The handler gets the identity as its second argument.
 *
 * @param clerk the SDK of the instance
 * @param handler gets the request, the identity, and any further arguments of the runtime
 * @returns the `fetch` handler
 * @example
 * export default { fetch: withAuth(clerk, (request, auth) => Response.json({ userId: auth.userId })) };
 */
export function withAuth<Rest extends unknown[]>(
  clerk: ClerkBackend,
  handler: FetchHandler<Auth, Rest>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => handler(request, (await clerk.authenticateRequest(request)).toAuth(), ...rest);
}

/**
 * Wraps a `fetch` handler as {@link withAuth} does. Signed-out requests get 401 and never reach the handler.
 *
 * @param clerk the SDK of the instance
 * @param handler gets the request, the identity of the signed-in user, and any further arguments of the runtime
 * @returns the `fetch` handler
 * @example
 * export const GET = withRequiredAuth(clerk, (request, { userId }) => Response.json({ userId }));
 */
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
