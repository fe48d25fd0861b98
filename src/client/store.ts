import type { SessionJSON } from '../protocol/json/client.ts';
import type { ClientResource } from './resources/types/client.ts';
import type { EnvironmentResource } from './resources/types/environment.ts';
import type { SessionResource } from './resources/types/session.ts';
import type { ClerkStatus, Resources } from './types.ts';

export interface State extends Resources {
  environment: EnvironmentResource | undefined;
  /** The session that will be shown, when its client has arrived before the modules that parse and apply it. */
  incoming: SessionJSON | undefined;
  status: ClerkStatus;
}

/** What this page knows of the instance. The `set…` methods are the only way to change it. */
export interface Store {
  readonly state: Readonly<State>;
  setStatus(status: ClerkStatus): void;
  /** Freezes the environment and sets it. */
  setEnvironment(environment: EnvironmentResource): void;
  /** Sets what the elements show of the session until the client is set. */
  setIncoming(json: SessionJSON | undefined): void;
  /** Sets a client together with the session that the tab shows, so that no listener sees one without the other. */
  setClient(client: ClientResource, session: SessionResource | null | undefined): void;
  /** Sets that no session is shown: `null` when the user is signed out, `undefined` during a transition. */
  setSession(session: null | undefined): void;
  /**
   * Calls the listener synchronously after each change of a reference. A listener that throws does not stop the others.
   *
   * @returns a function that removes the listener
   */
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
    incoming: undefined,
    status: 'loading',
  });
  return {
    get state() {
      return state;
    },
    setStatus: (status) => set({ status }),
    setEnvironment: (environment) => set({ environment: deepFreeze(environment) }),
    setIncoming: (incoming) => set({ incoming }),
    setClient: (client, session) => set({ client, session, user: session && session.user, incoming: undefined }),
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
        // Reaches the console and the page's error handlers without stopping the caller.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value && !Object.isFrozen(value))
    Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
