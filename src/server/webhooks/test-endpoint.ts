import { isWebhookType } from '../../protocol/webhook-types.ts';
import type { Administrator } from '../audit/audit.ts';
import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import { exampleData } from './examples.ts';
import { requireEndpoint, unknownEvent } from './manage-endpoints.ts';
import type { WebhookAnswer } from './send-webhook.ts';
import { bodyOfEvent } from './webhook-body.ts';
import type { WebhookServices } from './webhooks.ts';

/**
 * Sends an example of an event to an endpoint, at once and once, signed as any other webhook. Its ids end with `_example`.
 *
 * @param type default `user.created`
 * @returns what the receiver answered
 * @throws {ApiError} `resource_not_found`; `form_param_value_invalid` for an unknown event
 */
export async function testWebhookEndpoint(
  services: WebhookServices,
  { now, ip }: Pick<Administrator, 'now' | 'ip'>,
  id: string,
  type = 'user.created',
): Promise<WebhookAnswer> {
  const { url, secrets } = await requireEndpoint(services, id);
  if (!isWebhookType(type)) {
    throw new ApiError('form_param_value_invalid', { param: 'event', longMessage: unknownEvent(type) });
  }
  const event = { type, ip_address: ip, user_agent: null, created_at: now };
  const body = bodyOfEvent(event, exampleData(type), services.webhooks.instanceId);
  return services.webhooks.send({ id: newId('msg'), url, secrets: secrets(), body, now });
}
