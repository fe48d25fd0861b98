import { type Kysely, sql } from 'kysely';
import type { Tables, WebhookDeliveryRow, WebhookDeliveryStatus, WebhookMessageRow } from '../rows.ts';

/** Rows that one statement changes at most. */
const BATCH = 500;

/** A delivery with the type of its webhook. */
export interface ListedDelivery extends WebhookDeliveryRow {
  type: WebhookMessageRow['type'];
}

/** What a claimed delivery is known by: it is the caller's only as long as nobody has claimed it after them. */
export type ClaimedDelivery = Pick<WebhookDeliveryRow, 'id' | 'claimed_until'>;

export type DeliveryOutcome = Pick<
  WebhookDeliveryRow,
  'status' | 'attempts' | 'next_at' | 'attempted_at' | 'response_status' | 'response_start' | 'error' | 'finished_at'
>;

export interface DeliveryFilter {
  endpointId: string;
  status?: WebhookDeliveryStatus | undefined;
  /** Only those that were created at this time or later. */
  since?: number | undefined;
  /** Continues after this delivery of the list before. */
  after?: Pick<WebhookDeliveryRow, 'created_at' | 'id'> | undefined;
  limit: number;
}

/** Webhooks, and the queue of each endpoint. */
export interface WebhookDeliveryOps {
  insertWebhookMessage(row: WebhookMessageRow): Promise<void>;
  /** Puts a webhook at the end of the endpoint's queue. Call it in the transaction that makes the change. */
  insertWebhookDelivery(row: Omit<WebhookDeliveryRow, 'seq'>): Promise<void>;
  /**
   * Claims the next delivery of an endpoint that is due. Of several parallel callers, on any number of nodes, one gets a
   * delivery. Those of one subject come in order, each only after the one before it was delivered or given up.
   *
   * @param until when another caller may claim it again, unless it is finished before. The server may die meanwhile
   */
  claimWebhookDelivery(endpointId: string, now: number, until: number): Promise<WebhookDeliveryRow | undefined>;
  /** Stores how a try ended. @returns false when the delivery is not the caller's any more: nothing was stored */
  finishWebhookDelivery(claimed: ClaimedDelivery, outcome: DeliveryOutcome): Promise<boolean>;
  /** Gives a claimed delivery back as it was. */
  releaseWebhookDelivery(claimed: ClaimedDelivery): Promise<void>;
  /** Sets when the deliveries of a subject are due that still wait for this endpoint. */
  postponeWebhookDeliveries(endpointId: string, subject: string, nextAt: number): Promise<void>;
  /** Gives up the deliveries that wait for an endpoint. */
  giveUpWebhookDeliveries(endpointId: string, error: string, now: number): Promise<void>;
  /** Lists the endpoints for which deliveries wait. */
  listWaitingEndpoints(): Promise<string[]>;
  /** Deletes the secrets of webhooks for which no endpoint waits. */
  wipeWebhookSecrets(now: number): Promise<void>;
  findWebhookMessage(id: string): Promise<WebhookMessageRow | undefined>;
  findWebhookDelivery(id: string): Promise<ListedDelivery | undefined>;
  /** Lists the deliveries of an endpoint, newest first. */
  listWebhookDeliveries(filter: DeliveryFilter): Promise<ListedDelivery[]>;
  /** Counts the deliveries of each endpoint that wait or were given up. */
  countWebhookDeliveries(): Promise<{ endpoint_id: string; status: WebhookDeliveryStatus; count: number }[]>;
  /**
   * Puts a finished delivery at the end of the queue again.
   *
   * @returns false when it waits already, or its secret was deleted
   */
  requeueWebhookDelivery(id: string, now: number): Promise<boolean>;
}

