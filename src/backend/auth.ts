import type { SessionClaims } from '../tokens/claims.ts';

/** The identity of a signed-in user, from a verified token. */
export interface SignedInAuth {
  readonly isAuthenticated: true;
  readonly userId: string;
  readonly sessionId: string;
  readonly sessionClaims: SessionClaims;
  /** Minutes since the first and the second factor were verified; -1 = never. Null when the token does not say. */
  readonly factorVerificationAge: readonly [number, number] | null;
  /** The verified token, which you can pass on to another service of your application. */
  readonly token: string;
}

/** No user is signed in. Every field that could be mistaken for an identity is null. */
export interface SignedOutAuth {
  readonly isAuthenticated: false;
  readonly userId: null;
  readonly sessionId: null;
  readonly sessionClaims: null;
  readonly factorVerificationAge: null;
  readonly token: null;
}

export type Auth = SignedInAuth | SignedOutAuth;

export const SIGNED_OUT_AUTH: SignedOutAuth = Object.freeze({
  isAuthenticated: false,
  userId: null,
  sessionId: null,
  sessionClaims: null,
  factorVerificationAge: null,
  token: null,
});

export function createSignedInAuth(claims: SessionClaims, token: string): SignedInAuth {
  const { fva } = claims;
  const isAge = Array.isArray(fva) && fva.length === 2 && fva.every((minutes) => typeof minutes === 'number');
  return Object.freeze({
    isAuthenticated: true,
    userId: claims.sub,
    sessionId: claims.sid,
    sessionClaims: claims,
    factorVerificationAge: isAge ? fva : null,
    token,
  });
}
