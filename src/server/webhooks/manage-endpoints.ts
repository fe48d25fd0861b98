import { randomBytes } from 'node:crypto';
import { isWebhookType, WEBHOOK_TYPES, type WebhookEventType } from '../../protocol/webhook-types.ts';
import type { Administrator } from '../audit/audit.ts';
import { DAY_MS } from '../clock.ts';
import { problemOfWebhookUrl } from '../config/read-webhooks.ts';
import { ApiError } from '../http/errors.ts';
import { settingReadOnly } from '../http/setting-read-only.ts';
import { newId } from '../ids.ts';
import { suggest } from '../lib/suggest.ts';
import type { WebhookDisabledReason, WebhookEndpointRow } from '../storage/rows.ts';
import { type Endpoint, loadEndpoints, sealSecret, typesOf } from './endpoints.ts';
import type { WebhookServices } from './webhooks.ts';
import { whyGivenUp } from './webhook-worker.ts';

/** An endpoint as administrators see it. Its secret is shown once, when it is made. */
export interface WebhookEndpoint {
  id: string;
  url: string;
  description: string;
  /** The events it gets. */
  events: readonly WebhookEventType[];
  /** It named no events, and gets the usual ones. */
  hasDefaultEvents: boolean;
  /** The setting `webhooks` names it: it is changed there. */
  isSeeded: boolean;
  /** Null: it gets webhooks. */
  disabledReason: WebhookDisabledReason | null;
  disabledAt: number | null;
  /** When the first try failed since the last success; null = it works, or was never tried. */
  failingSince: number | null;
  /** When it last took a webhook, to the minute; null = never. */
  succeededAt: number | null;
  /** Number of webhooks that wait for it. */
  waiting: number;
  /** Number of webhooks that the server has given up. */
  failed: number;
  /** Until when the secret before the last rotation signs too; null = it does not. */
  previousSecretUntil: number | null;
  /** Null for one of the settings. */
  createdAt: number | null;
}

/** An endpoint whose secret is shown this once. */
export type IssuedWebhookEndpoint = WebhookEndpoint & { secret: string };

export interface NewWebhookEndpoint {
  /** The https URL of the receiver. In development and test mode, also http on this machine. */
  url: string;
  /** Default: Clerk's events, without those that carry codes. */
  events?: readonly string[] | null | undefined;
  /** Up to 256 characters; default empty. */
  description?: string | undefined;
}

/** New values. Those that are undefined stay as they are. */
export type WebhookEndpointChanges = Partial<NewWebhookEndpoint>;

const SECRET_BYTES = 24;
const MAX_ENDPOINTS = 50;
const MAX_DESCRIPTION = 256;
/** How long the secret before a rotation signs too. */
const OVERLAP_MS = DAY_MS;

/** Lists the endpoints: those of the settings, then the others, oldest first. */
export async function listWebhookEndpoints(services: WebhookServices): Promise<WebhookEndpoint[]> {
  const endpoints = await load(services);
  const counts = await services.storage.countWebhookDeliveries();
  const countOf = (id: string, status: string) =>
    counts.find((each) => each.endpoint_id === id && each.status === status)?.count ?? 0;
  return endpoints.map((endpoint) => ({
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    events: typesOf(endpoint),
    hasDefaultEvents: endpoint.events === null,
    isSeeded: endpoint.isSeeded,
    disabledReason: endpoint.disabledReason,
    disabledAt: endpoint.state?.disabled_at ?? null,
    failingSince: endpoint.state?.failing_since ?? null,
    succeededAt: endpoint.state?.succeeded_at ?? null,
    waiting: countOf(endpoint.id, 'pending'),
    failed: countOf(endpoint.id, 'dead'),
    previousSecretUntil: endpoint.previousUntil,
    createdAt: endpoint.row?.created_at ?? null,
  }));
}

/** @throws {ApiError} `resource_not_found` */
export async function findWebhookEndpoint(services: WebhookServices, id: string): Promise<WebhookEndpoint> {
  const found = (await listWebhookEndpoints(services)).find((endpoint) => endpoint.id === id);
  if (!found) throw new ApiError('resource_not_found');
  return found;
}

/**
 * Creates an endpoint with a new secret. It gets the events from now on.
 *
 * @throws {ApiError} `form_param_…` for a wrong value
 */
export async function createWebhookEndpoint(
  services: WebhookServices,
  { now }: Pick<Administrator, 'now'>,
  { url, events = null, description = '' }: NewWebhookEndpoint,
): Promise<IssuedWebhookEndpoint> {
  const { storage, webhooks } = services;
  const checked = checkChanges(services, { url, events, description });
  if ((await storage.listWebhookEndpoints()).length >= MAX_ENDPOINTS) {
    const longMessage = `There are ${MAX_ENDPOINTS} endpoints already. Remove one first.`;
    throw new ApiError('form_param_value_invalid', { param: 'url', longMessage });
  }
  const id = newId('ep');
  const secret = newSecret();
  await storage.insertWebhookEndpoint({
    id,
    url,
    description,
    events: null,
    ...checked,
    sealed_secret: sealSecret(secret, webhooks.key, id),
    previous_sealed_secret: null,
    previous_until: 0,
    created_at: now,
    updated_at: now,
  });
  return { ...(await findWebhookEndpoint(services, id)), secret };
}

