import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import type { EventRow } from '../storage/rows.ts';
import type { Storage, StorageOps } from '../storage/storage.ts';
import type { ConsumerName } from './domain-events.ts';
import { logChange } from './log-change.ts';

/** Milliseconds after which another node takes over an event. Longer than a consumer works on one. */
const LEASE_MS = 60_000;

export type NewEvent = Omit<EventRow, 'seq'>;

/** Something that acts on events. It gets each event at least once: again if its node dies before it is done. */
export interface EventConsumer {
  readonly name: ConsumerName;
  /**
   * Completes the data of an event with what a later change could alter. It runs inside the transaction, after the change.
   *
   * @returns the data to store
   */
  complete?(tx: StorageOps, event: NewEvent): Promise<string>;
  /** Acts on one event. If it rejects, the failure is logged and the consumer does not get the event again. */
  consume(event: EventRow): Promise<void>;
}

/**
 * Takes part in every transaction that records events, because what it sends has to be the state that the transaction
 * leaves.
 */
export interface EventOutlet {
  /** @param tx the transaction. When the database runs it again, this is called again */
  open(tx: StorageOps): OpenOutlet;
  /** The transaction is committed. @param result of {@link OpenOutlet.store} */
  wake(result: unknown): void;
}

export interface OpenOutlet {
  /** Called when an event is recorded. A later step of the transaction may delete what the event is about. */
  capture(event: NewEvent): Promise<void>;
  /** Called after the work of the transaction, with all its events in order. */
  store(events: readonly NewEvent[]): Promise<unknown>;
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
  /** Resolves when this node delivers nothing any more. */
  settle(): Promise<void>;
}

/** An event that a transaction recorded. It is inserted after the work of the transaction. */
interface Recorded {
  event: NewEvent;
  consumers: readonly string[];
}

/** Connects the outbox of a storage with the consumers of its events. */
export function createEventDelivery(
  inner: Storage,
  consumers: readonly EventConsumer[],
  { clock, logger, outlet }: { clock: Clock; logger: Logger; outlet?: EventOutlet },
): EventDelivery {
  const fail = (error: unknown): void => {
    logger.error('An event could not be delivered.', { error: String(error) });
  };

  const running = new Set<Promise<void>>();
  const inBackground = (work: Promise<void>): void => {
    const done = work.catch(fail).finally(() => running.delete(done));
    running.add(done);
  };
  const work = async (consumer: EventConsumer, event: EventRow): Promise<void> => {
    await consumer.consume(event).catch(fail);
    await inner.finishEvent(consumer.name, event);
  };

  /**
   * Works off the queue of a consumer.
   *
   * @param options `subject`: only the events of this user; `own`: ids of the events that the caller waits for. The rest of
   *   the queue, which other requests filled meanwhile, is worked off in the background
   */
  const drain = async (
    consumer: EventConsumer,
    { subject, own, isOver = () => false }: { subject?: string; own?: Set<string>; isOver?: () => boolean } = {},
  ): Promise<void> => {
    while (!isOver()) {
      const now = clock.now();
      const event = await inner.claimEvent(consumer.name, now, now + LEASE_MS, subject);
      if (!event) return;
      if (own?.size === 0) return inBackground(work(consumer, event).then(() => drain(consumer, { subject })));
      await work(consumer, event);
      own?.delete(event.id);
    }
  };
  const deliver = async (all: readonly Recorded[]): Promise<void> => {
    for (const { event } of all) logChange(logger, event);
    for (const consumer of consumers) {
      const wanted = all.filter((each) => each.consumers.includes(consumer.name)).map(({ event }) => event);
      for (const subject of new Set(wanted.map((event) => event.subject))) {
        const own = new Set(wanted.filter((event) => event.subject === subject).map(({ id }) => id));
        await drain(consumer, { subject, own });
      }
    }
  };
  const insert = async (tx: StorageOps, { event, consumers: names }: Recorded): Promise<void> => {
    for (const consumer of consumers) {
      if (names.includes(consumer.name) && consumer.complete) event.data = await consumer.complete(tx, event);
    }
    await tx.insertEvent(event, names);
  };
  const delivering: Pick<Storage, 'transaction'> = {
    async transaction(change) {
      let recorded: Recorded[] = [];
      let stored: unknown;
      const result = await inner.transaction(async (tx) => {
        // The database may ask for the work to run again.
        recorded = [];
        const open = outlet?.open(tx);
        const value = await change(recording(tx, recorded, open));
        for (const each of recorded) await insert(tx, each);
        stored = recorded.length > 0 ? await open?.store(recorded.map(({ event }) => event)) : undefined;
        return value;
      });
      outlet?.wake(stored);
      await deliver(recorded).catch(fail);
      return result;
    },
  };
  return {
    // Inherits instead of copying: all other operations are looked up at each call, as in a storage that is a proxy.
    storage: Object.assign(Object.create(inner) as Storage, delivering),
    async catchUp(isOver) {
      for (const consumer of consumers) await drain(consumer, { isOver }).catch(fail);
    },
    async settle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** The operations of a transaction, which keeps its events until the work is done. */
function recording(tx: StorageOps, recorded: Recorded[], open: OpenOutlet | undefined): StorageOps {
  return {
    ...tx,
    async insertEvent(row, consumers) {
      const event = { ...row };
      recorded.push({ event, consumers });
      await open?.capture(event);
    },
  };
}
