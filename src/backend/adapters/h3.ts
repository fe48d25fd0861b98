import { type Adapter, type AdapterOptions, createAdapter } from './create-adapter.ts';
import { setAuth } from '../get-auth.ts';
import { forwardedNodeRequest, guardedNodeRequest, type NodeRequest } from './node-request.ts';
import { addHeaders, type NodeResponse } from './node-response.ts';
import { catchUnclearPath } from './unclear-path.ts';
import { type ReadRequest, readWebRequest } from './web-request.ts';

/** An event of h3 2, or of h3 1, which Nuxt 4 and Nitro 2 use. */
export type H3EventLike = WebEvent | NodeEvent;

interface WebEvent {
  readonly req: Request & { readonly ip?: string | undefined };
  readonly res: { headers: Headers; errHeaders?: Headers };
}

interface NodeEvent {
  readonly node: { readonly req: NodeRequest; readonly res: NodeResponse };
}

/** Middleware of h3. h3 1 calls it without `next`. */
// oxlint-disable-next-line typescript/no-explicit-any -- the event types of two major versions have to fit
export type H3Middleware = (event: any, next?: () => unknown) => Promise<unknown>;

/**
 * Creates middleware for h3, Nitro and Nuxt. It renews the session of a visitor who comes back, refuses what the rules say,
 * and lets `getAuth(event)` tell who sent the request.
 *
 * @param options which paths need a signed-in user, and the instance. What is left out comes from the environment
 * @returns the middleware
 * @throws {BackendOptionsError} when a path rule is wrong; at the first request when another option is
 * @example
 * // server/middleware/clerk.ts of a Nuxt application
 * export default clerkMiddleware({ protectedRoutes: ['/dashboard(.*)'] });
 */
export function clerkMiddleware(options: AdapterOptions = {}): H3Middleware {
  const adapter: Adapter = createAdapter(options);
  const middleware: H3Middleware = async (event: H3EventLike, next) => {
    const { guarded, forwarded, add } = readEvent(event);
    const verdict = await adapter.check(guarded, forwarded);
    if (verdict.answer) return verdict.answer;
    setAuth(event, verdict.auth);
    add(verdict.headers);
    return catchUnclearPath(() => next?.());
  };
  // h3 1 warns of a function that its own helper has not marked.
  return Object.assign(middleware, { __is_handler__: true });
}

interface EventParts extends ReadRequest {
  /** Adds headers to the answer. */
  add(headers: Headers): void;
}

function readEvent(event: H3EventLike): EventParts {
  if (!isWebEvent(event)) return readNodeEvent(event.node);
  const { req, res } = event;
  return {
    ...readWebRequest(req, () => req.ip),
    add(headers) {
      for (const [name, value] of headers) {
        res.headers.append(name, value);
        res.errHeaders?.append(name, value);
      }
    },
  };
}

/** Events of h3 1 have `req` as well, and it is that of Node. */
function isWebEvent(event: H3EventLike): event is WebEvent {
  return 'req' in event && typeof event.req.headers.get === 'function';
}

function readNodeEvent({ req, res }: NodeEvent['node']): EventParts {
  return {
    guarded: guardedNodeRequest(req),
    forwarded: () => forwardedNodeRequest(req),
    add: (headers) => addHeaders(res, headers),
  };
}
