import type { NextFetchEvent, NextRequest } from 'next/server';
import { createAdapter } from '../adapters/create-adapter.ts';
import type { Auth, SignedInAuth } from '../auth.ts';
import type { NextOptions } from './clerk-of-environment.ts';
import { rewriteTo } from './forward-request.ts';
import { redirectTo, type SignInRedirectOptions, signInUrlFor } from '../adapters/sign-in-redirect.ts';
import { type Condition, judge } from './judge.ts';
import { letThrough, MiddlewareAnswer, runMiddleware, type Visit } from './run-middleware.ts';

/** The identity, and how to send a visitor to the sign-in page. */
export type MiddlewareIdentity = Auth & {
  /** Returns a redirect to the sign-in page. Return it from your handler. */
  redirectToSignIn(options?: SignInRedirectOptions): Response;
};

/** What a handler of {@link clerkMiddleware} finds out about a request with. */
export interface MiddlewareAuth {
  (): Promise<MiddlewareIdentity>;
  /**
   * Requires a signed-in user. Otherwise it ends the middleware: pages are redirected to the sign-in page, other requests
   * get 401. A user who does not meet the condition gets the application's 404 page.
   *
   * @param condition what the user has to be allowed, such as `{ reverification: 'strict' }`
   */
  protect(condition?: Condition): Promise<SignedInAuth>;
}

/** What Next.js accepts from a middleware. */
export type MiddlewareResult = Response | null | undefined | void;

/** Decides about a request. It returns an answer, or nothing to let the request go on. */
export type ClerkMiddlewareHandler = (
  auth: MiddlewareAuth,
  request: NextRequest,
  event: NextFetchEvent,
) => MiddlewareResult | Promise<MiddlewareResult>;

/** What `proxy.ts` or `middleware.ts` exports. */
export type NextMiddleware = (request: NextRequest, event: NextFetchEvent) => Promise<Response>;

/** No page has this path, so that a rewrite to it shows the application's own 404 page. */
const NOWHERE = '/clerk-not-found';

/**
 * Creates the middleware of a Next.js application, for `proxy.ts` or `middleware.ts`. It renews the session of visitors
 * who come back, and protects what your handler names; it protects nothing by itself. It does not run for the files of
 * Next.js itself below `/_next/`.
 *
 * @param handler decides about requests. It gets `auth`, and may return a `NextResponse`
 * @param options what is left out comes from the environment
 * @returns the middleware
 * @example
 * const isProtected = createRouteMatcher(['/dashboard(.*)', '/api/:path*']);
 * export default clerkMiddleware(async (auth, request) => {
 *   if (isProtected(request)) await auth.protect();
 * });
 */
export function clerkMiddleware(handler: ClerkMiddlewareHandler, options?: NextOptions): NextMiddleware;
export function clerkMiddleware(options?: NextOptions): NextMiddleware;
export function clerkMiddleware(
  first?: ClerkMiddlewareHandler | NextOptions,
  second: NextOptions = {},
): NextMiddleware {
  const [handler, options] = typeof first === 'function' ? [first, second] : [undefined, first ?? second];
  const adapter = createAdapter(options);
  return (request, event) =>
    runMiddleware(adapter, options, request, (visit) => handler?.(authOf(visit, request), request, event));
}

function authOf({ auth, page, signInUrl, refuse }: Visit, request: NextRequest): MiddlewareAuth {
  const redirectToSignIn = (options?: SignInRedirectOptions): Response =>
    redirectTo(signInUrlFor(signInUrl, page.url, options));
  const protect = async (condition?: Condition): Promise<SignedInAuth> => {
    const verdict = judge(auth, condition);
    if (verdict === 'signed-out') throw new MiddlewareAnswer(refuse(page));
    if (verdict === 'forbidden') throw new MiddlewareAnswer(notFound(request));
    return auth as SignedInAuth;
  };
  return Object.assign(async () => ({ ...auth, redirectToSignIn }), { protect });
}

function notFound(request: NextRequest): Response {
  const answer = letThrough();
  rewriteTo(answer, new URL(NOWHERE, request.url));
  return answer;
}
