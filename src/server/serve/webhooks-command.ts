import { audit, type Administrator } from '../audit/audit.ts';
import { commandLineUser } from '../audit/audited-calls.ts';
import { instanceIdOf } from '../backend-api/instance-id.ts';
import type { InstanceConfig } from '../config/config.ts';
import { ApiError } from '../http/errors.ts';
import { loadKeys } from '../keys/load-keys.ts';
import { openStorage } from '../storage/open-storage.ts';
import { listWebhookDeliveries, replayWebhook, replayWebhooksSince } from '../webhooks/manage-deliveries.ts';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  enableWebhookEndpoint,
  type IssuedWebhookEndpoint,
  listWebhookEndpoints,
  rotateWebhookSecret,
  type WebhookEndpoint,
} from '../webhooks/manage-endpoints.ts';
import { testWebhookEndpoint } from '../webhooks/test-endpoint.ts';
import { createWebhooks, type WebhookServices } from '../webhooks/webhooks.ts';
import { CommandFailure } from './command-failure.ts';
import { type CommandOutput, minuteOf, tableOf } from './command-output.ts';
import type { CommandName } from './command-table.ts';
import { type Arguments, type FlagValues, UsageError } from './parse-args.ts';

export type WebhooksCommand = Extract<CommandName, `webhooks ${string}`>;

interface Call {
  services: WebhookServices;
  administrator: Administrator;
  /** The URL or id behind the command. */
  operand: string;
  flags: FlagValues;
}

type Run = (call: Call) => Promise<CommandOutput>;

const SHOWN_FAILED = 50;

const RUN: Readonly<Record<WebhooksCommand, Run>> = {
  'webhooks list': async ({ services }) => ({ out: listOf(await listWebhookEndpoints(services)) }),
  'webhooks create': async ({ services, administrator, operand: url, flags }) => {
    const { event, description } = flags as { event?: string[]; description?: string };
    return issued(await createWebhookEndpoint(services, administrator, { url, events: event, description }));
  },
  'webhooks rotate-secret': async ({ services, administrator, operand }) => {
    const made = issued(await rotateWebhookSecret(services, administrator, operand));
    return { ...made, note: `${made.note} For 24 hours the old secret signs too.` };
  },
  'webhooks delete': async ({ services, administrator, operand }) => {
    await deleteWebhookEndpoint(services, administrator, operand);
    return { out: `deleted ${operand}\n` };
  },
  'webhooks enable': ({ services, administrator, operand }) => enable(services, administrator, operand, true),
  'webhooks disable': ({ services, administrator, operand }) => enable(services, administrator, operand, false),
  'webhooks test': async ({ services, administrator, operand, flags }) => {
    const [type] = (flags as { event?: string[] }).event ?? [];
    const { status, start, error } = await testWebhookEndpoint(services, administrator, operand, type);
    if (error !== null)
      throw new CommandFailure(`The receiver did not take it: ${error}.${start ? ` ${clean(start)}` : ''}`);
    return { out: `answered ${status}\n` };
  },
  'webhooks failed': async ({ services, operand }) => {
    const failed = await listWebhookDeliveries(services, operand, { status: 'dead', limit: SHOWN_FAILED });
    const rows = failed.map((each) => [each.id, each.type, each.subject, minuteOf(each.createdAt), each.error ?? '']);
    return { out: rows.length === 0 ? 'No webhook has failed for good.\n' : tableOf(rows) };
  },
  'webhooks retry': async ({ services, administrator, operand, flags }) => {
    if (!operand.startsWith('ep_')) {
      await replayWebhook(services, administrator, operand);
      return { out: 'queued 1\n' };
    }
    const { since } = flags as { since?: string };
    const from = since === undefined ? 0 : Date.parse(since);
    if (Number.isNaN(from)) throw new UsageError('--since needs a date, such as 2026-01-31T12:00Z.');
    return { out: `queued ${await replayWebhooksSince(services, administrator, operand, from)}\n` };
  },
};

/**
 * Runs `clerk-widgets webhooks …`. A server may run on the same database: it sends what the command puts into the queue.
 *
 * @param env holds `CLERK_MASTER_KEY` and `CLERK_SIGNING_KEY`
 * @throws {CommandFailure} for an unknown id, and for a test that the receiver did not take
 * @throws {ApiError} for a wrong value
 */
export async function runWebhooksCommand(
  config: InstanceConfig,
  env: Readonly<Record<string, string | undefined>>,
  { operands: [operand = ''], flags }: Pick<Arguments, 'operands' | 'flags'>,
  command: WebhooksCommand,
): Promise<CommandOutput> {
  const storage = await openStorage(config.databaseUrl);
  try {
    const { secret } = await loadKeys(config, storage, env);
    const webhooks = createWebhooks(config, secret, instanceIdOf(config));
    const services: WebhookServices = { config, storage, webhooks, clock: { now: Date.now } };
    const administrator = { by: commandLineUser(), ip: null, now: Date.now() };
    const run = (): Promise<CommandOutput> => RUN[command]({ services, administrator, operand, flags });
    if (command === 'webhooks list' || command === 'webhooks failed') return await run();
    return await audit(services, administrator, { action: command, target: operand }, run);
  } catch (error) {
    if (!(error instanceof ApiError && error.items[0]?.code === 'resource_not_found')) throw error;
    const known = 'webhooks list shows the endpoints, and webhooks failed the webhooks that were given up';
    throw new CommandFailure(`There is no ${JSON.stringify(operand)}: ${known}.`);
  } finally {
    await storage.close();
  }
}

function issued({ id, secret }: IssuedWebhookEndpoint): { out: string; note: string } {
  const note = `The secret of ${id} is shown this once. Give it to your receiver as CLERK_WEBHOOK_SIGNING_SECRET.`;
  return { out: `${secret}\n`, note };
}

async function enable(
  services: WebhookServices,
  administrator: Administrator,
  id: string,
  enabled: boolean,
): Promise<CommandOutput> {
  await enableWebhookEndpoint(services, administrator, id, enabled);
  return { out: `${enabled ? 'enabled' : 'disabled'} ${id}\n` };
}

function listOf(endpoints: readonly WebhookEndpoint[]): string {
  if (endpoints.length === 0) return 'There are no endpoints of webhooks.\n';
  return tableOf(
    endpoints.map((endpoint) => [
      endpoint.id,
      endpoint.url,
      stateOf(endpoint),
      `${endpoint.waiting} waiting, ${endpoint.failed} failed`,
      endpoint.hasDefaultEvents ? 'usual events' : endpoint.events.join(','),
      endpoint.isSeeded ? 'setting' : endpoint.description || '-',
    ]),
  );
}

function stateOf({ disabledReason, failingSince }: WebhookEndpoint): string {
  if (disabledReason !== null) return `disabled (${disabledReason})`;
  return failingSince === null ? 'enabled' : `failing since ${minuteOf(failingSince)}`;
}

/** Makes one line of what a receiver answered, without what steers a terminal. */
function clean(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 200);
}
