import { appendHeaders } from './append-headers.ts';
import { type Auth, SIGNED_OUT_AUTH } from '../auth.ts';
import { type AdapterOptions, type ClientAddressOption, createAdapter } from './create-adapter.ts';
import { getAuth as authOf, setAuth } from '../get-auth.ts';
import { readWebRequest } from './web-request.ts';
import { type WithIdentity, withIdentity } from './with-identity.ts';

/** Options of the middleware for React Router. */
export type ReactRouterOptions = AdapterOptions & ClientAddressOption;

/** What React Router gives to a loader or an action. */
export interface RouteArgs {
  readonly request: Request;
  /** One object per request. */
  readonly context: Readonly<object>;
}

/** What React Router gives to a middleware. */
export interface MiddlewareArgs extends RouteArgs {
  /** The URL of the page, also when only its data is requested. Releases before 8 have it as `request.url`. */
  readonly url?: URL;
}

/**
 * Creates the middleware for the root route. It renews the session of a visitor who comes back, refuses what the rules say,
 * and lets `getAuth` know who sent the request.
 *
 * @param options which paths need a signed-in user, and the instance. What is left out comes from the environment
 * @returns the middleware. It throws {@link BackendOptionsError} at the first request when an option is wrong
 * @example
 * // app/root.tsx
 * export const middleware = [clerkMiddleware({ protectedRoutes: ['/dashboard(.*)'] })];
 */
export function clerkMiddleware(
  options: ReactRouterOptions = {},
): (args: MiddlewareArgs, next: () => Promise<Response>) => Promise<Response> {
  const adapter = createAdapter(options);
  return async ({ request, url = new URL(request.url), context }, next) => {
    if (isPrerendering()) {
      setAuth(context, SIGNED_OUT_AUTH);
      return next();
    }
    const { guarded, forwarded } = readWebRequest(request, options.clientAddress, url);
    const checked = await adapter.check(guarded, forwarded);
    if (checked.answer) return isDataRequest(request, url) ? loadPage(checked.answer, url) : checked.answer;
    setAuth(context, checked.auth);
    return appendHeaders(await next(), checked.headers);
  };
}

/**
 * Returns who sent the request of a loader or an action.
 *
 * @param args what React Router gives to the loader
 * @returns the identity, or nulls
 * @throws {TypeError} when the root route has no `clerkMiddleware`
 * @example
 * export async function loader(args) {
 *   const { userId } = await getAuth(args);
 *   if (!userId) throw redirect('/sign-in');
 *   return { projects: await projectsOf(userId) };
 * }
 */
export async function getAuth(args: RouteArgs): Promise<Auth> {
  return authOf(args.context);
}

/**
 * The loader of the root route: what your loader returns, and `auth` with who is signed in, so that the first HTML shows
 * it. The data is part of the page, so `auth` has ids and no token.
 *
 * @param args what React Router gives to the loader
 * @param loader gets the same with the identity as `auth`
 * @returns the data of your loader with `auth`; a `Response` as it is
 * @throws {TypeError} when the root route has no `clerkMiddleware`
 * @example
 * export const loader = (args) => rootAuthLoader(args, ({ auth }) => ({ theme: themeOf(auth.userId) }));
 * // in a component
 * const { auth } = useRouteLoaderData('root');
 */
export async function rootAuthLoader<Args extends RouteArgs, Data = undefined>(
  args: Args,
  loader?: (args: Args & { auth: Auth }) => Data,
): Promise<WithIdentity<Awaited<Data>>> {
  const auth = await getAuth(args);
  return withIdentity(await loader?.({ ...args, auth }), auth) as WithIdentity<Awaited<Data>>;
}

/** React Router sets this in the process that prerenders pages. No request can bring it about. */
function isPrerendering(): boolean {
  return globalThis.process?.env?.IS_RR_BUILD_REQUEST === 'yes';
}

/** Tells whether the router in the browser asks for the data of a page that the user goes to. */
function isDataRequest({ method, url }: Request, page: URL): boolean {
  const { pathname } = new URL(url);
  return method === 'GET' && pathname.endsWith('.data') && pathname !== page.pathname;
}

/**
 * The router in the browser cannot read a refusal. It is told to load the page itself, which can be renewed by a handshake
 * or answered with a redirect to the sign-in page.
 */
function loadPage(answer: Response, { pathname, search }: URL): Response {
  if (answer.status !== 401) return answer;
  // A location that begins with two slashes would name another host.
  const headers = {
    Location: pathname.replace(/^\/+/, '/') + search,
    'X-Remix-Reload-Document': 'true',
    'Cache-Control': 'no-store',
  };
  return new Response(null, { status: 302, headers });
}
