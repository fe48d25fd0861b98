import type { TokenProblemReason } from '../../tokens/token-problem.ts';
import { decodeToken } from '../../tokens/decode.ts';
import { verifySessionToken } from '../../tokens/verify.ts';
import { createSignedInAuth, SIGNED_OUT_AUTH, type SignedInAuth, type SignedOutAuth } from '../auth.ts';
import {
  finishHandshake,
  type HandshakeResult,
  hasAnswerInUrl,
  isPageLoad,
  refreshSession,
  startHandshake,
} from './handshake.ts';
import type { Instance } from '../instance.ts';
import { createPendingAuth } from '../pending-auth.ts';
import {
  type CookiePair,
  type Cookies,
  type Credentials,
  type RequestLike,
  readCredentials,
} from './read-credentials.ts';

const MESSAGES = {
  'authorization-malformed': 'The Authorization header is not one bearer token.',
  'signed-out': 'The request has no session.',
  'client-uat-but-no-session-token': 'The browser is signed in, but sent no session token.',
  'session-token-but-no-client-uat': 'The request has a session token without the time of the last sign-in.',
  'session-token-iat-before-client-uat': 'The session token is older than the last sign-in.',
  'session-token-ambiguous': 'The request has session tokens of different users, or too many of them.',
  'handshake-answered': 'The answer of the handshake came in the URL. The browser is sent to the page without it.',
  'session-pending': 'The session still has tasks to do before it counts as signed in.',
} as const;

/** Why no user is signed in. */
export type SignedOutReason = TokenProblemReason | keyof typeof MESSAGES;

/** A user is signed in. */
export interface SignedInState {
  readonly status: 'signed-in';
  readonly isAuthenticated: true;
  readonly reason: null;
  readonly message: '';
  /** What every answer to the request has to carry: the cookies of a session that was renewed. */
  readonly headers: Headers;
  toAuth(): SignedInAuth;
}

/** No user is signed in. */
export interface SignedOutState {
  readonly status: 'signed-out';
  readonly isAuthenticated: false;
  readonly reason: SignedOutReason;
  /** For logs. It says what was wrong, and repeats nothing of the request. */
  readonly message: string;
  /** What every answer to the request has to carry: the cookies that a handshake clears. */
  readonly headers: Headers;
  toAuth(): SignedOutAuth;
}

/**
 * The session has to be renewed first. Answer with status 307 and these headers: the browser comes back at once. Nobody is
 * signed in yet.
 */
export interface HandshakeState {
  readonly status: 'handshake';
  readonly isAuthenticated: false;
  readonly reason: SignedOutReason;
  readonly message: string;
  /** `Location`, `Cache-Control` and `Set-Cookie`. */
  readonly headers: Headers;
  toAuth(): SignedOutAuth;
}

/** How many session tokens of one request are verified when a cookie comes several times. */
const MAX_RIVALS = 10;

/** Who sent a request. `toAuth()` returns the identity, or nulls. */
export type RequestState = SignedInState | SignedOutState | HandshakeState;

/**
 * Reasons that a renewed session can remove, and what Clerk calls them. The instance may have moved on without the
 * application: a tab slept, or the user signed in on another page.
 */
const RENEWABLE: Partial<Record<SignedOutReason, string>> = {
  'client-uat-but-no-session-token': 'client-uat-but-no-session-token',
  'session-token-but-no-client-uat': 'session-token-but-no-client-uat',
  'session-token-iat-before-client-uat': 'session-token-iat-before-client-uat',
  'token-expired': 'session-token-expired',
  'token-not-active-yet': 'session-token-nbf',
  'token-issued-in-future': 'session-token-iat-in-the-future',
};

/**
 * Tells who sent a request, by its bearer token or its session cookies and nothing else. A page whose session can be
 * renewed gets a handshake.
 *
 * @returns the identity or the reason why there is none. It never throws because of the request
 */
export async function resolveRequestState(request: RequestLike, instance: Instance): Promise<RequestState> {
  const credentials = readCredentials(request, instance.suffix, instance.verifier.instance?.frontendApi);
  if (credentials.from === 'header') return verify(credentials, instance);
  const { rivals, cookies } = credentials;
  const state = (rivals && (await chooseRival(rivals, instance))) ?? (await verify(credentials, instance));
  const hasAnswer = hasAnswerInUrl(request);
  const reason = state.reason === null ? undefined : RENEWABLE[state.reason];
  if (!hasAnswer && reason === undefined) return state;
  if (isPageLoad(request)) {
    const answer = await finishHandshake(request, instance, cookies);
    if (answer) return stateOfAnswer(answer, instance, state);
  }
  if (reason === undefined || state.reason === null) return state;
  const { token } = credentials;
  if (state.reason === 'token-expired' && token) {
    const renewed = await renew(request, instance, cookies, token);
    if (renewed) return renewed;
  }
  const why = { reason, sessionId: sessionIdOf(token) };
  const headers = isPageLoad(request) ? startHandshake(request, instance, cookies, why) : undefined;
  return headers ? { ...state, status: 'handshake', headers } : state;
}

