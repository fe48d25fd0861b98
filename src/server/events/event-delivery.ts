import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import type { EventRow } from '../storage/rows.ts';
import type { Storage, StorageOps } from '../storage/storage.ts';
import type { ConsumerName } from './domain-events.ts';
import { logChange } from './log-change.ts';

/** Milliseconds after which another node takes over an event. Longer than a consumer works on one. */
const LEASE_MS = 60_000;

/** Something that acts on events. */
export interface EventConsumer {
  readonly name: ConsumerName;
  /** Acts on one event. If it rejects, the failure is logged and the consumer does not get the event again. */
  consume(event: EventRow): Promise<void>;
}

export interface EventDelivery {
  /**
   * The storage, which delivers events: the promise of `transaction` resolves after the transaction is committed and the
   * consumers have its events. Failures of consumers do not reject it.
   */
  readonly storage: Storage;
  /**
   * Delivers the events that a node committed and did not deliver, because it died. Failures are logged.
   *
   * @param isOver asked before each event; stops when it returns true
   */
  catchUp(isOver: () => boolean): Promise<void>;
}

type Recorded = Pick<EventRow, 'type' | 'subject' | 'data' | 'ip_address'> & { consumers: readonly string[] };

/** Connects the outbox of a storage with the consumers of its events. */
export function createEventDelivery(
  inner: Storage,
  consumers: readonly EventConsumer[],
  { clock, logger }: { clock: Clock; logger: Logger },
): EventDelivery {
  const fail = (error: unknown): void => {
    logger.error('An event could not be delivered.', { error: String(error) });
  };

  /** Works off the queue of a consumer. @param subject only the events of this user */
  const drain = async (consumer: EventConsumer, subject?: string, isOver = () => false): Promise<void> => {
    while (!isOver()) {
      const now = clock.now();
      const event = await inner.claimEvent(consumer.name, now, now + LEASE_MS, subject);
      if (!event) return;
      await consumer.consume(event).catch(fail);
      await inner.finishEvent(consumer.name, event);
    }
  };
  const deliver = async (events: readonly Recorded[]): Promise<void> => {
    for (const event of events) logChange(logger, event);
    for (const consumer of consumers) {
      const wanted = events.filter((event) => event.consumers.includes(consumer.name));
      for (const subject of new Set(wanted.map((event) => event.subject))) await drain(consumer, subject);
    }
  };
  const delivering: Pick<Storage, 'transaction'> = {
    async transaction(work) {
      let recorded: Recorded[] = [];
      const result = await inner.transaction((tx) => {
        // The database may ask for the work to run again.
        recorded = [];
        return work(recording(tx, recorded));
      });
      await deliver(recorded).catch(fail);
      return result;
    },
  };
  return {
    // Inherits instead of copying: all other operations are looked up at each call, as in a storage that is a proxy.
    storage: Object.assign(Object.create(inner) as Storage, delivering),
    async catchUp(isOver) {
      for (const consumer of consumers) await drain(consumer, undefined, isOver).catch(fail);
    },
  };
}

/** The operations of a transaction, which also notes the events that it inserts. */
function recording(tx: StorageOps, recorded: Recorded[]): StorageOps {
  return {
    ...tx,
    async insertEvent(row, consumers) {
      await tx.insertEvent(row, consumers);
      recorded.push({ ...row, consumers });
    },
  };
}
