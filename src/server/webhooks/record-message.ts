import type { EmailJSON, SMSMessageJSON } from '../../protocol/json/webhook.ts';
import type { SecretWebhookType } from '../../protocol/webhook-types.ts';
import type { EventActor } from '../events/domain-events.ts';
import { newId } from '../ids.ts';
import { seal } from '../keys/seal.ts';
import { loadEndpoints, typesOf } from './endpoints.ts';
import { queueMessage } from './queue-message.ts';
import { bodyOfEvent } from './webhook-body.ts';
import { sealedDataContext } from './webhook-worker.ts';
import type { WebhookServices } from './webhooks.ts';

/** A message as the webhooks `email.created` and `sms.created` show it, split into what may be stored and what may not. */
export type MessageEvent =
  | {
      type: 'email.created';
      data: Omit<EmailJSON, EmailSecret>;
      secret: Pick<EmailJSON, EmailSecret>;
      expiresAt: number;
    }
  | {
      type: 'sms.created';
      data: Omit<SMSMessageJSON, SmsSecret>;
      secret: Pick<SMSMessageJSON, SmsSecret>;
      expiresAt: number;
    };

/** The fields that show a code or a link. */
type EmailSecret = 'subject' | 'body' | 'body_plain' | 'data';
type SmsSecret = 'message' | 'data';

/** Whether an endpoint asks for the messages of a channel and is enabled. */
export async function hasMessageEndpoint(services: WebhookServices, type: SecretWebhookType): Promise<boolean> {
  return (await subscribersOf(services, type)).length > 0;
}

/**
 * Reports a message to the endpoints that ask for such events by name, so that the application sends it itself. Call it
 * after the transaction that made the code.
 *
 * The secret part is encrypted in the database, and deleted as soon as every endpoint has it or `expiresAt` is over.
 * Messages have no order among themselves or with other events: a code never waits for an event that was refused.
 *
 * @param event `expiresAt`: when the code or link expires, in milliseconds. After it, no try is made
 * @returns the number of endpoints that get it
 */
export async function recordMessage(
  services: WebhookServices,
  actor: EventActor,
  { type, data, secret, expiresAt }: MessageEvent,
): Promise<number> {
  const { storage, webhooks } = services;
  const endpoints = await subscribersOf(services, type);
  if (endpoints.length === 0) return 0;
  const { now, ip, userAgent = null } = actor;
  const id = newId('msg');
  const event = { id: newId('evt'), subject: data.id, type, ip_address: ip, user_agent: userAgent, created_at: now };
  const sealed_data = seal(JSON.stringify(secret), webhooks.key, sealedDataContext(id));
  const payload = bodyOfEvent(event, data, webhooks.instanceId);
  const message = { id, event_id: event.id, type, subject: data.id, payload, sealed_data, expires_at: expiresAt };
  const woken = await storage.transaction(async (tx) => {
    await tx.insertEvent({ ...event, data: JSON.stringify({ id: data.id }) }, []);
    return queueMessage(tx, message, endpoints, now);
  });
  webhooks.wake(woken);
  return woken.length;
}

async function subscribersOf({ storage, config, webhooks, clock }: WebhookServices, type: SecretWebhookType) {
  const endpoints = await loadEndpoints(storage, { config, webhookKey: webhooks.key }, clock.now());
  return endpoints.filter((endpoint) => endpoint.disabledReason === null && typesOf(endpoint).includes(type));
}
