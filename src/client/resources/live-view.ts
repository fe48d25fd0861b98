import type { ResourceContext } from './resource-context.ts';
import type { ClientResource } from './types/client.ts';
import type { ClerkResource } from './types/resource.ts';

/** A snapshot of something that the API has: a client, a session, a user, an attempt, or what belongs to a user. */
interface Snapshot extends ClerkResource {
  readonly id?: string | undefined;
}

/** What is known of one resource. All views of the resource share it. */
interface Known {
  newest: Snapshot;
  /** The client that was searched last, and the snapshot that it had. */
  client?: ClientResource;
  found?: Snapshot;
}

/** Members of resources by `pathRoot`, for what their snapshots do not have themselves. `this` is the live view. */
export type FurtherMembers = Readonly<Record<string, object>>;

/**
 * Returns the live view of a snapshot, and a list of views for a list of snapshots. Returns all other values as they are.
 * A snapshot has one view.
 */
export type View = <T>(value: T) => T;

type Members = Record<PropertyKey, unknown>;

/**
 * Creates what makes live views of snapshots, which never change. A live view reads its fields from the newest snapshot
 * of the resource and calls the methods of that, so a page may keep it over calls. When the resource changes, the client
 * has a new view of it, so frameworks that compare by reference notice the change.
 */
export function createView(context: ResourceContext): View {
  const views = new WeakMap<object, object>();
  /** Weak, so that nothing stays of who has signed out when the page holds none of it. */
  const all = new Map<string, WeakRef<Known>>();

  const view = (value: unknown): unknown => {
    const isList = Array.isArray(value);
    if (!isSnapshot(isList ? value[0] : value)) return value;
    let made = views.get(value as object);
    if (!made) {
      made = isList ? Object.freeze(value.map(view)) : create(value as Snapshot);
      views.set(value as object, made).set(made, made);
    }
    return made;
  };

  const create = (snapshot: Snapshot): object => {
    // The console shows the fields of this object. Its prototype is an own one, because Svelte makes copies of plain objects.
    const target = Object.assign(Object.create({}) as Snapshot, snapshot);
    const methods: Members = {};
    let about = knownOf(snapshot);
    let shown: Snapshot | undefined;
    const read = (name: PropertyKey): unknown => {
      const newest = newestOf(about);
      if (shown !== newest) Object.assign(target, (shown = newest));
      return name in newest
        ? (newest as unknown as Members)[name]
        : Reflect.get(context.members?.[newest.pathRoot] ?? {}, name, proxy);
    };
    const settle = (value: unknown): unknown => {
      if (isSnapshot(value) && value.id) {
        const other = knownOf(value);
        newestOf(other);
        if (views.get(value) !== value) other.newest = value;
        // A new attempt takes the place of the one that it was begun on, here and not in the client.
        if (about !== other && value.pathRoot === snapshot.pathRoot && /sign_/.test(value.pathRoot)) {
          about = other;
          views.delete(snapshot);
        }
      }
      return view(value);
    };
    const proxy: object = new Proxy(target, {
      get(_, name) {
        const value = read(name);
        if (typeof value !== 'function' || name in {}) return view(value);
        return (methods[name] ??= (...args: unknown[]) => {
          const result: unknown = (read(name) as (...args: unknown[]) => unknown).apply(proxy, args);
          return result instanceof Promise ? result.then(settle) : settle(result);
        });
      },
      set: () => false,
    });
    return proxy;
  };

  const knownOf = (snapshot: Snapshot): Known => {
    const key = snapshot.pathRoot + snapshot.id;
    let known = all.get(key)?.deref();
    if (!known || !snapshot.id) {
      all.set(key, new WeakRef((known = { newest: snapshot })));
      newestOf(known);
      known.newest = snapshot;
    }
    return known;
  };

  const newestOf = (known: Known): Snapshot => {
    const client = context.client() as ClientResource;
    if (known.client !== client) {
      const found = find((known.client = client), known.newest);
      // An answer may have brought a newer snapshot than a client in which the resource has not changed.
      if (found && found !== known.found) known.newest = known.found = found;
    }
    return known.newest;
  };

  return view as View;
}

function isSnapshot(value: unknown): value is Snapshot {
  return !!(value as Partial<Snapshot> | null | undefined)?.pathRoot;
}

/** Finds the snapshot of the same resource in a client. */
function find(within: Snapshot, wanted: Snapshot): Snapshot | undefined {
  if (within.pathRoot === wanted.pathRoot && (within.id === wanted.id || within.pathRoot === '/client')) return within;
  for (const part of Object.values(within).flat()) {
    const found = isSnapshot(part) && find(part, wanted);
    if (found) return found;
  }
  return undefined;
}
