import { type Kysely, sql } from 'kysely';
import type { DevMessage } from '../../delivery/port.ts';
import type { Tables } from '../rows.ts';
import { isUniqueViolation } from '../storage-errors.ts';

/** Messages that the table keeps. */
const KEPT = 1_000;
/** Times that an insert is tried when another node takes the same number first. */
const RACES = 20;

/** Messages of the development mailbox. */
export interface DevMessageOps {
  /** Stores the message and deletes all but the latest 1,000. */
  addDevMessage(message: DevMessage): Promise<void>;
  /** Newest first. */
  listDevMessages(filter?: { to?: string }): Promise<DevMessage[]>;
}

export function devMessagesTable(db: Kysely<Tables>): DevMessageOps {
  return {
    async addDevMessage(message) {
      const seq = await insert(db, message);
      await db
        .deleteFrom('dev_messages')
        .where('seq', '<=', seq - KEPT)
        .execute();
    },
    async listDevMessages(filter = {}) {
      const to = filter.to?.toLowerCase();
      const rows = await db
        .selectFrom('dev_messages')
        .select('message')
        .$if(to !== undefined, (query) => query.where('recipient', '=', to as string))
        .orderBy('seq', 'desc')
        .limit(KEPT)
        .execute();
      return rows.map((row) => JSON.parse(row.message) as DevMessage);
    },
  };
}

/** Inserts the message under the next number. Another node may take that number at the same time. */
async function insert(db: Kysely<Tables>, message: DevMessage): Promise<number> {
  for (let races = 0; ; races++) {
    try {
      const row = await db
        .insertInto('dev_messages')
        .values({
          seq: sql<number>`(select coalesce(max(seq), 0) + 1 from dev_messages)`,
          id: message.id,
          recipient: message.to.toLowerCase(),
          message: JSON.stringify(message),
        })
        .returning('seq')
        .executeTakeFirstOrThrow();
      return row.seq;
    } catch (error) {
      if (!isUniqueViolation(error) || races === RACES) throw error;
    }
  }
}
