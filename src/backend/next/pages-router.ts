import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GetServerSidePropsContext, GetServerSidePropsResult, NextApiRequest, NextApiResponse } from 'next';
import type { NextRequest } from 'next/server';
import type { BackendUser } from '../api/resources.ts';
import type { Auth, SignedInAuth } from '../auth.ts';
import { setAuth } from '../get-auth.ts';
import { signedOutAnswer } from '../adapters/guard.ts';
import { guardedNodeRequest } from '../adapters/node-request.ts';
import { sendAnswer } from '../adapters/node-response.ts';
import { clerkOfEnvironment } from './clerk-of-environment.ts';
import { findUser } from './find-user.ts';

/**
 * Tells who sent a request of an API route, of a route handler, or of `getServerSideProps`. It verifies the token of the
 * request each time, and does not depend on the middleware.
 *
 * @param request `req` of the route, or the `Request` of a route handler
 * @returns the identity, or nulls
 * @example
 * const { userId } = await getAuth(req);
 */
export async function getAuth(request: Request | IncomingMessage): Promise<Auth> {
  const isWeb = typeof (request.headers as Headers).get === 'function';
  const { headers } = isWeb ? (request as Request) : guardedNodeRequest(request as IncomingMessage);
  // A route of its own cannot start a handshake: only what the request has counts.
  return (await clerkOfEnvironment().authenticateRequest({ headers })).toAuth();
}

/** A request whose user is signed in. */
export type AuthedRequest<Request = NextApiRequest> = Request & { readonly auth: SignedInAuth };

/** A route handler of the App Router. */
export type AuthedRouteHandler<Context> = (
  request: AuthedRequest<NextRequest>,
  context: Context,
) => Response | Promise<Response>;

/** An API route of the Pages Router. */
export type AuthedApiRoute = (request: AuthedRequest, response: NextApiResponse) => unknown;

/**
 * Wraps a route handler or an API route, so that it runs for signed-in users only. Others get 401 and an error in JSON. The
 * identity is in `request.auth`.
 *
 * @param handler a handler of a `route.ts`, or an API route of `pages/api` whose parameters have their types
 * @returns the route to export
 * @example
 * export const GET = withAuth((request) => Response.json({ userId: request.auth.userId }));
 * @example
 * export default withAuth((req: AuthedRequest, res: NextApiResponse) => res.json({ userId: req.auth.userId }));
 */
export function withAuth<Context = unknown>(
  handler: AuthedRouteHandler<Context>,
): (request: NextRequest, context: Context) => Promise<Response>;
export function withAuth(
  handler: AuthedApiRoute,
): (request: NextApiRequest, response: NextApiResponse) => Promise<void>;
export function withAuth(handler: (request: never, second: never) => unknown): unknown {
  return async (request: never, second: never): Promise<unknown> => {
    const auth = await getAuth(request);
    if (auth.isAuthenticated) return handler(attachAuth(request, auth), second);
    const answer = signedOutAnswer();
    return isResponse(second) ? sendAnswer(second, answer) : answer;
  };
}

/**
 * The identity and, with `loadUser`, the user. Pass it on to the page: what the server renders from it is what the page
 * shows at once.
 */
export interface ServerSideState {
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly orgId: string | null;
  readonly sessionClaims: Auth['sessionClaims'];
  /** The user without private metadata, which a page must not have; null when nobody is signed in. */
  readonly user?: Omit<BackendUser, 'privateMetadata'> | null;
}

/** Context of `getServerSideProps` with the identity of the request. */
export type AuthedContext = GetServerSidePropsContext & {
  req: GetServerSidePropsContext['req'] & { readonly auth: Auth; readonly user?: BackendUser | null };
};

/** What {@link withServerSideAuth} loads. */
export interface ServerSideAuthOptions {
  /** Also loads the user from the Backend API, which needs the secret key. Default: false. */
  loadUser?: boolean | undefined;
}

type ServerSideProps<Props> = (
  context: AuthedContext,
) => GetServerSidePropsResult<Props> | Promise<GetServerSidePropsResult<Props>>;
type WithState<Props> = Props & { __clerk_ssr_state: ServerSideState };

/**
 * Wraps `getServerSideProps`. The identity is in `context.req.auth` and in the property `__clerk_ssr_state` of the page. A
 * session that has to be renewed is renewed by a redirect before, if no middleware has done so.
 *
 * @param getServerSideProps the function of the page; default: one that returns no properties
 * @param options whether to load the user
 * @returns the function to export
 * @example
 * export const getServerSideProps = withServerSideAuth(async ({ req }) => {
 *   if (!req.auth.userId) return { redirect: { destination: '/sign-in', statusCode: 307 } };
 *   return { props: { name: req.user?.firstName ?? null } };
 * }, { loadUser: true });
 */
export function withServerSideAuth<Props extends object = object>(
  getServerSideProps: ServerSideProps<Props>,
  options?: ServerSideAuthOptions,
): (context: GetServerSidePropsContext) => Promise<GetServerSidePropsResult<WithState<Props>>>;
export function withServerSideAuth(
  options?: ServerSideAuthOptions,
): (context: GetServerSidePropsContext) => Promise<GetServerSidePropsResult<WithState<object>>>;
export function withServerSideAuth(
  first: ServerSideProps<object> | ServerSideAuthOptions = {},
  second: ServerSideAuthOptions = {},
) {
  const [inner, { loadUser = false }] =
    typeof first === 'function' ? [first, second] : [async () => ({ props: {} }), first];
  return async (context: GetServerSidePropsContext): Promise<GetServerSidePropsResult<WithState<object>>> => {
    const state = await clerkOfEnvironment().authenticateRequest(guardedNodeRequest(context.req));
    const cookies = state.headers.getSetCookie();
    if (cookies.length) context.res.appendHeader('Set-Cookie', cookies);
    if (state.status === 'handshake') {
      context.res.setHeader('Cache-Control', 'no-store');
      return { redirect: { destination: state.headers.get('Location') ?? '/', statusCode: 307 } };
    }
    const auth = state.toAuth();
    const user = loadUser && auth.userId ? await findUser(auth.userId) : null;
    const req = attachAuth(context.req, auth, loadUser ? { user } : {});
    const result = await inner({ ...context, req });
    // A cache that the page allows would hand the session to other visitors.
    if (cookies.length) context.res.setHeader('Cache-Control', 'private, no-store');
    if (!('props' in result)) return result;
    const { userId, sessionId, orgId, sessionClaims } = auth;
    const __clerk_ssr_state = {
      userId,
      sessionId,
      orgId,
      sessionClaims,
      ...(loadUser && { user: publicPartOf(user) }),
    };
    return { ...result, props: { ...(await result.props), __clerk_ssr_state } };
  };
}

function publicPartOf(user: BackendUser | null): ServerSideState['user'] {
  if (!user) return null;
  const { privateMetadata: _, ...rest } = user;
  return rest;
}

/** Notes the identity of a request in the request itself, where a client cannot put anything. */
function attachAuth<R extends object, More extends object>(
  request: R,
  auth: Auth,
  more: More = {} as More,
): R & { readonly auth: Auth } & More {
  setAuth(request, auth);
  for (const [name, value] of Object.entries({ auth, ...more })) {
    Object.defineProperty(request, name, { value, configurable: true, writable: true });
  }
  return request as R & { readonly auth: Auth } & More;
}

function isResponse(second: unknown): second is ServerResponse {
  return typeof (second as ServerResponse | undefined)?.setHeader === 'function';
}
