import type { ClientResource, EnvironmentResource, SessionResource } from './resources/types.ts';
import type { ClerkStatus, Resources } from './types.ts';

export interface State extends Resources {
  environment: EnvironmentResource | undefined;
  status: ClerkStatus;
}

/**
 * What this page knows of the instance. The four `publish` methods are the only way to change it. Listeners are
 * called synchronously, only when a reference changed, and are never awaited; one that throws does not stop the others.
 */
export interface Store {
  readonly state: Readonly<State>;
  setStatus(status: ClerkStatus): void;
  setEnvironment(environment: EnvironmentResource): void;
  /** Publishes a client together with the session that the tab shows, so that no listener sees one without the other. */
  setClient(client: ClientResource, session: SessionResource | null | undefined): void;
  /** Publishes that no session is shown: `null` when the user is signed out, `undefined` during a transition. */
  setSession(session: null | undefined): void;
  subscribe(listener: () => void): () => void;
}

export function createStore(): Store {
  const listeners = new Set<() => void>();
  let state: Readonly<State> = Object.freeze({
    client: undefined,
    session: undefined,
    user: undefined,
    organization: undefined,
    environment: undefined,
    status: 'loading',
  });
  return {
    get state() {
      return state;
    },
    setStatus: (status) => set({ status }),
    setEnvironment: (environment) => set({ environment }),
    setClient: (client, session) => set({ client, session, user: session && session.user }),
    setSession: (session) => set({ session, user: session }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  function set(patch: Partial<State>): void {
    const next = { ...state, ...patch };
    if ((Object.keys(next) as (keyof State)[]).every((key) => next[key] === state[key])) return;
    state = Object.freeze(next);
    for (const listener of Array.from(listeners)) {
      try {
        listener();
      } catch (error) {
        reportError(error);
      }
    }
  }
}

/** Shows the error in the console and to the page's error handlers, without stopping the caller. */
function reportError(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
