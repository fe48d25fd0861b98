import type { MiddlewareHandler } from 'hono';
import { type Adapter, type AdapterOptions, type ClientAddressOption, createAdapter } from './create-adapter.ts';
import { setAuth } from '../get-auth.ts';
import { checkRules } from './guard.ts';
import { optionsFromEnv } from '../options-from-env.ts';
import { unclearPathAnswer } from './unclear-path.ts';
import { readWebRequest } from './web-request.ts';

/** Options of the middleware for Hono. */
export type HonoOptions = AdapterOptions & ClientAddressOption;

/**
 * Creates middleware for Hono. It renews the session of a visitor who comes back, refuses what the rules say, and lets
 * `getAuth(c)` tell who sent the request.
 *
 * @param options which paths need a signed-in user, and the instance. What is left out comes from the bindings of the
 *   worker, or from the environment of the process
 * @returns the middleware
 * @throws {BackendOptionsError} when a path rule is wrong; at the first request when another option is
 * @example
 * app.use(clerkMiddleware({ protectedRoutes: ['/dashboard/:path*'] }));
 * app.get('/api/me', (c) => c.json({ userId: getAuth(c).userId }));
 */
export function clerkMiddleware(options: HonoOptions = {}): MiddlewareHandler {
  checkRules(options);
  let adapter: Adapter | undefined;
  return async (c, next) => {
    adapter ??= createAdapter({ ...optionsFromEnv(c.env ?? {}), ...options });
    const { raw } = c.req;
    const { guarded, forwarded } = readWebRequest(raw, options.clientAddress);
    const verdict = await adapter.check(guarded, forwarded);
    if (verdict.answer) return verdict.answer;
    setAuth(c, verdict.auth);
    setAuth(raw, verdict.auth);
    await next();
    const unclear = c.error && c.res.status === 500 ? unclearPathAnswer(c.error) : undefined;
    if (unclear) c.res = unclear;
    for (const [name, value] of verdict.headers) c.header(name, value, { append: name === 'set-cookie' });
    return undefined;
  };
}
