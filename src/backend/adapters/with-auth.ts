import { appendHeaders } from './append-headers.ts';
import type { Auth, SignedInAuth } from '../auth.ts';
import type { ClerkBackend } from '../create-clerk-client.ts';
import { type AdapterOptions, type ClientAddressOption, createAdapter } from './create-adapter.ts';
import { setAuth } from '../get-auth.ts';
import type { GuardOptions } from './guard.ts';
import { catchUnclearPath } from './unclear-path.ts';
import { readWebRequest } from './web-request.ts';

/** Options of the wrappers of `fetch` handlers. */
export type FetchOptions = GuardOptions &
  Pick<AdapterOptions, 'proxy' | 'wellKnown' | 'frontendApiUrl' | 'fetch'> &
  ClientAddressOption;

type FetchHandler<A, Rest extends unknown[]> = (
  request: Request,
  auth: A,
  ...rest: Rest
) => Response | Promise<Response>;

/**
 * Wraps a `fetch` handler (Node, Bun, Deno, Workers, Next.js routes). The handler gets the identity as its second argument.
 * Visitors who come back are sent through one redirect that renews their session.
 *
 * @param clerk the SDK of the instance
 * @param handler gets the request, the identity, and any further arguments of the runtime
 * @param options which paths need a signed-in user. Default: none
 * @returns the `fetch` handler
 * @example
 * export default { fetch: withAuth(clerk, (request, auth) => Response.json({ userId: auth.userId })) };
 */
export function withAuth<Rest extends unknown[]>(
  clerk: ClerkBackend,
  handler: FetchHandler<Auth, Rest>,
  options: FetchOptions = {},
): (request: Request, ...rest: Rest) => Promise<Response> {
  const adapter = createAdapter({ ...options, clerk });
  return async (request, ...rest) => {
    const { guarded, forwarded } = readWebRequest(request, options.clientAddress);
    const verdict = await adapter.check(guarded, forwarded);
    if (verdict.answer) return verdict.answer;
    setAuth(request, verdict.auth);
    const answer = await catchUnclearPath(() => handler(request, verdict.auth, ...rest));
    return appendHeaders(answer, verdict.headers);
  };
}

/**
 * Wraps a `fetch` handler as {@link withAuth} does, and lets only signed-in users through. Others are sent to the sign-in
 * page when they load a page, and get 401 when a script asks.
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
  options: FetchOptions = {},
): (request: Request, ...rest: Rest) => Promise<Response> {
  return withAuth<Rest>(clerk, handler as FetchHandler<Auth, Rest>, { ...options, required: true });
}
