import type { Clock } from '../clock.ts';
import type { InstanceConfig } from '../config/config.ts';
import { reachOf } from '../config/read-webhooks.ts';
import { deriveKey } from '../keys/master-key.ts';
import type { StorageOps } from '../storage/storage.ts';
import { createSendWebhook, type SendWebhook } from './send-webhook.ts';

/** What the functions about webhooks work with. */
export interface Webhooks {
  /** Key of the secrets at rest. */
  readonly key: Uint8Array;
  /** Value of `instance_id` in the body of a webhook. */
  readonly instanceId: string;
  readonly send: SendWebhook;
  /** Sends in the background what waits for these endpoints. A process that is not the server leaves it to the server. */
  wake(endpointIds: readonly string[]): void;
}

/** The services that functions about webhooks take. */
export interface WebhookServices {
  readonly config: Pick<InstanceConfig, 'webhooks' | 'instanceType' | 'testMode' | 'webhookPrivateNetworks'>;
  readonly storage: StorageOps & {
    transaction<T>(work: (tx: StorageOps) => Promise<T>): Promise<T>;
  };
  readonly webhooks: Webhooks;
  readonly clock: Clock;
}

/** @param secret from which the keys of all purposes are derived */
export function createWebhooks(
  config: WebhookServices['config'],
  secret: Uint8Array,
  instanceId: string,
  wake: Webhooks['wake'] = () => {},
): Webhooks {
  return { key: deriveKey(secret, 'webhooks'), instanceId, send: createSendWebhook(reachOf(config)), wake };
}
