import type { BackendUser } from '../api/resources.ts';
import type { Auth, SignedInAuth } from '../auth.ts';
import { isPageLoad } from '../request/handshake.ts';
import { publicUrl } from '../adapters/public-url.ts';
import type { RequestLike } from '../request/read-credentials.ts';
import { clerkOfEnvironment } from './clerk-of-environment.ts';
import { findUser } from './find-user.ts';
import { OWN_HEADERS } from './forward-request.ts';
import { type SignInRedirectOptions, signInUrlFor } from '../adapters/sign-in-redirect.ts';
import { type Condition, judge } from './judge.ts';

/** The identity, and how to send the visitor to the sign-in page. */
export type ServerIdentity = Auth & {
  /** Redirects to the sign-in page. It throws, as `redirect` of Next.js does. */
  redirectToSignIn(options?: SignInRedirectOptions): never;
};

/** Tells who sent the request that is being answered, or requires a signed-in user. */
export interface ServerAuth {
  /**
   * Tells who sent the request that is being answered. It verifies the token of the request each time.
   *
   * @returns the identity, or nulls
   */
  (): Promise<ServerIdentity>;
  /**
   * Requires a signed-in user. Otherwise it throws: pages are redirected to the sign-in page, and other requests get 404,
   * as do users who do not meet the condition. A route handler that has to answer 401 uses `withAuth`.
   *
   * @param condition what the user has to be allowed, such as `{ reverification: 'strict' }`
   */
  protect(condition?: Condition): Promise<SignedInAuth>;
}

/**
 * Tells who sent a request, in server components, server actions and route handlers of the App Router.
 *
 * @example
 * const { userId } = await auth();
 * await auth.protect(); // or: signed-in users only
 */
export const auth: ServerAuth = Object.assign(identify, { protect });

/**
 * Returns the user who sent a request, with names and addresses. It asks the Backend API each time, which needs the secret
 * key; to know the id alone, use {@link auth}.
 *
 * @returns null when nobody is signed in
 * @example
 * const user = await currentUser();
 */
export async function currentUser(): Promise<BackendUser | null> {
  const { identity } = await readRequest();
  return identity.userId === null ? null : findUser(identity.userId);
}

async function identify(): Promise<ServerIdentity> {
  const { headers, identity } = await readRequest();
  const { redirect } = await import('next/navigation');
  const redirectToSignIn = (options?: SignInRedirectOptions): never => redirect(signInUrlOf(headers, options));
  return { ...identity, redirectToSignIn };
}

async function protect(condition?: Condition): Promise<SignedInAuth> {
  const { headers, identity } = await readRequest();
  const verdict = judge(identity, condition);
  if (verdict === 'allowed') return identity as SignedInAuth;
  const { notFound, redirect } = await import('next/navigation');
  return verdict === 'signed-out' && isPage(headers) ? redirect(signInUrlOf(headers)) : notFound();
}

async function readRequest(): Promise<{ headers: RequestLike['headers']; identity: Auth }> {
  // Imported here, because the Pages Router must not load it.
  const { headers } = await import('next/headers');
  const list = await headers();
  const state = await clerkOfEnvironment().authenticateRequest({ headers: list });
  return { headers: list, identity: state.toAuth() };
}

/** Tells whether the request is for a page: the browser's own, or the router's when a visitor follows a link. */
function isPage(headers: RequestLike['headers']): boolean {
  const isAction = headers.get('next-action') !== null;
  const isNavigation = headers.get('rsc') !== null || headers.get('next-url') !== null;
  return !isAction && (isNavigation || isPageLoad({ method: 'GET', url: pageOf(headers), headers }));
}

function signInUrlOf(headers: RequestLike['headers'], options?: SignInRedirectOptions): string {
  return signInUrlFor(clerkOfEnvironment().connection.signInUrl, pageOf(headers), options);
}

/** Returns the URL of the page. The middleware knows it; without one it is the start page. */
function pageOf(headers: RequestLike['headers']): string {
  const start = publicUrl('http://localhost/', headers);
  const told = headers.get(OWN_HEADERS.page);
  // Where no middleware runs, a client could send the header.
  const isOwn = told !== null && URL.canParse(told) && new URL(told).origin === new URL(start).origin;
  return isOwn ? told : start;
}
