import { SIGNED_OUT_AUTH } from '../auth.ts';
import { type Adapter, type AdapterOptions, createAdapter } from './create-adapter.ts';
import { getAuth, setAuth } from '../get-auth.ts';
import { forwardedNodeRequest, guardedNodeRequest, type NodeRequest } from './node-request.ts';
import { addHeaders, type NodeResponse, sendAnswer } from './node-response.ts';

/** Middleware of Express and Connect. `node:http` can call it as well. */
export type NodeMiddleware = (
  request: NodeRequest,
  response: NodeResponse,
  next: (error?: unknown) => void,
) => Promise<void>;

const seenBy = new WeakMap<object, Adapter>();

/**
 * Creates middleware for Express, Connect and `node:http`. It renews the session of a visitor who comes back, refuses what
 * the rules say, and lets `getAuth(req)` tell who sent the request. Put it before your routes, and with `proxy` before
 * what parses bodies.
 *
 * @param options which paths need a signed-in user, and the instance. What is left out comes from the environment
 * @returns the middleware
 * @throws {BackendOptionsError} when a path rule is wrong; at the first request when another option is
 * @example
 * app.use(clerkMiddleware({ protectedRoutes: ['/dashboard(.*)'] }));
 * app.get('/api/me', requireAuth(), (req, res) => res.json({ userId: getAuth(req).userId }));
 */
export function clerkMiddleware(options: AdapterOptions = {}): NodeMiddleware {
  const adapter = createAdapter(options);
  return async (request, response, next) => {
    setAuth(request, SIGNED_OUT_AUTH);
    seenBy.set(request, adapter);
    try {
      const verdict = await adapter.check(guardedNodeRequest(request), () => forwardedNodeRequest(request));
      if (verdict.answer) return await sendAnswer(response, verdict.answer);
      setAuth(request, verdict.auth);
      addHeaders(response, verdict.headers);
    } catch (error) {
      return next(error);
    }
    next();
  };
}

/**
 * Creates middleware that lets only signed-in users through. Others are sent to the sign-in page when they load a page, and
 * get 401 when a script asks. Without {@link clerkMiddleware} before it, it authenticates the request itself.
 *
 * @param options as for {@link clerkMiddleware}; they count when that one has not seen the request
 * @returns the middleware
 * @example
 * app.get('/api/me', requireAuth(), (req, res) => res.json({ userId: getAuth(req).userId }));
 */
export function requireAuth(options: AdapterOptions = {}): NodeMiddleware {
  const alone = clerkMiddleware({ ...options, required: true });
  return async (request, response, next) => {
    const adapter = seenBy.get(request);
    if (!adapter) return alone(request, response, next);
    if (getAuth(request).isAuthenticated) return next();
    return sendAnswer(response, adapter.refuse(guardedNodeRequest(request)));
  };
}