/** Renews an expired session without a redirect, where an earlier handshake left the means. */
async function renew(
  request: RequestLike,
  instance: Instance,
  cookies: Cookies,
  token: string,
): Promise<RequestState | undefined> {
  // The Backend API verifies the token and finds the session. Here its id only names the path.
  const sessionId = sessionIdOf(token);
  const answer =
    sessionId === undefined ? undefined : await refreshSession(request, instance, cookies, sessionId, token);
  const state = answer && (await verify({ from: 'header', token: answer.token }, instance));
  return state?.status === 'signed-in' ? { ...state, headers: answer?.headers ?? state.headers } : undefined;
}

/** Reads the id of the session from a token that may be no longer valid. Only the API decides what it is worth. */
function sessionIdOf(token: string | undefined): string | undefined {
  try {
    const { sid } = decodeToken(token ?? '').claims as { sid?: unknown };
    return typeof sid === 'string' && /^[\w-]{1,128}$/.test(sid) ? sid : undefined;
  } catch {
    return undefined;
  }
}

/** @param before what the cookies of the request say alone */
async function stateOfAnswer(
  { token, headers }: HandshakeResult,
  instance: Instance,
  before: RequestState,
): Promise<RequestState> {
  if (headers.has('Location')) {
    const { message, toAuth } = signedOut('signed-out', MESSAGES['handshake-answered']);
    return { status: 'handshake', isAuthenticated: false, reason: 'handshake-answered', message, headers, toAuth };
  }
  if (!token) return { ...signedOut('signed-out', MESSAGES['signed-out']), headers };
  const state = await verify({ from: 'header', token }, instance);
  return state.status === 'signed-in' || before.status !== 'signed-in' ? { ...state, headers } : before;
}

/**
 * Chooses between cookies of the same name, which a sibling host can set. Valid tokens win, those with the suffix of the
 * instance first. When valid tokens name different users, none of them counts.
 *
 * @returns undefined when no token is valid
 */
async function chooseRival(
  families: readonly CookiePair[][],
  instance: Instance,
): Promise<SignedInState | SignedOutState | undefined> {
  const ambiguous = signedOut('session-token-ambiguous', MESSAGES['session-token-ambiguous']);
  // Does not verify only some of them: the right one could be among the others.
  if (families.flat().length > MAX_RIVALS) return ambiguous;
  for (const family of families) {
    const states = await Promise.all(family.map((pair) => verify({ from: 'cookies', ...pair }, instance)));
    const valid = states.filter((state) => state.status === 'signed-in');
    if (new Set(valid.map((state) => state.toAuth().userId)).size > 1) return ambiguous;
    const newest = valid.sort((a, b) => b.toAuth().sessionClaims.iat - a.toAuth().sessionClaims.iat)[0];
    if (newest) return newest;
  }
  return undefined;
}

async function verify(
  credentials: Presented,
  { verifier, makeToken }: Instance,
): Promise<SignedInState | SignedOutState> {
  const early = checkCredentials(credentials);
  if (early) return signedOut(early, MESSAGES[early]);
  const { token } = credentials;
  const { data, error } = await verifySessionToken(token, verifier.options);
  if (error) return signedOut(error.reason, error.message);
  if (credentials.from === 'cookies' && data.iat < (credentials.clientUat ?? 0)) {
    const reason = 'session-token-iat-before-client-uat';
    return signedOut(reason, MESSAGES[reason]);
  }
  const auth = createSignedInAuth(data, token as string, makeToken);
  if (data.sts === 'pending') {
    const reason = 'session-pending';
    return signedOut(reason, MESSAGES[reason], createPendingAuth(auth));
  }
  return {
    status: 'signed-in',
    isAuthenticated: true,
    reason: null,
    message: '',
    headers: new Headers(),
    toAuth: () => auth,
  };
}

type Presented = Extract<Credentials, { from: 'header' }> | ({ from: 'cookies' } & CookiePair);

/** Checks what can be checked without reading the token. */
function checkCredentials(credentials: Presented): keyof typeof MESSAGES | undefined {
  if (credentials.from === 'header') return credentials.token ? undefined : 'authorization-malformed';
  const { token, clientUat } = credentials;
  if (!token) return clientUat ? 'client-uat-but-no-session-token' : 'signed-out';
  if (clientUat === undefined) return 'session-token-but-no-client-uat';
  return clientUat === 0 ? 'signed-out' : undefined;
}

function signedOut(reason: SignedOutReason, message: string, auth: SignedOutAuth = SIGNED_OUT_AUTH): SignedOutState {
  return {
    status: 'signed-out',
    isAuthenticated: false,
    reason,
    message,
    headers: new Headers(),
    toAuth: () => auth,
  };
}
