import type { Auth } from './auth.ts';
import type { ClerkBackend } from './create-clerk-client.ts';
import { isPageLoad } from './handshake.ts';
import type { RequestLike } from './read-credentials.ts';
import type { RequestState } from './request-state.ts';

/** Which requests need a signed-in user. */
export interface GuardOptions {
  /** Every request needs a signed-in user. Default: false. */
  required?: boolean;
  /** Where visitors of a page sign in. Default: `signInUrl` of the SDK. */
  signInUrl?: string;
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

const REFUSAL = JSON.stringify({
  errors: [{ code: 'signed_out', message: 'Signed out', long_message: 'Sign in first.' }],
});

/**
 * Creates a guard.
 *
 * @param clerk the SDK of the instance
 * @throws {BackendOptionsError} that names the wrong option
 */
export function createGuard(clerk: ClerkBackend, options: GuardOptions = {}): Guard {
  const { required = false, signInUrl = clerk.connection.signInUrl } = options;
  const refuse = (request: GuardedRequest, headers?: Headers): Response => {
    if (!isPageLoad(request)) return signedOutAnswer(headers);
    const signIn = new URL(signInUrl, request.url);
    signIn.searchParams.set('redirect_url', request.url);
    return withHeaders(null, { status: 307, headers: { Location: signIn.href, 'Cache-Control': 'no-store' } }, headers);
  };
  return {
    refuse,
    async check(request) {
      const state: RequestState = await clerk.authenticateRequest(request);
      const auth = state.toAuth();
      const { headers } = state;
      if (state.status === 'handshake') return { auth, answer: new Response(null, { status: 307, headers }) };
      if (required && !auth.isAuthenticated) return { auth, answer: refuse(request, headers) };
      return { auth, headers };
    },
  };
}

/** The answer to a call that needs a signed-in user: 401 with an error in the form of Clerk's API. */
export function signedOutAnswer(headers?: Headers): Response {
  const own = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'WWW-Authenticate': 'Bearer' };
  return withHeaders(REFUSAL, { status: 401, headers: own }, headers);
}

function withHeaders(body: string | null, init: ResponseInit, more: Headers | undefined): Response {
  const headers = new Headers(init.headers);
  more?.forEach((value, name) => headers.append(name, value));
  return new Response(body, { ...init, headers });
}
