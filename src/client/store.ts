import type { EnvironmentResource } from './resources/types.ts';
import type { ClerkStatus, Resources } from './types.ts';

export interface State extends Resources {
  environment: EnvironmentResource | undefined;
  status: ClerkStatus;
}

export interface Store {
  readonly state: Readonly<State>;
  /** Changes some fields; listeners hear of it at once, and only if a reference changed. */
  set(patch: Partial<State>): void;
  /** Listeners are called synchronously and never awaited; one that throws does not stop the others. */
  subscribe(listener: () => void): () => void;
}

/** The one store. The facade and its modules are the only writers. */
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
    set(patch) {
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
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function reportError(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
