import type { EventType } from '../../protocol/event-types.ts';
import type { NotificationKind, Requester, SuspendedMethod } from '../delivery/port.ts';
import type { Actor } from '../http/request-context.ts';
import { newId } from '../ids.ts';
import type { EventRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';

/** A change that the owner of the account is told about by mail. */
export type OwnerNotice = NoticeContent & {
  /** Locale of the owner; default: that of the user once the change is made. The transaction stores it, as `to`. */
  locale?: string | null;
};

type NoticeContent =
  | {
      kind: NotificationKind;
      /** What changed: an address, a masked number, the name of a passkey or provider. */
      item?: string;
      /**
       * Address to write to; default: the primary one once the change is made. The transaction stores it, so that no
       * later change can send the mail to another address. Null: the account has no verified address.
       */
      to?: string | null;
      /** Addresses to write to besides that one, such as the one that was removed. */
      copyTo?: readonly string[];
    }
  | {
      kind: 'methods_suspended';
      methods: readonly SuspendedMethod[];
      /** Addresses to write to. */
      emails: readonly string[];
      requester: Requester;
    };

/** What the database stores of an event besides its type and its user. Never a secret, a code, a token or a hash. */
export interface EventData {
  /** Id of the object that changed. */
  id: string;
  notice?: OwnerNotice;
  /** The id that another system gave a user who was deleted. */
  externalId?: string;
}

export interface DomainEvent {
  type: EventType;
  /** Id of the user, or of the waitlist entry or invitation that the event is about. */
  userId: string;
  /** Id of the object that changed; default: the user's. */
  id?: string | undefined;
  /** What the owner is told; default: nothing. */
  notice?: OwnerNotice | undefined;
  /** The id that another system gave a user who was deleted. */
  externalId?: string | null | undefined;
}

/** What an event stores of the request that caused it. */
export type EventActor = Pick<Actor, 'ip' | 'now'> & Partial<Pick<Actor, 'userAgent'>>;

/** Names of the consumers. The database has a queue for each, so a name never changes. */
export type ConsumerName = 'mail';

/**
 * Stores an event. Once the transaction is committed, consumers get the event, on this node or, if it dies, on another.
 *
 * @param tx the transaction that makes the change
 */
export async function recordEvent(
  tx: StorageOps,
  { ip, now, userAgent = null }: EventActor,
  { type, userId, id = userId, notice, externalId }: DomainEvent,
): Promise<void> {
  const data: EventData = { id, ...(notice && { notice }), ...(externalId && { externalId }) };
  const about = { subject: userId, type, data: JSON.stringify(data) };
  const row = { ...about, ip_address: ip, user_agent: userAgent, created_at: now };
  await tx.insertEvent({ id: newId('evt'), ...row }, notice ? (['mail'] satisfies ConsumerName[]) : []);
}

/** Reads the data of a stored event. */
export function eventDataOf({ data }: Pick<EventRow, 'data'>): EventData {
  return JSON.parse(data) as EventData;
}
