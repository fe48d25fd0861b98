import { isWebhookType, WEBHOOK_TYPES, type WebhookEventType } from '../../protocol/webhook-types.ts';
import { seededId } from '../ids.ts';
import { assertReachable } from '../lib/guarded-request.ts';
import { isWebhookSecret } from '../lib/standard-webhooks.ts';
import { suggest } from '../lib/suggest.ts';
import type { InstanceConfig, WebhookSetting } from './config.ts';
import type { SettingReader } from './setting-reader.ts';

const SETTING = 'webhooks';
const FIELDS = ['url', 'secret', 'events', 'description'];
const MAX_DESCRIPTION = 256;
const MAX_URL = 2_048;

/** Where webhooks may go. */
export type WebhookReach = Pick<InstanceConfig, 'instanceType' | 'testMode' | 'webhookPrivateNetworks'>;

/** Reads `webhooks`. Two entries with one URL would be one endpoint, so the second one is refused. */
export function readWebhooks(reader: SettingReader, reach: WebhookReach): readonly WebhookSetting[] {
  const seen = new Set<string>();
  return reader.objects(SETTING).flatMap((entry, index) => {
    const path = `${SETTING}[${index}]`;
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      reader.fail(path, 'is not an object', 'Write { "url": "https://…", "secret": "whsec_…" }.');
      return [];
    }
    const given = entry as Record<string, unknown>;
    for (const name of Object.keys(given)) {
      if (FIELDS.includes(name)) continue;
      const near = suggest(name, FIELDS);
      reader.fail(
        path,
        'has a field that is not known',
        near ? `Did you mean ${near}?` : `Known are ${FIELDS.join(', ')}.`,
      );
    }
    const { url, secret, events, description = '' } = given;
    const problem = problemOfWebhookUrl(url, reach);
    if (problem !== undefined) {
      reader.fail(`${path}.url`, problem, 'Write the https URL of your receiver.');
      return [];
    }
    if (seen.has(url as string)) reader.fail(`${path}.url`, 'is that of an entry before', 'Remove one of them.');
    seen.add(url as string);
    if (typeof secret !== 'string' || !isWebhookSecret(secret)) {
      const cure = 'Write whsec_ and at least 24 random bytes in base64: openssl rand -base64 32.';
      reader.fail(`${path}.secret`, secret === undefined ? 'is missing' : 'is not a secret of a webhook', cure);
    }
    if (typeof description !== 'string' || description.length > MAX_DESCRIPTION) {
      reader.fail(`${path}.description`, `is not a text of up to ${MAX_DESCRIPTION} characters`, 'Shorten it.');
    }
    const id = seededId('ep', url as string);
    const types = readEvents(reader, `${path}.events`, events);
    return [{ id, url: url as string, secret: String(secret), events: types, description: String(description) }];
  });
}

/** Says what is wrong with the URL of an endpoint, as the end of a sentence about it; undefined = nothing. */
export function problemOfWebhookUrl(text: unknown, reach: WebhookReach): string | undefined {
  if (typeof text !== 'string' || text === '') return 'is missing';
  if (text.length > MAX_URL) return `is longer than ${MAX_URL} characters`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:\/\/[^/\\]/i.test(text)) return 'is not an absolute URL';
  if (url.hash) return 'has a fragment';
  try {
    assertReachable(url, reachOf(reach));
    return undefined;
  } catch (error) {
    return `is refused: ${(error as Error).message}`;
  }
}

/** Returns where the server may send webhooks. In development and test mode, receivers run on this machine. */
export function reachOf({ instanceType, testMode, webhookPrivateNetworks }: WebhookReach): {
  allowLoopback: boolean;
  allowPrivate: boolean;
} {
  return { allowLoopback: instanceType === 'development' || testMode, allowPrivate: webhookPrivateNetworks };
}

function readEvents(reader: SettingReader, path: string, events: unknown): readonly WebhookEventType[] | null {
  if (events === undefined || events === null) return null;
  const types = Array.isArray(events) ? events : [];
  if (types.length === 0) {
    reader.fail(path, 'is not a list of events', 'Name the events, or leave it out for the usual ones.');
  }
  return types.filter((type): type is WebhookEventType => {
    if (typeof type === 'string' && isWebhookType(type)) return true;
    const near = typeof type === 'string' ? suggest(type, WEBHOOK_TYPES) : undefined;
    reader.fail(path, 'names an event that is not known', near ? `Did you mean ${near}?` : 'See docs/webhooks.md.');
    return false;
  });
}
