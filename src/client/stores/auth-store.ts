import type { SessionResource } from '../resources/types/session.ts';
import { type Bound, boundTo } from './bound-to.ts';
import { type ReadableStore, storeOf, type StoreHost } from './readable-store.ts';

/** Who is signed in, as ids and claims. A session with pending tasks signs nobody in. */
export type AuthState = AuthCalls &
  (
    | (AuthFields<undefined> & { readonly isLoaded: false; readonly isSignedIn: undefined })
    | (AuthFields<null> & { readonly isLoaded: true; readonly isSignedIn: false })
    | {
        readonly isLoaded: true;
        readonly isSignedIn: true;
        readonly userId: string;
        readonly sessionId: string;
        /** Claims of the newest token; null until the session has one. */
        readonly sessionClaims: Record<string, unknown> | null;
        /** Who signed in as the user, such as somebody from support. */
        readonly actor: SessionResource['actor'];
        /** Always null: this release has no organizations. */
        readonly orgId: null;
        readonly orgRole: null;
        readonly orgSlug: null;
      }
  );

/** Functions of {@link AuthState}, which never change. */
export type AuthCalls = Pick<Bound, 'getToken' | 'has' | 'signOut'>;

interface AuthFields<None> {
  readonly userId: None;
  readonly sessionId: None;
  readonly sessionClaims: None;
  readonly actor: None;
  readonly orgId: None;
  readonly orgRole: None;
  readonly orgSlug: None;
}

/**
 * Returns a store of who is signed in, with the names of Clerk's `useAuth`. It changes with each new token, about once in
 * 50 seconds.
 *
 * @param clerk the instance; nothing on a server
 * @example
 * const { getToken, has } = authStore(clerk).getSnapshot();
 */
export function authStore(clerk: StoreHost | null | undefined): ReadableStore<AuthState> {
  return storeOf(clerk, authState, notLoaded(clerk ? callsOf(clerk) : ON_A_SERVER));
}

/** A server has its own ways to ask these: the backend SDK. */
const ON_A_SERVER: AuthCalls = {
  getToken: async () => null,
  has: () => false,
  signOut: async () => {},
};

function authState(clerk: StoreHost): AuthState {
  const { loaded, session } = clerk;
  const calls = callsOf(clerk);
  if (!loaded || session === undefined) return notLoaded(calls);
  if (!session?.user || session.status === 'pending') {
    return { ...none(null), isLoaded: true, isSignedIn: false, ...calls };
  }
  return {
    isLoaded: true,
    isSignedIn: true,
    userId: session.user.id,
    sessionId: session.id,
    sessionClaims: session.lastActiveToken?.jwt.claims ?? null,
    actor: session.actor,
    orgId: null,
    orgRole: null,
    orgSlug: null,
    ...calls,
  };
}

function callsOf(clerk: StoreHost): AuthCalls {
  const { getToken, has, signOut } = boundTo(clerk);
  return { getToken, has, signOut };
}

function notLoaded(calls: AuthCalls): AuthState {
  return { ...none(undefined), isLoaded: false, isSignedIn: undefined, ...calls };
}

function none<None>(value: None): AuthFields<None> {
  return {
    userId: value,
    sessionId: value,
    sessionClaims: value,
    actor: value,
    orgId: value,
    orgRole: value,
    orgSlug: value,
  };
}
