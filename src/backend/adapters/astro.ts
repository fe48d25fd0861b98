import { appendHeaders } from './append-headers.ts';
import { type Auth, SIGNED_OUT_AUTH } from '../auth.ts';
import { type AdapterOptions, createAdapter } from './create-adapter.ts';
import { setAuth } from '../get-auth.ts';
import { catchUnclearPath } from './unclear-path.ts';
import { addressIfKnown, readWebRequest } from './web-request.ts';

/** What Astro gives to a middleware. */
export interface AstroContext {
  readonly request: Request;
  readonly locals: object;
  readonly isPrerendered: boolean;
  readonly clientAddress: string;
}

/** Who sent the request, and what your own middleware answers to visitors who have to sign in. */
export type AstroAuth = Auth & {
  /** Returns a redirect to the sign-in page, which leads back to this page; to other requests than pages, 401. */
  redirectToSignIn(): Response;
};

type Next = () => Promise<Response>;

/**
 * Your own part of the middleware. It returns an answer, or nothing to let Astro render the page.
 *
 * @param auth returns who sent the request
 */
export type AstroHandler<Context extends AstroContext> = (
  auth: () => AstroAuth,
  context: Context,
  next: Next,
) => Response | undefined | void | Promise<Response | undefined | void>;

/**
 * Creates the middleware. It renews the session of a visitor who comes back, refuses what the rules say, and sets
 * `locals.auth`, a function that returns who sent the request. Pages that are prerendered are left alone: nobody is signed
 * in there.
 *
 * @param handler decides about each request itself. Leave it out when the rules are enough
 * @param options which paths need a signed-in user, and the instance. What is left out comes from the environment
 * @returns the middleware. It throws {@link BackendOptionsError} at the first request when an option is wrong
 * @example
 * // src/middleware.ts
 * export const onRequest = clerkMiddleware({ protectedRoutes: ['/dashboard(.*)'] });
 * @example
 * const isProtected = createRouteMatcher(['/dashboard(.*)']);
 * export const onRequest = clerkMiddleware((auth, { request }) => {
 *   if (isProtected(request) && !auth().isAuthenticated) return auth().redirectToSignIn();
 * });
 */
export function clerkMiddleware<Context extends AstroContext = AstroContext>(
  handler: AstroHandler<Context>,
  options?: AdapterOptions,
): (context: Context, next: Next) => Promise<Response>;
export function clerkMiddleware<Context extends AstroContext = AstroContext>(
  options?: AdapterOptions,
): (context: Context, next: Next) => Promise<Response>;
export function clerkMiddleware<Context extends AstroContext>(
  first: AstroHandler<Context> | AdapterOptions = {},
  second: AdapterOptions = {},
): (context: Context, next: Next) => Promise<Response> {
  const [handler, options] = typeof first === 'function' ? [first, second] : [undefined, first];
  const adapter = createAdapter(options);
  return async (context, next) => {
    if (context.isPrerendered) {
      note(context, SIGNED_OUT_AUTH);
      return next();
    }
    const { guarded, forwarded } = readWebRequest(context.request, () => addressIfKnown(() => context.clientAddress));
    const checked = await adapter.check(guarded, forwarded);
    if (checked.answer) return checked.answer;
    note(context, checked.auth);
    const auth = { ...checked.auth, redirectToSignIn: () => adapter.refuse(guarded) };
    const answer = await catchUnclearPath(async () => (await handler?.(() => auth, context, next)) ?? next());
    return appendHeaders(answer, checked.headers);
  };
}

function note({ locals, request }: AstroContext, auth: Auth): void {
  (locals as { auth?: () => Auth }).auth = () => auth;
  setAuth(request, auth);
}
