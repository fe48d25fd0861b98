import { type Kysely, sql } from 'kysely';
import type { Tables, WebhookDisabledReason, WebhookEndpointRow, WebhookStateRow } from '../rows.ts';

/** Milliseconds between two notes of a success, so that a busy endpoint does not cost a write for each webhook. */
const NOTE_MS = 60_000;

/** The endpoints of webhooks that administrators created, and how every endpoint is doing. */
export interface WebhookEndpointOps {
  insertWebhookEndpoint(row: WebhookEndpointRow): Promise<void>;
  /** Lists all endpoints, oldest first. */
  listWebhookEndpoints(): Promise<WebhookEndpointRow[]>;
  /** @returns whether there is such an endpoint */
  updateWebhookEndpoint(id: string, patch: Partial<Omit<WebhookEndpointRow, 'id'>>): Promise<boolean>;
  /** Deletes an endpoint and its state. Its deliveries stay. @returns whether there was one */
  deleteWebhookEndpoint(id: string): Promise<boolean>;
  listWebhookStates(): Promise<WebhookStateRow[]>;
  /** Notes that the endpoint took a webhook. */
  noteWebhookSuccess(endpointId: string, now: number): Promise<void>;
  /** Notes a failed try. @returns when the first try failed since the last success, in milliseconds */
  noteWebhookFailure(endpointId: string, now: number): Promise<number>;
  /** Disables an endpoint. @returns true for the one caller that did it; false when it was disabled before */
  disableWebhookEndpoint(endpointId: string, reason: WebhookDisabledReason, now: number): Promise<boolean>;
  /** Enables an endpoint, and forgets its failures. @returns whether it was disabled */
  enableWebhookEndpoint(endpointId: string): Promise<boolean>;
}

export function webhookEndpointsTable(db: Kysely<Tables>): WebhookEndpointOps {
  const upsert = (row: Pick<WebhookStateRow, 'endpoint_id'> & Partial<WebhookStateRow>) =>
    db
      .insertInto('webhook_states')
      .values({ failing_since: null, succeeded_at: null, disabled_at: null, disabled_reason: null, ...row });
  return {
    async insertWebhookEndpoint(row) {
      await db.insertInto('webhook_endpoints').values(row).execute();
    },
    listWebhookEndpoints: () =>
      db.selectFrom('webhook_endpoints').selectAll().orderBy('created_at').orderBy('id').execute(),
    async updateWebhookEndpoint(id, patch) {
      const update = db.updateTable('webhook_endpoints').set(patch).where('id', '=', id);
      return (await update.returning('id').execute()).length === 1;
    },
    async deleteWebhookEndpoint(id) {
      await db.deleteFrom('webhook_states').where('endpoint_id', '=', id).execute();
      return (await db.deleteFrom('webhook_endpoints').where('id', '=', id).returning('id').execute()).length === 1;
    },
    listWebhookStates: () => db.selectFrom('webhook_states').selectAll().execute(),
    async noteWebhookSuccess(endpoint_id, now) {
      await upsert({ endpoint_id, succeeded_at: now })
        .onConflict((conflict) =>
          conflict
            .column('endpoint_id')
            .doUpdateSet({ failing_since: null, succeeded_at: now })
            .where(
              sql<boolean>`(webhook_states.failing_since is not null or webhook_states.succeeded_at is null
                or webhook_states.succeeded_at <= ${now - NOTE_MS})`,
            ),
        )
        .execute();
    },
    async noteWebhookFailure(endpoint_id, now) {
      const { since } = await upsert({ endpoint_id, failing_since: now })
        .onConflict((conflict) =>
          conflict
            .column('endpoint_id')
            .doUpdateSet({ failing_since: sql`coalesce(webhook_states.failing_since, ${now})` }),
        )
        .returning('failing_since as since')
        .executeTakeFirstOrThrow();
      return since ?? now;
    },
    async disableWebhookEndpoint(endpoint_id, disabled_reason, now) {
      const won = await upsert({ endpoint_id, disabled_at: now, disabled_reason })
        .onConflict((conflict) =>
          conflict
            .column('endpoint_id')
            .doUpdateSet({ disabled_at: now, disabled_reason })
            .where('webhook_states.disabled_at', 'is', null),
        )
        .returning('endpoint_id')
        .execute();
      return won.length === 1;
    },
    async enableWebhookEndpoint(endpointId) {
      const enabled = await db
        .updateTable('webhook_states')
        .set({ disabled_at: null, disabled_reason: null, failing_since: null })
        .where('endpoint_id', '=', endpointId)
        .where('disabled_at', 'is not', null)
        .returning('endpoint_id')
        .execute();
      return enabled.length === 1;
    },
  };
}
