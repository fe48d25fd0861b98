import type { NextFetchEvent, NextRequest } from 'next/server';
import type { Auth } from '../auth.ts';
import { createAdapter } from '../adapters/create-adapter.ts';
import { signedOutAnswer } from '../adapters/guard.ts';
import { remember } from '../lib/remember.ts';
import { createPublicJudge, type RoutePatterns } from '../routes/routes.ts';
import type { MiddlewareResult, NextMiddleware } from './clerk-middleware.ts';
import type { NextOptions } from './clerk-of-environment.ts';
import { isForward, withEarlier } from './forward-request.ts';
import { letThrough, runMiddleware } from './run-middleware.ts';

/** Who sent a request, and what kind of request it is. */
export type RouteAuth = Auth & {
  /** Whether the path is one of `publicRoutes`, or the page to sign in or sign up. */
  readonly isPublicRoute: boolean;
  /** Whether the path is one of `apiRoutes`. */
  readonly isApiRoute: boolean;
};

/** Which paths need no user, what runs before and after, and the instance. */
export interface AuthMiddlewareOptions extends NextOptions {
  /** Paths that need no signed-in user. Default: none but the pages to sign in and sign up. */
  publicRoutes?: RoutePatterns | undefined;
  /** Paths that the middleware leaves alone. Default: styles, scripts, images, fonts and the files of Next.js. */
  ignoredRoutes?: RoutePatterns | undefined;
  /** Paths that answer 401 and never redirect. Default: `/api` and `/trpc`, and everything below them. */
  apiRoutes?: RoutePatterns | undefined;
  /** The page with the sign-up form. Default: `NEXT_PUBLIC_CLERK_SIGN_UP_URL`, else `/sign-up`. */
  signUpUrl?: string | undefined;
  /**
   * Runs before anything is known of the visitor. With `false` the request goes on unprotected, and with a redirect or an
   * answer that is the end. The headers of a `NextResponse.next()` or a rewrite are added to what follows.
   */
  beforeAuth?: (
    request: NextRequest,
    event: NextFetchEvent,
  ) => MiddlewareResult | false | Promise<MiddlewareResult | false>;
  /**
   * Runs when it is known who sent the request, and decides instead of the default. When it returns nothing, the default
   * holds: requests to paths that are not public need a signed-in user. Return `NextResponse.next()` to let one through.
   */
  afterAuth?: (
    auth: RouteAuth,
    request: NextRequest,
    event: NextFetchEvent,
  ) => MiddlewareResult | Promise<MiddlewareResult>;
}

/** What browsers load for a page. Documents and data are not among them: those may be protected. */
const STATIC_FILE =
  /^\/(?!(?:api|trpc)(?:\/|$)).*\.(?:css|m?js|map|png|jpe?g|gif|svg|webp|avif|ico|bmp|woff2?|ttf|otf|eot|webmanifest)$/;
const DEFAULT_IGNORED: RoutePatterns = ['/_next/(.*)', '/robots.txt', '/sitemap.xml', STATIC_FILE];
const DEFAULT_API: RoutePatterns = ['/api/:path*', '/trpc/:path*'];

/**
 * Creates a middleware that denies by default: every path needs a signed-in user, except the public ones, the pages to
 * sign in and sign up, and static files. Visitors of pages are redirected to the sign-in page, API routes answer 401.
 *
 * A path is public or ignored only when every way to read it is, so that `/about/..%2fadmin` is not.
 *
 * @param options paths and hooks; keys that are left out come from the environment
 * @returns the middleware, for `proxy.ts` or `middleware.ts`
 * @example
 * export default authMiddleware({ publicRoutes: ['/', '/blog/:path*'] });
 */
export function authMiddleware({
  publicRoutes = [],
  ignoredRoutes = DEFAULT_IGNORED,
  apiRoutes = DEFAULT_API,
  signUpUrl,
  beforeAuth,
  afterAuth,
  ...options
}: AuthMiddlewareOptions = {}): NextMiddleware {
  const adapter = createAdapter(options);
  const isIgnored = createPublicJudge(ignoredRoutes);
  const isApi = createPublicJudge(apiRoutes);
  const isPublic = createPublicJudge(publicRoutes);
  return async (request, event) => {
    const { pathname } = request.nextUrl;
    // Scripts and pictures of the Frontend API look like static files.
    if (isReading(request) && isIgnored(pathname) && !adapter.isForwarded(pathname)) return letThrough();
    const before = await beforeAuth?.(request, event);
    if (before === false) return letThrough();
    if (before && !isForward(before)) return before;
    const { signInUrl } = adapter.connection();
    const isOpen = (path: string) =>
      isPublic(path) || [signInUrl, signUpUrl ?? signUpUrlOfEnvironment()].some((url) => isBelow(url, path));
    return runMiddleware(adapter, options, request, async ({ auth, page, refuse }) => {
      const route = { isPublicRoute: isOpen(pathname), isApiRoute: isApi(pathname) };
      const after = await afterAuth?.({ ...auth, ...route }, request, event);
      if (!after && (route.isPublicRoute || auth.isAuthenticated)) return before;
      const answer = after ?? (route.isApiRoute ? signedOutAnswer() : refuse(page));
      return before ? withEarlier(answer, before) : answer;
    });
  };
}

function isReading({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Tells whether a path is the page of a URL or one of its steps, such as `/sign-in/factor-one`. */
function isBelow(url: string, path: string): boolean {
  return url.startsWith('/') && judgeOf(url)(path);
}

const judgeOf = remember((url) => {
  const path = url.replace(/[?#].*/, '').replace(/\/+$/, '');
  // Steps of a home page could be any path, so it is open alone.
  return createPublicJudge(path === '' ? '/' : `${path}/:steps*`);
});

function signUpUrlOfEnvironment(): string {
  return (globalThis.process as NodeJS.Process | undefined)?.env.NEXT_PUBLIC_CLERK_SIGN_UP_URL || '/sign-up';
}
