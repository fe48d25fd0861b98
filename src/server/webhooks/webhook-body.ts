import type { WebhookEvent } from '../../protocol/json/webhook.ts';
import type { WebhookEventType } from '../../protocol/webhook-types.ts';
import type { EventRow } from '../storage/rows.ts';

/** Returns the body of a webhook, in the shape of Clerk's. */
export function bodyOfEvent(
  event: Pick<EventRow, 'ip_address' | 'user_agent' | 'created_at'> & { type: WebhookEventType },
  data: object,
  instanceId: string,
): string {
  const request = { client_ip: event.ip_address ?? '', user_agent: event.user_agent ?? '' };
  const body = {
    data,
    event_attributes: { http_request: request },
    instance_id: instanceId,
    object: 'event',
    timestamp: event.created_at,
    type: event.type,
  };
  return JSON.stringify(body satisfies Record<keyof WebhookEvent, unknown>);
}