/**
 * Changes an endpoint. What waits for it goes to its new URL.
 *
 * @throws {ApiError} `resource_not_found`; `setting_read_only` for one of the settings; `form_param_…` for a wrong value
 */
export async function changeWebhookEndpoint(
  services: WebhookServices,
  { now }: Pick<Administrator, 'now'>,
  id: string,
  changes: WebhookEndpointChanges,
): Promise<WebhookEndpoint> {
  await requireRow(services, id);
  await services.storage.updateWebhookEndpoint(id, { ...checkChanges(services, changes), updated_at: now });
  return findWebhookEndpoint(services, id);
}

/**
 * Gives an endpoint a new secret. For 24 hours the old one signs too, so that receivers can change over.
 *
 * @throws {ApiError} `resource_not_found`; `setting_read_only` for one of the settings
 */
export async function rotateWebhookSecret(
  services: WebhookServices,
  { now }: Pick<Administrator, 'now'>,
  id: string,
): Promise<IssuedWebhookEndpoint> {
  const { sealed_secret } = await requireRow(services, id);
  const secret = newSecret();
  await services.storage.updateWebhookEndpoint(id, {
    sealed_secret: sealSecret(secret, services.webhooks.key, id),
    previous_sealed_secret: sealed_secret,
    previous_until: now + OVERLAP_MS,
    updated_at: now,
  });
  return { ...(await findWebhookEndpoint(services, id)), secret };
}

/**
 * Disables an endpoint: it gets no events, and what waits for it is given up. Or enables it again, also one of the settings
 * that the server has disabled. What it missed because it failed is not sent again by itself: see `replayWebhooksSince`.
 *
 * @throws {ApiError} `resource_not_found`; `setting_read_only` to disable one of the settings
 */
export async function enableWebhookEndpoint(
  services: WebhookServices,
  { now }: Pick<Administrator, 'now'>,
  id: string,
  enabled: boolean,
): Promise<WebhookEndpoint> {
  const { storage } = services;
  await requireEndpoint(services, id);
  if (enabled) await storage.enableWebhookEndpoint(id);
  else {
    await requireRow(services, id);
    await storage.disableWebhookEndpoint(id, 'administrator', now);
    await giveUp(services, id, whyGivenUp('administrator'), now);
  }
  return findWebhookEndpoint(services, id);
}

/**
 * Deletes an endpoint. What waits for it is given up.
 *
 * @throws {ApiError} `resource_not_found`; `setting_read_only` for one of the settings
 */
export async function deleteWebhookEndpoint(
  services: WebhookServices,
  { now }: Pick<Administrator, 'now'>,
  id: string,
): Promise<void> {
  await requireRow(services, id);
  await services.storage.deleteWebhookEndpoint(id);
  await giveUp(services, id, whyGivenUp(null), now);
}

/** @throws {ApiError} `resource_not_found` */
export async function requireEndpoint(services: WebhookServices, id: string): Promise<Endpoint> {
  const endpoint = (await load(services)).find((each) => each.id === id);
  if (!endpoint) throw new ApiError('resource_not_found');
  return endpoint;
}

async function requireRow(services: WebhookServices, id: string): Promise<WebhookEndpointRow> {
  const { row } = await requireEndpoint(services, id);
  if (!row) throw settingReadOnly('webhooks');
  return row;
}

async function giveUp({ storage }: WebhookServices, id: string, why: string, now: number): Promise<void> {
  await storage.giveUpWebhookDeliveries(id, why, now);
  await storage.wipeWebhookSecrets(now);
}

function load({ storage, config, webhooks, clock }: WebhookServices): Promise<Endpoint[]> {
  return loadEndpoints(storage, { config, webhookKey: webhooks.key }, clock.now());
}

function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

function checkChanges(
  { config }: WebhookServices,
  { url, events, description }: WebhookEndpointChanges,
): Partial<Pick<WebhookEndpointRow, 'url' | 'events' | 'description'>> {
  const checked: ReturnType<typeof checkChanges> = {};
  if (url !== undefined) {
    const problem = problemOfWebhookUrl(url, config);
    if (problem) throw invalid('url', `The URL ${problem}. Give the https URL of your receiver.`);
    checked.url = url;
  }
  if (events !== undefined) checked.events = events === null ? null : JSON.stringify(checkEvents(events));
  if (description !== undefined) {
    if (description.length > MAX_DESCRIPTION)
      throw new ApiError('form_param_max_length_exceeded', { param: 'description' });
    checked.description = description;
  }
  return checked;
}

/** Says that there is no such event, and where to look for the right one. */
export function unknownEvent(type: string): string {
  const near = suggest(type, WEBHOOK_TYPES);
  const cure = near ? `Did you mean ${near}?` : 'docs/webhooks.md lists every event, such as user.created.';
  return `There is no event ${JSON.stringify(type)}. ${cure}`;
}

function checkEvents(events: readonly string[]): WebhookEventType[] {
  const unknown = events.find((type) => !isWebhookType(type));
  if (unknown !== undefined) {
    throw invalid('events', unknownEvent(unknown));
  }
  if (events.length === 0) throw invalid('events', 'Name at least one event, or none at all for the usual ones.');
  return [...new Set(events.filter(isWebhookType))];
}

function invalid(param: string, longMessage: string): ApiError {
  return new ApiError('form_param_value_invalid', { param, longMessage });
}
