import { type ClerkAPIError, isClerkAPIResponseError } from '../errors.ts';
import type { StoreHost } from './readable-store.ts';
import { announce } from './watch.ts';

/** What the last call of an attempt was refused for. */
export interface AttemptErrors<Field extends string> {
  /** The errors that belong to a field of the form, by its name in camelCase. */
  readonly fields: Readonly<Partial<Record<Field, ClerkAPIError>>>;
  /** The errors that belong to no field; null when there are none. A call that got no answer is one of them. */
  readonly global: readonly { readonly code: string; readonly message: string; readonly longMessage?: string }[] | null;
  /** What the call threw; null when it succeeded. */
  readonly raw: unknown;
}

/** The calls of one attempt that were made through its store. */
export interface AttemptCalls<Field extends string> {
  /** `fetching` while a call waits for its answer. */
  readonly fetchStatus: 'idle' | 'fetching';
  /** Empty while a call is under way, and after one that succeeded. */
  readonly errors: AttemptErrors<Field>;
}

export const NO_CALLS: AttemptCalls<never> = { fetchStatus: 'idle', errors: { fields: {}, global: null, raw: null } };

interface Tracked {
  calls: AttemptCalls<string>;
  /** Returns a resource whose calls are followed: the same object for the same resource. */
  follow<Resource extends object>(resource: Resource): Resource;
}

const trackers = new WeakMap<StoreHost, Record<string, Tracked>>();

/** Returns what is known of the calls of an instance's sign-in or sign-up. */
export function trackedAttempt(clerk: StoreHost, kind: 'signIn' | 'signUp'): Tracked {
  const known = trackers.get(clerk) ?? {};
  trackers.set(clerk, known);
  return (known[kind] ??= createTracked(() => announce(clerk)));
}

function createTracked(changed: () => void): Tracked {
  const followed = new WeakMap<object, object>();
  let underWay = 0;
  let last = 0;
  const tracked: Tracked = {
    calls: NO_CALLS,
    follow(resource) {
      const known = followed.get(resource) ?? new Proxy(Object.create(resource) as object, { get });
      followed.set(resource, known);
      return known as typeof resource;

      function get(_target: object, key: PropertyKey): unknown {
        const value: unknown = Reflect.get(resource, key);
        return typeof value === 'function' ? (...given: unknown[]) => track(value.apply(resource, given)) : value;
      }
    },
  };
  return tracked;

  /** Follows what a method returned, if that is a promise. */
  function track(result: unknown): unknown {
    if (!(result instanceof Promise)) return result;
    const call = ++last;
    underWay++;
    update(NO_CALLS.errors);
    return result.then(
      (value: unknown) => {
        underWay--;
        update(tracked.calls.errors);
        return isAttempt(value) ? tracked.follow(value) : value;
      },
      (error: unknown) => {
        underWay--;
        // An older call no longer speaks for what the form shows.
        update(call === last ? errorsOf(error) : tracked.calls.errors);
        throw error;
      },
    );
  }

  function update(errors: AttemptErrors<string>): void {
    tracked.calls = { fetchStatus: underWay ? 'fetching' : 'idle', errors };
    changed();
  }
}

function isAttempt(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'createdSessionId' in value;
}

function errorsOf(raw: unknown): AttemptErrors<string> {
  const all = isClerkAPIResponseError(raw) ? raw.errors : [raw as ClerkAPIError];
  const fields: Record<string, ClerkAPIError> = {};
  const global = all.filter((error) => {
    const name = error.meta?.paramName?.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    if (name) fields[name] ??= error;
    return !name;
  });
  return { fields, global: global.length ? global : null, raw };
}
