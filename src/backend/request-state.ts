import type { TokenProblemReason } from '../tokens/token-problem.ts';
import { verifySessionToken } from '../tokens/verify.ts';
import { createSignedInAuth, SIGNED_OUT_AUTH, type SignedInAuth, type SignedOutAuth } from './auth.ts';
import type { Verifier } from './create-verifier.ts';
import { type CookiePair, type Credentials, type RequestLike, readCredentials } from './read-credentials.ts';

const MESSAGES = {
  'authorization-malformed': 'The Authorization header is not one bearer token.',
  'signed-out': 'The request has no session.',
  'client-uat-but-no-session-token': 'The browser is signed in, but sent no session token.',
  'session-token-but-no-client-uat': 'The request has a session token without the time of the last sign-in.',
  'session-token-iat-before-client-uat': 'The session token is older than the last sign-in.',
  'session-token-ambiguous': 'The request has session tokens of different users, or too many of them.',
  'session-pending': 'The session still has tasks to do before it counts as signed in.',
} as const;

export type SignedOutReason = TokenProblemReason | keyof typeof MESSAGES;

export interface SignedInState {
  readonly status: 'signed-in';
  readonly isAuthenticated: true;
  readonly reason: null;
  readonly message: '';
  toAuth(): SignedInAuth;
}

export interface SignedOutState {
  readonly status: 'signed-out';
  readonly isAuthenticated: false;
  readonly reason: SignedOutReason;
  /** For logs. It says what was wrong, and repeats nothing of the request. */
  readonly message: string;
  toAuth(): SignedOutAuth;
}

/** How many session tokens of one request are verified when a cookie comes several times. */
const MAX_RIVALS = 10;

/** Who sent a request. `toAuth()` returns the identity, or nulls. */
export type RequestState = SignedInState | SignedOutState;

/**
 * Tells who sent a request, by its bearer token or its session cookies and nothing else.
 *
 * @param suffix cookie suffix of the instance
 * @returns the identity or the reason why there is none. It never throws because of the request
 */
export async function resolveRequestState(
  request: RequestLike,
  verifier: Verifier,
  suffix: string,
): Promise<RequestState> {
  const credentials = readCredentials(request, suffix, verifier.instance.frontendApi);
  const rivals = credentials.from === 'cookies' ? credentials.rivals : undefined;
  return (rivals && (await chooseRival(rivals, verifier))) ?? verify(credentials, verifier);
}

/**
 * Chooses between cookies of the same name, which a sibling host can set. Valid tokens win, those with the suffix of the
 * instance first. When valid tokens name different users, none of them counts.
 *
 * @returns undefined when no token is valid
 */
async function chooseRival(families: readonly CookiePair[][], verifier: Verifier): Promise<RequestState | undefined> {
  const ambiguous = signedOut('session-token-ambiguous', MESSAGES['session-token-ambiguous']);
  // Does not verify only some of them: the right one could be among the others.
  if (families.flat().length > MAX_RIVALS) return ambiguous;
  for (const family of families) {
    const states = await Promise.all(family.map((pair) => verify({ from: 'cookies', ...pair }, verifier)));
    const valid = states.filter((state) => state.status === 'signed-in');
    if (new Set(valid.map((state) => state.toAuth().userId)).size > 1) return ambiguous;
    const newest = valid.sort((a, b) => b.toAuth().sessionClaims.iat - a.toAuth().sessionClaims.iat)[0];
    if (newest) return newest;
  }
  return undefined;
}

async function verify(credentials: Presented, verifier: Verifier): Promise<RequestState> {
  const early = checkCredentials(credentials);
  if (early) return signedOut(early, MESSAGES[early]);
  const { token } = credentials;
  const { data, error } = await verifySessionToken(token, verifier.options);
  if (error) return signedOut(error.reason, error.message);
  if (credentials.from === 'cookies' && data.iat < (credentials.clientUat ?? 0)) {
    const reason = 'session-token-iat-before-client-uat';
    return signedOut(reason, MESSAGES[reason]);
  }
  if (data.sts === 'pending') return signedOut('session-pending', MESSAGES['session-pending']);
  const auth = createSignedInAuth(data, token as string);
  return { status: 'signed-in', isAuthenticated: true, reason: null, message: '', toAuth: () => auth };
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

function signedOut(reason: SignedOutReason, message: string): SignedOutState {
  return { status: 'signed-out', isAuthenticated: false, reason, message, toAuth: () => SIGNED_OUT_AUTH };
}
