import type { WebhookInput } from '../../src/server/config/config.ts';
import { recordEvent } from '../../src/server/events/domain-events.ts';
import { getTestInstance, type TestInstance, type TestInstanceOptions } from './instance.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

export const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
/** Who calls the functions of administrators. */
export const adminOf = ({ clock }: TestInstance) =>
  ({ now: clock.now(), ip: null, by: { kind: 'code', id: null, name: 'test' } }) as const;

export interface WebhookInstance extends TestInstance {
  receiver: WebhookReceiver;
  /** Moves the clock, sends what is due, and waits for it. */
  pass(ms?: number): Promise<void>;
  /** Id of the endpoint of the receiver. */
  endpoint: string;
}

/** Starts an instance whose settings name one receiver on this machine. */
export async function webhookInstance(
  options: TestInstanceOptions = {},
  { receiver: given, ...setting }: Partial<WebhookInput> & { receiver?: WebhookReceiver } = {},
): Promise<WebhookInstance> {
  const receiver = given ?? (await startReceiver());
  const webhooks: WebhookInput[] = [{ url: receiver.url, secret: WEBHOOK_SECRET, ...setting }];
  const config = { instanceType: 'development', webhooks, ...options.config } as const;
  const instance = await getTestInstance({ ...options, config });
  return {
    ...instance,
    receiver,
    endpoint: instance.config.webhooks[0]?.id ?? '',
    async pass(ms = 0) {
      instance.clock.advance(ms);
      await instance.app.sendWebhooks();
      await instance.app.settle();
    },
    async close() {
      await instance.close();
      if (!given) await receiver.close();
    },
  };
}

/** Changes a user, so that `user.updated` is recorded. @param count value of `count` in their metadata */
export async function touchUser({ app, clock }: TestInstance, userId: string, count = 0): Promise<void> {
  const actor = { now: clock.now(), ip: null };
  await app.services.storage.transaction(async (tx) => {
    await tx.updateUser(userId, { public_metadata: JSON.stringify({ count }) }, clock.now());
    await recordEvent(tx, actor, { type: 'user.updated', userId });
  });
}
