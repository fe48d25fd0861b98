import { type Clock, DAY_MS, isOver } from '../clock.ts';
import { unseal } from '../keys/seal.ts';
import type { Logger } from '../logger.ts';
import type { WebhookDeliveryRow, WebhookDisabledReason, WebhookMessageRow } from '../storage/rows.ts';
import type { Storage } from '../storage/storage.ts';
import { StorageUnavailable } from '../storage/storage-errors.ts';
import { type Endpoint, type EndpointParts, loadEndpoints } from './endpoints.ts';
import { nextTryAt } from './retry-schedule.ts';
import type { SendWebhook, WebhookAnswer } from './send-webhook.ts';

/** Milliseconds after which another node takes over a delivery. Longer than a try lasts. */
const LEASE_MS = 60_000;
/** Tries at the same time for one endpoint on one node, of different users. */
const LANES = 8;
/** An endpoint that has failed for so long is disabled. */
const FAILING_MS = 5 * DAY_MS;
const GONE = 410;

export interface WebhookWorker {
  /** Sends in the background what waits for these endpoints. */
  wake(endpointIds: readonly string[]): void;
  /** Sends in the background what is due for any endpoint. Call it every few seconds. Failures are logged. */
  kick(): Promise<void>;
  /** Gives up what waits for endpoints that are gone or disabled. Call it now and then. */
  tidy(): Promise<void>;
  /** Starts no further try, and breaks off those under way: another node or the next start makes them again. */
  stop(): void;
  /** Resolves when nothing is being sent any more. */
  settle(): Promise<void>;
}

export interface WebhookWorkerDeps extends EndpointParts {
  storage: Storage;
  send: SendWebhook;
  clock: Clock;
  logger: Logger;
}

interface Lanes {
  count: number;
  /** Something came after the lanes looked last. */
  isWoken: boolean;
}

/**
 * Creates what sends webhooks. Each endpoint has lanes of its own, so a slow one delays no other. Within an endpoint the
 * webhooks of one user go one after the other, and those of different users side by side.
 */
