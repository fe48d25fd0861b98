import { DEFAULT_WEBHOOK_TYPES, isWebhookType, type WebhookEventType } from '../../protocol/webhook-types.ts';
import { isOver } from '../clock.ts';
import type { InstanceConfig } from '../config/config.ts';
import { seal, unseal } from '../keys/seal.ts';
import type { WebhookDisabledReason, WebhookEndpointRow, WebhookStateRow } from '../storage/rows.ts';
import type { WebhookEndpointOps } from '../storage/tables/webhook-endpoints-table.ts';

/** An endpoint with what the server knows of it, whether settings or a row name it. */
export interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  /** The events it asks for by name; null = the default. */
  readonly events: readonly WebhookEventType[] | null;
  /** The settings name it: it cannot be changed while the server runs. */
  readonly isSeeded: boolean;
  readonly disabledReason: WebhookDisabledReason | null;
  readonly state: WebhookStateRow | undefined;
  readonly row: WebhookEndpointRow | undefined;
  /** Until when a secret that was replaced signs too, in milliseconds; null = none. */
  readonly previousUntil: number | null;
  /** Returns the secrets that sign, the newest first. */
  readonly secrets: () => string[];
}

/** What reading endpoints needs. */
export interface EndpointParts {
  readonly config: Pick<InstanceConfig, 'webhooks'>;
  /** Key of the secrets at rest. */
  readonly webhookKey: Uint8Array;
}

/** Lists the endpoints: those of the settings, then the rows, oldest first. */
export async function loadEndpoints(
  ops: Pick<WebhookEndpointOps, 'listWebhookEndpoints' | 'listWebhookStates'>,
  { config, webhookKey }: EndpointParts,
  now: number,
): Promise<Endpoint[]> {
  const rows = await ops.listWebhookEndpoints();
  if (rows.length === 0 && config.webhooks.length === 0) return [];
  const states = new Map((await ops.listWebhookStates()).map((state) => [state.endpoint_id, state]));
  const stateOf = (id: string) => {
    const state = states.get(id);
    return { state, disabledReason: state?.disabled_at == null ? null : state.disabled_reason };
  };
  const seeded = config.webhooks.map(({ id, url, description, events, secret }): Endpoint => {
    const fixed = { isSeeded: true, row: undefined, previousUntil: null, secrets: () => [secret] };
    return { id, url, description, events, ...fixed, ...stateOf(id) };
  });
  const stored = rows.map((row): Endpoint => {
    const { id, url, description, previous_sealed_secret, previous_until } = row;
    const hasPrevious = previous_sealed_secret !== null && !isOver(previous_until, now);
    const sealed = [row.sealed_secret, ...(hasPrevious ? [previous_sealed_secret] : [])];
    return {
      id,
      url,
      description,
      events: eventsOf(row),
      isSeeded: false,
      row,
      previousUntil: hasPrevious ? previous_until : null,
      secrets: () => sealed.flatMap((text) => unsealSecret(text, webhookKey, id) ?? []),
      ...stateOf(id),
    };
  });
  return [...seeded, ...stored];
}

/** Returns the events that an endpoint gets. */
export function typesOf({ events }: Pick<Endpoint, 'events'>): readonly WebhookEventType[] {
  return events ?? DEFAULT_WEBHOOK_TYPES;
}

export function sealSecret(secret: string, webhookKey: Uint8Array, id: string): string {
  return seal(secret, webhookKey, `webhook secret ${id}`);
}

function unsealSecret(sealed: string, webhookKey: Uint8Array, id: string): string | undefined {
  return unseal(sealed, webhookKey, `webhook secret ${id}`);
}

function eventsOf({ events }: WebhookEndpointRow): readonly WebhookEventType[] | null {
  return events === null ? null : (JSON.parse(events) as string[]).filter(isWebhookType);
}
