import { webhookTypesOf, type WebhookEventType } from '../../protocol/webhook-types.ts';
import type { Clock } from '../clock.ts';
import type { EventOutlet, NewEvent, OpenOutlet } from '../events/event-delivery.ts';
import type { StorageOps } from '../storage/storage.ts';
import { type Endpoint, type EndpointParts, loadEndpoints, typesOf } from './endpoints.ts';
import { queueMessage } from './queue-message.ts';
import { bodyOfEvent } from './webhook-body.ts';

/**
 * Presents what an event is about, as the Backend API shows it; undefined when it does not exist any more.
 *
 * @param tx the transaction that makes the change
 */
export type PresentEventData = (tx: StorageOps, event: NewEvent) => Promise<object | undefined>;

export interface WebhookOutletDeps extends EndpointParts {
  clock: Clock;
  /** Value of `instance_id` in the body. */
  instanceId: string;
  present: PresentEventData;
  /** Sends what was stored for these endpoints. */
  wake(endpointIds: readonly string[]): void;
}

/**
 * Creates what turns events into webhooks. It works inside the transaction that makes the change, so a webhook is stored
 * when the change is, says what the change has left, and has its place among those of the user.
 */
export function createWebhookOutlet({ clock, instanceId, present, wake, ...parts }: WebhookOutletDeps): EventOutlet {
  const open = (tx: StorageOps): OpenOutlet => {
    let loaded: Promise<Endpoint[]> | undefined;
    const endpoints = (): Promise<Endpoint[]> => {
      loaded ??= loadEndpoints(tx, parts, clock.now());
      return loaded;
    };
    const captured = new Map<NewEvent, object | undefined>();
    const isWanted = async (event: NewEvent): Promise<boolean> =>
      webhookTypesOf(event.type).some((type) => subscribersOf(type).length > 0);
    let all: readonly Endpoint[] = [];
    const subscribersOf = (type: WebhookEventType): Endpoint[] =>
      all.filter((endpoint) => mayGet(endpoint) && typesOf(endpoint).includes(type));

    return {
      async capture(event) {
        // A session is final when its event is recorded. It may be deleted together with its user later on.
        if (!event.type.startsWith('session.')) return;
        all = await endpoints();
        if (await isWanted(event)) captured.set(event, await present(tx, event));
      },
      async store(events) {
        all = await endpoints();
        const woken = new Set<string>();
        const now = clock.now();
        const users = new Map<string, Promise<object | undefined>>();
        for (const { event, type } of withoutRepeats(events)) {
          const subscribers = subscribersOf(type);
          if (subscribers.length === 0) continue;
          const isUser = type !== 'user.deleted' && isAboutUser(type);
          if (isUser && !users.has(event.subject)) users.set(event.subject, present(tx, event));
          const data = captured.get(event) ?? (await (isUser ? users.get(event.subject) : present(tx, event)));
          if (!data) continue;
          const payload = bodyOfEvent({ ...event, type }, data, instanceId);
          const message = { event_id: event.id, type, subject: event.subject, payload };
          for (const id of await queueMessage(tx, message, subscribers, now)) woken.add(id);
        }
        return [...woken];
      },
    };
  };
  return { open, wake: (result) => wake((result as readonly string[] | undefined) ?? []) };
}

/** One that is disabled because it failed keeps what it misses, so that it can be sent later. */
function mayGet({ disabledReason }: Endpoint): boolean {
  return disabledReason === null || disabledReason === 'failing';
}

/** Whether the data of an event is the whole user. */
function isAboutUser(type: WebhookEventType): boolean {
  return !/^(session|email|sms|waitlistEntry|invitation)\./.test(type);
}

/**
 * Returns the names under which the events of one transaction are sent. All of them show the user that the transaction has
 * left, so `user.updated` is sent once, and not at all beside `user.created` or `user.deleted`.
 */
function withoutRepeats(events: readonly NewEvent[]): { event: NewEvent; type: WebhookEventType }[] {
  const told = new Set(
    events.filter(({ type }) => type === 'user.created' || type === 'user.deleted').map(({ subject }) => subject),
  );
  return events.flatMap((event) =>
    webhookTypesOf(event.type).flatMap((type) => {
      if (type === 'user.updated') {
        if (told.has(event.subject)) return [];
        told.add(event.subject);
      }
      return [{ event, type }];
    }),
  );
}
