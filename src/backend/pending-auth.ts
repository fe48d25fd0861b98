import { type Auth, SIGNED_OUT_AUTH, type SignedInAuth, type SignedOutAuth } from './auth.ts';

/** No other code has the symbol, so nobody takes a pending session for a signed-in one by mistake. */
const PENDING = Symbol('clerk-widgets pending session');

type WithPending = SignedOutAuth & { readonly [PENDING]?: SignedInAuth };

/** Creates the identity of a session that still has tasks to do. It counts as signed out. */
export function createPendingAuth(pending: SignedInAuth): SignedOutAuth {
  return Object.freeze({ ...SIGNED_OUT_AUTH, [PENDING]: pending } satisfies WithPending);
}

/** Returns who would be signed in if open tasks did not matter; undefined when the session has none. */
export function pendingAuthOf(auth: Auth): SignedInAuth | undefined {
  return (auth as WithPending)[PENDING];
}