export function webhookDeliveriesTable(db: Kysely<Tables>): WebhookDeliveryOps {
  const nextSeq = (endpointId: unknown, subject: unknown) =>
    sql<number>`(select coalesce(max(placed.seq), 0) + 1 from webhook_deliveries as placed
      where placed.endpoint_id = ${endpointId} and placed.subject = ${subject})`;
  const listed = () =>
    db
      .selectFrom('webhook_deliveries as delivery')
      .innerJoin('webhook_messages as message', 'message.id', 'delivery.message_id')
      .selectAll('delivery')
      .select('message.type');
  const claimed = ({ id, claimed_until }: ClaimedDelivery) =>
    db
      .updateTable('webhook_deliveries')
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .where('claimed_until', '=', claimed_until);
  const ofSubject = (endpointId: string, subject: string) =>
    db
      .updateTable('webhook_deliveries')
      .where('endpoint_id', '=', endpointId)
      .where('subject', '=', subject)
      .where('status', '=', 'pending');
  return {
    async insertWebhookMessage(row) {
      await db.insertInto('webhook_messages').values(row).execute();
    },
    async insertWebhookDelivery(row) {
      const values = { ...row, seq: nextSeq(row.endpoint_id, row.subject) };
      await db.insertInto('webhook_deliveries').values(values).execute();
    },
    claimWebhookDelivery(endpointId, now, until) {
      const next = db
        .selectFrom('webhook_deliveries as place')
        .select('place.id')
        .where('place.endpoint_id', '=', endpointId)
        .where('place.status', '=', 'pending')
        .where('place.next_at', '<=', now)
        .where('place.claimed_until', '<=', now)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('webhook_deliveries as earlier')
                .select('earlier.id')
                .whereRef('earlier.endpoint_id', '=', 'place.endpoint_id')
                .whereRef('earlier.subject', '=', 'place.subject')
                .where('earlier.status', '=', 'pending')
                .where(sql<boolean>`(earlier.seq, earlier.id) < (place.seq, place.id)`),
            ),
          ),
        )
        .orderBy('place.next_at')
        .orderBy('place.id')
        .limit(1);
      return (
        db
          .updateTable('webhook_deliveries')
          .set({ claimed_until: until })
          .where('id', '=', next)
          // Repeated here, because another node may claim the same delivery between the two reads.
          .where('status', '=', 'pending')
          .where('claimed_until', '<=', now)
          .returningAll()
          .executeTakeFirst()
      );
    },
    async finishWebhookDelivery(claim, outcome) {
      const done = await claimed(claim)
        .set({ ...outcome, claimed_until: 0 })
        .returning('id')
        .execute();
      return done.length === 1;
    },
    async releaseWebhookDelivery(claim) {
      await claimed(claim).set({ claimed_until: 0 }).execute();
    },
    async postponeWebhookDeliveries(endpointId, subject, nextAt) {
      await ofSubject(endpointId, subject).set({ next_at: nextAt }).execute();
    },
    async giveUpWebhookDeliveries(endpointId, error, now) {
      for (;;) {
        const waiting = db
          .selectFrom('webhook_deliveries')
          .select('id')
          .where('endpoint_id', '=', endpointId)
          .where('status', '=', 'pending')
          .limit(BATCH);
        const given = await db
          .updateTable('webhook_deliveries')
          .set({ status: 'dead', error, finished_at: now, claimed_until: 0 })
          .where('id', 'in', waiting)
          .where('status', '=', 'pending')
          .returning('id')
          .execute();
        if (given.length < BATCH) return;
      }
    },
    async listWaitingEndpoints() {
      const waiting = db.selectFrom('webhook_deliveries').select('endpoint_id').where('status', '=', 'pending');
      return (await waiting.distinct().execute()).map(({ endpoint_id }) => endpoint_id);
    },
    async wipeWebhookSecrets(now) {
      await db
        .updateTable('webhook_messages')
        .set({ sealed_data: null, wiped_at: now })
        .where('sealed_data', 'is not', null)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('webhook_deliveries as waiting')
                .select('waiting.id')
                .whereRef('waiting.message_id', '=', 'webhook_messages.id')
                .where('waiting.status', '=', 'pending'),
            ),
          ),
        )
        .execute();
    },
    findWebhookMessage: (id) => db.selectFrom('webhook_messages').selectAll().where('id', '=', id).executeTakeFirst(),
    findWebhookDelivery: (id) => listed().where('delivery.id', '=', id).executeTakeFirst(),
    listWebhookDeliveries: ({ endpointId, status, since, after, limit }) =>
      listed()
        .where('delivery.endpoint_id', '=', endpointId)
        .$if(status !== undefined, (query) => query.where('delivery.status', '=', status as WebhookDeliveryStatus))
        .$if(since !== undefined, (query) => query.where('delivery.created_at', '>=', since as number))
        .$if(after !== undefined, (query) =>
          query.where(sql<boolean>`(delivery.created_at, delivery.id) < (${after?.created_at}, ${after?.id})`),
        )
        .orderBy('delivery.created_at', 'desc')
        .orderBy('delivery.id', 'desc')
        .limit(limit)
        .execute(),
    async countWebhookDeliveries() {
      const rows = await db
        .selectFrom('webhook_deliveries')
        .select(['endpoint_id', 'status', sql<number>`count(*)`.as('count')])
        .where('status', '<>', 'delivered')
        .groupBy(['endpoint_id', 'status'])
        .execute();
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },
    async requeueWebhookDelivery(id, now) {
      const wiped = db.selectFrom('webhook_messages').select('id').where('wiped_at', 'is not', null);
      const queued = await db
        .updateTable('webhook_deliveries')
        .set({
          status: 'pending',
          attempts: 0,
          next_at: now,
          claimed_until: 0,
          error: null,
          finished_at: null,
          seq: nextSeq(sql.ref('webhook_deliveries.endpoint_id'), sql.ref('webhook_deliveries.subject')),
        })
        .where('id', '=', id)
        .where('status', '<>', 'pending')
        .where('message_id', 'not in', wiped)
        .returning('id')
        .execute();
      return queued.length === 1;
    },
  };
}
