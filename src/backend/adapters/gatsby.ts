import { type AdapterOptions } from './create-adapter.ts';
import { clerkMiddleware } from './express.ts';
import type { NodeRequest } from './node-request.ts';
import type { NodeResponse } from './node-response.ts';

/**
 * Wraps a Gatsby function, so that `getAuth(req)` tells who sent the request.
 *
 * @param handler the function
 * @param options `required: true` lets only signed-in users through, and answers 401 to others. The instance comes from the
 *   environment, or from here
 * @returns the function to export
 * @example
 * // src/api/me.ts
 * export default withAuth((req, res) => res.json({ userId: getAuth(req).userId }), { required: true });
 */
export function withAuth<Req extends NodeRequest, Res extends NodeResponse>(
  handler: (request: Req, response: Res) => unknown,
  options: AdapterOptions = {},
): (request: Req, response: Res) => Promise<void> {
  const middleware = clerkMiddleware(options);
  return async (request, response) => {
    let failure: { error: unknown } | undefined;
    let goesOn = false;
    await middleware(request, response, (error) => {
      goesOn = error === undefined;
      if (!goesOn) failure = { error };
    });
    if (failure) throw failure.error;
    if (goesOn) await handler(request, response);
  };
}
