import type { FutureHost } from './future-host.ts';
import { createAttempt } from './attempt.ts';
import { liveObject } from './attempt-values.ts';
import type { WaitlistResource } from '../resources/types/future-state.ts';
import type { Shown } from './signals.ts';

interface EntryJSON {
  id: string;
  created_at?: number;
  updated_at?: number;
}

interface Entry {
  readonly id: string;
  readonly status: null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
}

/**
 * Creates the waitlist of the page: an entry that is empty until the visitor joins.
 *
 * @param onChange called when there is something else to show
 */
export function createWaitlist({ resources, platform }: FutureHost, onChange: () => void) {
  const empty: Entry = { id: '', status: null, createdAt: null, updatedAt: null };
  const attempt = createAttempt<Entry>(empty, {
    newest: () => undefined,
    began: onChange,
    changed: onChange,
    resetting: () => empty,
    abandoned: () => {},
  });
  const waitlist: WaitlistResource = liveObject(
    () => {
      const { id, createdAt, updatedAt } = attempt.snapshot;
      return { pathRoot: '/waitlist', id, createdAt, updatedAt };
    },
    {
      join: ({ emailAddress }: { emailAddress: string }) =>
        attempt.run(async () => {
          const json = await resources.call<EntryJSON>('/waitlist', { method: 'POST', body: { emailAddress } });
          const now = platform.clock.now();
          const createdAt = new Date(json.created_at ?? now);
          const updatedAt = new Date(json.updated_at ?? now);
          attempt.adopt(Object.freeze({ id: json.id, status: null, createdAt, updatedAt }));
        }),
      reload: async () => waitlist,
    },
  );
  const shown = (): Shown<WaitlistResource> => ({
    future: waitlist,
    error: attempt.error,
    isFetching: attempt.isFetching,
  });
  return { waitlist, shown };
}
