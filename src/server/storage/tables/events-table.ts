import { type Kysely, sql } from 'kysely';
import type { EventRow, Tables } from '../rows.ts';

/** Rows that {@link EventOps.listEvents} returns at most. */
const LISTED = 1_000;

/**
 * The outbox: a transaction that changes something inserts an event about it, and consumers read the events after it is
 * committed. Each event that a consumer wants has a row in that consumer's queue until the consumer is done with it.
 */
export interface EventOps {
  /**
   * Inserts an event and puts it at the end of each consumer's queue. Call it in the transaction that makes the change.
   *
   * @param consumers names of the consumers that want this event
   */
  insertEvent(row: Omit<EventRow, 'seq'>, consumers: readonly string[]): Promise<void>;
  /** Inserts an event that no consumer gets, and of which no webhook tells. */
  insertSilentEvent(row: Omit<EventRow, 'seq'>): Promise<void>;
  /**
   * Claims the next event in a consumer's queue. Of several parallel callers, on any number of nodes, one gets an event.
   * The events of one subject come in the order in which they were inserted, and each only after the consumer is done
   * with the one before it.
   *
   * @param until when another caller may claim the event again, unless {@link finishEvent} is called before. The server
   *   may die while it works on an event
   * @param subject claims only an event of this subject
   */
  claimEvent(consumer: string, now: number, until: number, subject?: string): Promise<EventRow | undefined>;
  /** Removes the event from the consumer's queue. */
  finishEvent(consumer: string, event: Pick<EventRow, 'id' | 'subject'>): Promise<void>;
  /** Lists the events of a subject, oldest first, 1,000 at most. */
  listEvents(subject: string): Promise<EventRow[]>;
}

export function eventsTable(db: Kysely<Tables>): EventOps {
  const insert = (row: Omit<EventRow, 'seq'>): Promise<{ seq: number }> => {
    const last = sql<number>`(select coalesce(max(seq), 0) from events where subject = ${row.subject})`;
    return db
      .insertInto('events')
      .values({ ...row, seq: sql<number>`${last} + 1` })
      .returning('seq')
      .executeTakeFirstOrThrow();
  };
  return {
    async insertSilentEvent(row) {
      await insert(row);
    },
    async insertEvent(row, consumers) {
      const { seq } = await insert(row);
      for (const consumer of consumers) {
        const place = { consumer, subject: row.subject, seq, event_id: row.id, claimed_until: 0 };
        await db.insertInto('event_queue').values(place).execute();
      }
    },
    async claimEvent(consumer, now, until, subject) {
      const next = db
        .selectFrom('event_queue as place')
        .select('place.event_id')
        .where('place.consumer', '=', consumer)
        .where('place.claimed_until', '<=', now)
        .$if(subject !== undefined, (query) => query.where('place.subject', '=', subject as string))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('event_queue as earlier')
                .select('earlier.event_id')
                .whereRef('earlier.consumer', '=', 'place.consumer')
                .whereRef('earlier.subject', '=', 'place.subject')
                .where(sql<boolean>`(earlier.seq, earlier.event_id) < (place.seq, place.event_id)`),
            ),
          ),
        )
        .orderBy('place.subject')
        .limit(1);
      const claimed = await db
        .updateTable('event_queue')
        .set({ claimed_until: until })
        .where('consumer', '=', consumer)
        .where('event_id', '=', next)
        // Repeated here, because another node may claim the same event between the two reads.
        .where('claimed_until', '<=', now)
        .returning('event_id')
        .executeTakeFirst();
      if (!claimed) return undefined;
      return db.selectFrom('events').selectAll().where('id', '=', claimed.event_id).executeTakeFirst();
    },
    async finishEvent(consumer, { id, subject }) {
      const place = db.deleteFrom('event_queue').where('consumer', '=', consumer).where('subject', '=', subject);
      await place.where('event_id', '=', id).execute();
    },
    listEvents: (subject) =>
      db
        .selectFrom('events')
        .selectAll()
        .where('subject', '=', subject)
        .orderBy('seq')
        .orderBy('id')
        .limit(LISTED)
        .execute(),
  };
}
