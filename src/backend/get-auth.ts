import type { Auth } from './auth.ts';

const known = new WeakMap<object, Auth>();

/**
 * Returns who sent a request that a middleware of this package has seen.
 *
 * @param request the object that your framework gives to its handlers: a `Request`, the request of Express or Fastify,
 *   the event of h3 or SvelteKit, the context of Hono
 * @returns the identity, or nulls
 * @throws {TypeError} when no middleware of this package has seen the request
 * @example
 * app.get('/api/me', (req, res) => res.json({ userId: getAuth(req).userId }));
 */
export function getAuth(request: object): Auth {
  const auth = known.get(request);
  if (auth) return auth;
  throw new TypeError(
    'getAuth() was called for a request that the middleware of clerk-widgets has not seen. Add the middleware before ' +
      'the routes that call it, and check that its matcher, if it has one, covers this path.',
  );
}

/** Notes who sent a request. Adapters call it, and what was noted before is overwritten. */
export function setAuth(request: object, auth: Auth): void {
  known.set(request, auth);
}
