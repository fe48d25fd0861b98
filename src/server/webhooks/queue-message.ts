import { newId } from '../ids.ts';
import type { WebhookMessageRow } from '../storage/rows.ts';
import type { WebhookDeliveryOps } from '../storage/tables/webhook-deliveries-table.ts';
import type { Endpoint } from './endpoints.ts';
import { whyGivenUp } from './webhook-worker.ts';

export type NewMessage = Pick<WebhookMessageRow, 'event_id' | 'type' | 'subject' | 'payload'> &
  Partial<Pick<WebhookMessageRow, 'id' | 'sealed_data' | 'expires_at'>>;

/**
 * Stores a webhook, and puts it into the queues of endpoints. For one that is disabled it is stored as given up.
 *
 * @returns the endpoints for which it waits
 */
export async function queueMessage(
  tx: Pick<WebhookDeliveryOps, 'insertWebhookMessage' | 'insertWebhookDelivery'>,
  message: NewMessage,
  endpoints: readonly Pick<Endpoint, 'id' | 'disabledReason'>[],
  now: number,
): Promise<string[]> {
  const { id: message_id = newId('msg'), sealed_data = null, expires_at = null, ...rest } = message;
  const row = { ...rest, id: message_id, sealed_data, expires_at, wiped_at: null, created_at: now };
  await tx.insertWebhookMessage(row);
  for (const { id: endpoint_id, disabledReason } of endpoints) {
    const isDead = disabledReason !== null;
    await tx.insertWebhookDelivery({
      id: newId('dlv'),
      endpoint_id,
      message_id,
      subject: message.subject,
      status: isDead ? 'dead' : 'pending',
      attempts: 0,
      next_at: now,
      claimed_until: 0,
      attempted_at: null,
      response_status: null,
      response_start: null,
      error: isDead ? whyGivenUp(disabledReason) : null,
      finished_at: isDead ? now : null,
      created_at: now,
    });
  }
  return endpoints.filter(({ disabledReason }) => disabledReason === null).map(({ id }) => id);
}
