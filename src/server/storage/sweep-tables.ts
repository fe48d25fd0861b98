import type { Kysely } from 'kysely';
import type { Tables } from './rows.ts';

const DAY_MS = 86_400_000;
/** Ended sessions and clients without any are kept this long, for the list of devices and for questions. */
const KEEP_MS = 30 * DAY_MS;

/** Deletes rows that no request can need any more. Safe to run on several nodes at once. */
export async function sweepTables(db: Kysely<Tables>, now: number): Promise<void> {
  await db
    .deleteFrom('rate_limits')
    .where('window_end', '<=', now)
    // For another window its hits still count for a part.
    .where(({ eb, ref }) => eb(eb(ref('window_end'), '*', 2), '<=', eb(ref('window_start'), '+', now)))
    .execute();
  await db
    .deleteFrom('codes')
    .where('expires_at', '<', now - DAY_MS)
    .execute();
  await db
    .deleteFrom('challenges')
    .where('expires_at', '<', now - DAY_MS)
    .execute();
  await db
    .deleteFrom('reverifications')
    .where('abandon_at', '<', now - DAY_MS)
    .execute();
  await db
    .deleteFrom('tickets')
    .where('expires_at', '<', now - KEEP_MS)
    .execute();
  await db
    .deleteFrom('decoy_tries')
    .where('updated_at', '<', now - KEEP_MS)
    .execute();
  await db
    .deleteFrom('sign_ins')
    .where('abandon_at', '<', now - DAY_MS)
    .execute();
  await db
    .deleteFrom('sign_ups')
    .where('abandon_at', '<', now - DAY_MS)
    .execute();
  await db
    .deleteFrom('sessions')
    // Never later than `expire_at`; a session that was ended need not wait for either.
    .where(({ or, and, eb }) =>
      or([
        eb('abandon_at', '<', now - KEEP_MS),
        and([eb('status', '!=', 'active'), eb('updated_at', '<', now - KEEP_MS)]),
      ]),
    )
    .execute();
  await db
    .deleteFrom('clients')
    .where('updated_at', '<', now - KEEP_MS)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('sessions').select('id').whereRef('sessions.client_id', '=', 'clients.id'))),
    )
    .execute();
}
