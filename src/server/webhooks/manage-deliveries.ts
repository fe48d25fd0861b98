import type { WebhookEventType } from '../../protocol/webhook-types.ts';
import type { Administrator } from '../audit/audit.ts';
import { ApiError } from '../http/errors.ts';
import { isId } from '../ids.ts';
import type { WebhookDeliveryStatus } from '../storage/rows.ts';
import type { DeliveryFilter, ListedDelivery } from '../storage/tables/webhook-deliveries-table.ts';
import { requireEndpoint } from './manage-endpoints.ts';
import type { WebhookServices } from './webhooks.ts';

/** A webhook for one endpoint, as administrators see it. */
export interface WebhookDelivery {
  id: string;
  endpointId: string;
  /** The `webhook-id`. */
  messageId: string;
  type: WebhookEventType;
  /** Id of the user, or of what else it is about. */
  subject: string;
  /** `dead`: the server has given up. */
  status: WebhookDeliveryStatus;
  /** Number of tries so far. */
  attempts: number;
  attemptedAt: number | null;
  /** When the next try is due, if it waits. */
  nextAttemptAt: number | null;
  /** Status of the last answer; null when there was none. */
  responseStatus: number | null;
  /** The first 1,024 bytes of the last answer. They come from outside: show them as text. */
  responseStart: string | null;
  /** Why the last try failed, or why there is no further one. */
  error: string | null;
  finishedAt: number | null;
  createdAt: number;
}

export interface WebhookDeliveryDetails extends WebhookDelivery {
  /** The body, as JSON text, without codes and links. */
  payload: string;
  /** The body had a code or link that is deleted now, so it cannot be sent again. */
  isWiped: boolean;
}

export interface DeliveryListParams {
  status?: WebhookDeliveryStatus | undefined;
  /** At most, 1 to 100; default 20. */
  limit?: number | undefined;
  /** Id of the last delivery of the page before. */
  after?: string | undefined;
}

const LIMIT = 20;
const MAX_LIMIT = 100;

/**
 * Lists the deliveries of an endpoint, newest first.
 *
 * @throws {ApiError} `resource_not_found` when there is no such endpoint, or no delivery `after`
 */
export async function listWebhookDeliveries(
  services: WebhookServices,
  endpointId: string,
  { status, limit = LIMIT, after }: DeliveryListParams = {},
): Promise<WebhookDelivery[]> {
  await requireEndpoint(services, endpointId);
  const last = after === undefined ? undefined : await requireDelivery(services, after);
  const most = Math.min(Math.max(1, limit), MAX_LIMIT);
  const rows = await services.storage.listWebhookDeliveries({ endpointId, status, after: last, limit: most });
  return rows.map(describe);
}

/** Shows a delivery with the body. @throws {ApiError} `resource_not_found` */
export async function showWebhookDelivery(services: WebhookServices, id: string): Promise<WebhookDeliveryDetails> {
  const row = await requireDelivery(services, id);
  const message = await services.storage.findWebhookMessage(row.message_id);
  if (!message) throw new ApiError('resource_not_found');
  return { ...describe(row), payload: message.payload, isWiped: message.wiped_at !== null };
}

/**
 * Sends a finished delivery again, with the same `webhook-id`. It takes its place after what waits about the same user.
 *
 * @throws {ApiError} `resource_not_found`; `form_param_value_invalid` when its code is deleted or the endpoint is disabled
 */
export async function replayWebhook(
  services: WebhookServices,
  { now }: Pick<Administrator, 'now'>,
  id: string,
): Promise<WebhookDelivery> {
  const row = await requireDelivery(services, id);
  await requireEnabled(services, row.endpoint_id);
  const isQueued = await services.storage.requeueWebhookDelivery(id, now);
  const after = await showWebhookDelivery(services, id);
  if (!isQueued && after.isWiped) {
    throw invalid('The code in this webhook is deleted, so it cannot be sent again.');
  }
  services.webhooks.wake([row.endpoint_id]);
  return after;
}

/**
 * Sends everything to an endpoint that has failed so far, oldest first: what the server has given up, and at once what
 * waits for its next try.
 *
 * @param since only what was recorded at this time or later, in milliseconds; default everything
 * @returns the number of webhooks that are due now. Those whose code is deleted are left out
 * @throws {ApiError} `resource_not_found`; `form_param_value_invalid` when the endpoint is disabled
 */
export async function replayWebhooksSince(
  services: WebhookServices,
  { now }: Pick<Administrator, 'now'>,
  endpointId: string,
  since = 0,
): Promise<number> {
  await requireEnabled(services, endpointId);
  const { storage } = services;
  const waiting = await listAll(services, { endpointId, status: 'pending', since });
  const late = waiting.filter(({ next_at }) => next_at > now);
  // The whole list first: each of them leaves it, and they go in order.
  const dead = await listAll(services, { endpointId, status: 'dead', since });
  for (const subject of new Set(late.map((row) => row.subject))) {
    await storage.postponeWebhookDeliveries(endpointId, subject, now);
  }
  let queued = late.length;
  for (const { id } of dead.sort((a, b) => a.created_at - b.created_at || a.seq - b.seq)) {
    if (await storage.requeueWebhookDelivery(id, now)) queued++;
  }
  services.webhooks.wake([endpointId]);
  return queued;
}

async function listAll({ storage }: WebhookServices, filter: Omit<DeliveryFilter, 'limit'>): Promise<ListedDelivery[]> {
  const rows: ListedDelivery[] = [];
  let page: ListedDelivery[];
  do {
    page = await storage.listWebhookDeliveries({ ...filter, after: rows.at(-1), limit: MAX_LIMIT });
    rows.push(...page);
  } while (page.length === MAX_LIMIT);
  return rows;
}

async function requireEnabled(services: WebhookServices, endpointId: string): Promise<void> {
  const { disabledReason } = await requireEndpoint(services, endpointId);
  if (disabledReason !== null) throw invalid('The endpoint is disabled. Enable it first.');
}

async function requireDelivery({ storage }: WebhookServices, id: string): Promise<ListedDelivery> {
  const row = isId(id) ? await storage.findWebhookDelivery(id) : undefined;
  if (!row) throw new ApiError('resource_not_found');
  return row;
}

function invalid(longMessage: string): ApiError {
  return new ApiError('form_param_value_invalid', { longMessage });
}

function describe(row: ListedDelivery): WebhookDelivery {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    messageId: row.message_id,
    type: row.type,
    subject: row.subject,
    status: row.status,
    attempts: row.attempts,
    attemptedAt: row.attempted_at,
    nextAttemptAt: row.status === 'pending' ? row.next_at : null,
    responseStatus: row.response_status,
    responseStart: row.response_start,
    error: row.error,
    finishedAt: row.finished_at,
    createdAt: row.created_at,
  };
}
