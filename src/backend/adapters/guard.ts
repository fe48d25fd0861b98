import type { Auth } from '../auth.ts';
import { BackendOptionsError } from '../backend-options.ts';
import { readSignInUrl } from '../connection.ts';
import type { ClerkBackend } from '../create-clerk-client.ts';
import { isPageLoad } from '../request/handshake.ts';
import type { RequestLike } from '../request/read-credentials.ts';
import type { RequestState } from '../request/request-state.ts';
import { decodeText } from '../routes/path-readings.ts';
import { createProtectedJudge, createPublicJudge, type RoutePattern, type RoutePatterns } from '../routes/routes.ts';
import { problemAnswer } from './problem-answer.ts';
import { redirectTo, signInUrlFor } from './sign-in-redirect.ts';

/** Which requests need a signed-in user. Without any of the first three options none does. */
export interface GuardOptions {
  /** Every path needs a signed-in user, except these and the sign-in page. */
  publicRoutes?: RoutePatterns | undefined;
  /** These paths need a signed-in user, and no others. */
  protectedRoutes?: RoutePatterns | undefined;
  /** Every request needs a signed-in user, as with an empty list of `publicRoutes`. Default: false. */
  required?: boolean | undefined;
  /** Where visitors of a page sign in. Default: `signInUrl` of the SDK. */
  signInUrl?: string | undefined;
}

/** A request, with its absolute URL as the browser has it. */
export interface GuardedRequest extends RequestLike {
  method: string;
  url: string;
}

/** What an adapter does with a request. */
export type Verdict =
  /** It answers with this. The handler does not run. */
  | { readonly answer: Response; readonly auth: Auth }
  /** It lets the handler run, and adds the headers to its answer. */
  | { readonly answer?: undefined; readonly auth: Auth; readonly headers: Headers };

/** Decides about requests. Every adapter asks one. */
export interface Guard {
  /** Never throws because of the request. */
  check(request: GuardedRequest): Promise<Verdict>;
  /** What a request gets that needs a signed-in user and has none: a redirect to the sign-in page, or 401. */
  refuse(request: GuardedRequest, headers?: Headers): Response;
}

/** A redirect would lead here again. */
const SIGN_IN_PROTECTED = 'The rules of this application protect its sign-in page (signInUrl). Make it public.';

/**
 * Creates a guard.
 *
 * @param clerk the SDK of the instance
 * @throws {BackendOptionsError} that names the wrong option
 */
export function createGuard(clerk: ClerkBackend, options: GuardOptions = {}): Guard {
  const signInUrl = options.signInUrl === undefined ? clerk.connection.signInUrl : readSignInUrl(options.signInUrl);
  const isProtected = createRule(options, signInUrl);
  const refuse = (request: GuardedRequest, headers?: Headers): Response => {
    if (!isPageLoad(request)) return signedOutAnswer(headers);
    const signIn = new URL(signInUrl, request.url);
    const { origin, pathname } = new URL(request.url);
    if (origin === signIn.origin && pathname === signIn.pathname) return signedOutAnswer(headers, SIGN_IN_PROTECTED);
    return redirectTo(signInUrlFor(signInUrl, request.url), headers);
  };
  return {
    refuse,
    async check(request) {
      const state: RequestState = await clerk.authenticateRequest(request);
      const auth = state.toAuth();
      const { headers } = state;
      if (state.status === 'handshake') return { auth, answer: new Response(null, { status: 307, headers }) };
      if (!auth.isAuthenticated && isProtected(request.url)) return { auth, answer: refuse(request, headers) };
      return { auth, headers };
    },
  };
}

/**
 * Checks the rules of a guard that is created later.
 *
 * @throws {BackendOptionsError} that quotes a pattern that cannot be used, or names options that contradict each other
 */
export function checkRules(options: GuardOptions): void {
  createRule(options, '/');
}

/** Creates the rule that tells whether a URL needs a signed-in user. */
function createRule({ publicRoutes, protectedRoutes, required }: GuardOptions, signInUrl: string) {
  if (protectedRoutes !== undefined) {
    if (publicRoutes === undefined && !required) return createProtectedJudge(protectedRoutes);
    throw new BackendOptionsError('Give protectedRoutes, publicRoutes or required, and not two of them.');
  }
  if (publicRoutes === undefined && !required) return () => false;
  const rules = [publicRoutes ?? []].flat() as RoutePattern[];
  const isPublic = createPublicJudge(rules);
  const isAway = URL.canParse(signInUrl);
  const pages = signInPages(signInUrl, isAway);
  const isPublicOrSignIn = createPublicJudge(pages ? [...rules, pages] : rules);
  return (url: string) => {
    const isOwnPage = !isAway || new URL(signInUrl).origin === new URL(url).origin;
    return !(isOwnPage ? isPublicOrSignIn : isPublic)(url);
  };
}

/**
 * The sign-in page and its steps are public, or visitors would be sent around in a circle. Steps of a home page could be
 * any path, so it is public alone. That of an origin is not: a request can claim to be on any origin.
 */
function signInPages(signInUrl: string, isAway: boolean): RegExp | undefined {
  const path = decodeText(new URL(signInUrl, 'http://path.invalid').pathname).replace(/\/$/, '');
  if (path === '') return isAway ? undefined : /^\/$/;
  return new RegExp(`^${path.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?:/|$)`);
}

/** The answer to a call that needs a signed-in user: 401 with an error in the form of Clerk's APIs. */
export function signedOutAnswer(headers?: Headers, longMessage = 'Sign in first.'): Response {
  const answer = problemAnswer(401, { code: 'signed_out', message: 'Signed out', longMessage }, headers);
  answer.headers.set('WWW-Authenticate', 'Bearer');
  return answer;
}