export function createWebhookWorker({ storage, send, clock, logger, ...parts }: WebhookWorkerDeps): WebhookWorker {
  const lanes = new Map<string, Lanes>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  const fail = (error: unknown): void => {
    // That the database is lost is logged where it is noticed.
    if (error instanceof StorageUnavailable) return;
    logger.error('Webhooks could not be sent.', { error: String(error) });
  };
  const findEndpoint = async (id: string): Promise<Endpoint | undefined> =>
    (await loadEndpoints(storage, parts, clock.now())).find((endpoint) => endpoint.id === id);

  const startLane = (endpointId: string): void => {
    const state = lanes.get(endpointId) ?? { count: 0, isWoken: false };
    lanes.set(endpointId, state);
    state.isWoken = true;
    if (stopping.signal.aborted || state.count >= LANES) return;
    state.count++;
    const done = runLane(endpointId, state)
      .catch(fail)
      .finally(() => {
        state.count--;
        running.delete(done);
      });
    running.add(done);
  };
  const runLane = async (endpointId: string, state: Lanes): Promise<void> => {
    while (!stopping.signal.aborted) {
      state.isWoken = false;
      const now = clock.now();
      const claimed = await storage.claimWebhookDelivery(endpointId, now, now + LEASE_MS);
      if (claimed) {
        // There may be more, of other users.
        startLane(endpointId);
        await tryOnce(claimed);
      } else if (!state.isWoken) return;
    }
  };

  const tryOnce = async (delivery: WebhookDeliveryRow): Promise<void> => {
    const [endpoint, message] = await Promise.all([
      findEndpoint(delivery.endpoint_id),
      storage.findWebhookMessage(delivery.message_id),
    ]);
    if (!message) return;
    if (!endpoint || endpoint.disabledReason !== null) {
      return giveUp(delivery.endpoint_id, endpoint?.disabledReason ?? null);
    }
    const now = clock.now();
    if (message.expires_at !== null && isOver(message.expires_at, now)) {
      return finish(delivery, message, { status: null, start: null, error: 'expired' }, now);
    }
    const { id, url, secrets } = { id: message.id, url: endpoint.url, secrets: endpoint.secrets() };
    const body = bodyOf(message, parts.webhookKey);
    const answer = await send({ id, url, secrets, body, now, signal: stopping.signal });
    // The try that was broken off does not count.
    if (stopping.signal.aborted && answer.error !== null) return storage.releaseWebhookDelivery(delivery);
    await finish(delivery, message, answer, clock.now());
    if (answer.error === null) await storage.noteWebhookSuccess(endpoint.id, now);
    else await noteFailure(endpoint, answer, clock.now());
  };

  const finish = async (
    delivery: WebhookDeliveryRow,
    message: WebhookMessageRow,
    { status: response_status, start: response_start, error }: WebhookAnswer,
    now: number,
  ): Promise<void> => {
    const isExpired = error === 'expired';
    const attempts = delivery.attempts + (isExpired ? 0 : 1);
    const retryAt = error === null || isExpired ? undefined : nextTryAt(delivery.id, attempts, now);
    const status = error === null ? 'delivered' : retryAt === undefined ? 'dead' : 'pending';
    const isStored = await storage.finishWebhookDelivery(delivery, {
      status,
      attempts,
      next_at: retryAt ?? now,
      attempted_at: isExpired ? delivery.attempted_at : now,
      response_status: isExpired ? delivery.response_status : response_status,
      response_start: isExpired ? delivery.response_start : response_start,
      error,
      finished_at: status === 'pending' ? null : now,
    });
    if (!isStored) return;
    const { endpoint_id: endpoint, subject } = delivery;
    // The next ones of this user are due when this one is, so that nobody looks at them again and again meanwhile.
    if (retryAt !== undefined) await storage.postponeWebhookDeliveries(endpoint, subject, retryAt);
    else if (delivery.attempts > 0) await storage.postponeWebhookDeliveries(endpoint, subject, now);
    if (status !== 'pending' && message.sealed_data !== null) await storage.wipeWebhookSecrets(now);
    if (status === 'dead') logger.warn('A webhook was given up.', { delivery: delivery.id, endpoint, reason: error });
  };

  const noteFailure = async ({ id }: Endpoint, { status, error }: WebhookAnswer, now: number): Promise<void> => {
    const since = await storage.noteWebhookFailure(id, now);
    if (status === GONE) return disable(id, 'gone', now);
    if (now - since >= FAILING_MS) return disable(id, 'failing', now);
    if (since === now) logger.warn('An endpoint of webhooks fails.', { endpoint: id, reason: error });
  };
  const disable = async (endpoint: string, reason: WebhookDisabledReason, now: number): Promise<void> => {
    if (await storage.disableWebhookEndpoint(endpoint, reason, now)) {
      logger.error('An endpoint of webhooks was disabled.', { event: 'endpoint.disabled', endpoint, reason });
    }
    await giveUp(endpoint, reason);
  };
  const giveUp = async (endpoint: string, reason: WebhookDisabledReason | null): Promise<void> => {
    const now = clock.now();
    await storage.giveUpWebhookDeliveries(endpoint, whyGivenUp(reason), now);
    await storage.wipeWebhookSecrets(now);
  };

  const kick = async (): Promise<void> => {
    const endpoints = await loadEndpoints(storage, parts, clock.now());
    for (const { id, disabledReason } of endpoints) if (disabledReason === null) startLane(id);
  };
  const tidy = async (): Promise<void> => {
    const endpoints = await loadEndpoints(storage, parts, clock.now());
    for (const id of await storage.listWaitingEndpoints()) {
      const endpoint = endpoints.find((each) => each.id === id);
      if (!endpoint || endpoint.disabledReason !== null) await giveUp(id, endpoint?.disabledReason ?? null);
    }
    await storage.wipeWebhookSecrets(clock.now());
  };

  return {
    wake: (endpointIds) => endpointIds.forEach(startLane),
    kick: () => kick().catch(fail),
    tidy: () => tidy().catch(fail),
    stop: () => stopping.abort(),
    async settle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** Says why the webhooks of an endpoint were given up. @param reason why it is disabled; null = it was removed */
export function whyGivenUp(reason: WebhookDisabledReason | null): string {
  return reason === null ? 'endpoint_removed' : 'endpoint_disabled';
}

/** Returns the body of a webhook, with its secret part while there is one. */
function bodyOf({ id, payload, sealed_data }: WebhookMessageRow, webhookKey: Uint8Array): string {
  if (sealed_data === null) return payload;
  const secret = unseal(sealed_data, webhookKey, sealedDataContext(id));
  const event = JSON.parse(payload) as { data: object };
  return JSON.stringify({ ...event, data: { ...event.data, ...(secret && (JSON.parse(secret) as object)) } });
}

/** What the secret part of a webhook is sealed for. */
export function sealedDataContext(messageId: string): string {
  return `webhook data ${messageId}`;
}
