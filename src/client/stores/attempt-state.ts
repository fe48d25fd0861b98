import type { FormErrors } from '../resources/types/future-state.ts';
import { noErrors } from './form-fields.ts';
import { parseErrors, toFutureError } from './parse-errors.ts';
import type { StoreHost } from './readable-store.ts';
import { announce } from './watch.ts';

/** The calls of one attempt that were made through its store. */
export interface AttemptCalls<Field extends string> {
  /** `fetching` while a call waits for its answer. */
  readonly fetchStatus: 'idle' | 'fetching';
  /** Empty while a call is under way, and after one that succeeded. */
  readonly errors: FormErrors<Field>;
}

interface Tracked<Field extends string> {
  calls: AttemptCalls<Field>;
  /** Returns a resource whose calls are followed: the same object for the same resource. */
  follow<Resource extends object>(resource: Resource): Resource;
}

const trackers = new WeakMap<StoreHost, Map<readonly string[], Tracked<string>>>();

/**
 * Returns what is known of the calls of an instance's sign-in or sign-up.
 *
 * @param fields those of its form, which also say which of the two it is
 */
export function trackedAttempt<Field extends string>(clerk: StoreHost, fields: readonly Field[]): Tracked<Field> {
  const known = trackers.get(clerk) ?? new Map<readonly string[], Tracked<string>>();
  trackers.set(clerk, known);
  const tracked = (known.get(fields) as Tracked<Field> | undefined) ?? createTracked(fields, () => announce(clerk));
  known.set(fields, tracked);
  return tracked;
}

function createTracked<Field extends string>(fields: readonly Field[], changed: () => void): Tracked<Field> {
  const none = noErrors(fields);
  const followed = new WeakMap<object, object>();
  let underWay = 0;
  let last = 0;
  const tracked: Tracked<Field> = {
    calls: { fetchStatus: 'idle', errors: none },
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
    update(none);
    return result.then(
      (value: unknown) => {
        underWay--;
        update(tracked.calls.errors);
        return isAttempt(value) ? tracked.follow(value) : value;
      },
      (error: unknown) => {
        underWay--;
        // An older call no longer speaks for what the form shows.
        update(call === last ? parseErrors(toFutureError(error), fields) : tracked.calls.errors);
        throw error;
      },
    );
  }

  function update(errors: FormErrors<Field>): void {
    tracked.calls = { fetchStatus: underWay ? 'fetching' : 'idle', errors };
    changed();
  }
}

function isAttempt(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'createdSessionId' in value;
}
