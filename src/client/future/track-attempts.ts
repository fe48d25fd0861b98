import { type Attempt, type AttemptSnapshot, createAttempt } from './attempt.ts';
import type { Shown } from './signals.ts';

/** What the tracker of one kind of attempt uses. */
export interface TrackerParts<Resource extends AttemptSnapshot, Future> {
  /** The newest attempt of the client; undefined before the client is known. */
  newest(): Resource | undefined;
  /** An attempt that has not begun. */
  empty(): Resource;
  /** Whether the client still has the session that a complete attempt has created. */
  isSignedIn(snapshot: Resource): boolean;
  /** Takes the newest attempt out of the client. */
  clear(): void;
  /** Creates the object that pages have of an attempt. */
  present(attempt: Attempt<Resource>): Future;
}

export interface Tracker<Resource, Future> {
  /** Returns what pages see of the present attempt. */
  shown(): Shown<Future>;
  /** Looks at the client, after it has changed. */
  observe(): void;
  /** Returns the object of an attempt that a page holds as a resource. */
  of(resource: Resource): Future;
}

/**
 * Follows one kind of attempt: which one is present, and what there is to show of it. An attempt is one object from its
 * begin to its end, so an empty one becomes the attempt that the client has next, whoever has begun that.
 *
 * @param onChange called when there is something else to show
 */
export function trackAttempts<Resource extends AttemptSnapshot, Future>(
  { newest, empty, isSignedIn, clear, present }: TrackerParts<Resource, Future>,
  onChange: () => void,
): Tracker<Resource, Future> {
  interface Entry {
    readonly attempt: Attempt<Resource>;
    readonly future: Future;
  }
  const begun = new Map<string, Entry>();
  /** Attempts that were reset. The API still knows them, until another one begins. */
  const hidden = new Set<string>();
  let blank: Entry | undefined;
  let current = choose();
  let seen = look();

  return {
    shown: () => ({
      future: current.future,
      error: current.attempt.error,
      isFetching: current.attempt.isFetching,
    }),
    observe,
    of: (resource) => (resource.id === undefined ? blankEntry() : (begun.get(resource.id) ?? create(resource))).future,
  };

  function observe(): void {
    const { snapshot, canBeDiscarded, isFetching } = current.attempt;
    // A complete attempt is not the client's any more. It stays until the page has used it, or begins another one, and no
    // longer than its session: the next person at this browser must not see who has signed out.
    const isComplete = snapshot.status === 'complete';
    const isKept = isComplete && !canBeDiscarded && newest()?.id === undefined && isSignedIn(snapshot);
    if (!isFetching && !isKept) {
      if (isComplete && snapshot.id !== undefined) begun.delete(snapshot.id);
      current = choose();
    }
    const now = look();
    if (now.every((value, i) => value === seen[i])) return;
    seen = now;
    onChange();
  }

  function look(): readonly unknown[] {
    const { snapshot, error, isFetching } = current.attempt;
    return [current, snapshot, error, isFetching];
  }

  /** The entry of the client's attempt, or an empty one. */
  function choose(): Entry {
    const snapshot = newest();
    if (snapshot?.id === undefined || hidden.has(snapshot.id)) return blankEntry();
    const known = begun.get(snapshot.id);
    if (known) return known;
    const entry = blankEntry();
    entry.attempt.adopt(snapshot);
    keep(entry);
    return entry;
  }

  function blankEntry(): Entry {
    return (blank ??= create(empty()));
  }

  function create(snapshot: Resource): Entry {
    const attempt = createAttempt(snapshot, {
      newest,
      began() {
        current = entry;
        observe();
      },
      changed() {
        keep(entry);
        observe();
      },
      resetting({ snapshot }) {
        blank = entry;
        hide(snapshot);
        return empty();
      },
      abandoned: hide,
    });
    const entry: Entry = { attempt, future: present(attempt) };
    keep(entry);
    return entry;
  }

  function hide({ id }: Resource): void {
    if (id !== undefined) {
      begun.delete(id);
      hidden.add(id);
    }
    if (newest()?.id === id) clear();
  }

  function keep(entry: Entry): void {
    const { id } = entry.attempt.snapshot;
    if (id === undefined) return;
    begun.set(id, entry);
    if (blank === entry) blank = undefined;
  }
}
