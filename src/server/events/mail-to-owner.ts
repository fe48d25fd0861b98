import type { Delivery, EmailMessage } from '../delivery/port.ts';
import type { Logger } from '../logger.ts';
import type { StorageOps } from '../storage/storage.ts';
import { type EventData, eventDataOf, type OwnerNotice } from './domain-events.ts';
import type { EventConsumer } from './event-delivery.ts';

export interface MailToOwnerDeps {
  delivery: Delivery;
  logger: Logger;
}

/**
 * Creates the consumer that mails the owner of an account what changed in it. If a mail cannot be sent, the failure is
 * logged and nothing else stops: the change is already stored.
 */
export function createMailToOwner({ delivery, logger }: MailToOwnerDeps): EventConsumer {
  return {
    name: 'mail',
    async complete(tx, { subject, data }) {
      const { notice, ...rest } = eventDataOf({ data });
      if (!notice || notice.kind === 'methods_suspended' || notice.to !== undefined) return data;
      const to = (await findPrimaryAddress(tx, subject)) ?? null;
      return JSON.stringify({ ...rest, notice: { ...notice, to } } satisfies EventData);
    },
    async consume(event) {
      const { notice } = eventDataOf(event);
      if (!notice) return;
      const fail = (error: unknown): void => {
        logger.error('A notification could not be sent.', { kind: notice.kind, error: String(error) });
      };
      const cause = { ip: event.ip_address, userAgent: event.user_agent, userId: event.subject };
      await Promise.all(messagesFor(notice).map((message) => delivery.send(message, cause).catch(fail)));
    },
  };
}

function messagesFor(notice: OwnerNotice): EmailMessage[] {
  if (notice.kind === 'methods_suspended') {
    const { methods, requester, emails } = notice;
    return emails.map((to) => ({ to, channel: 'email', template: 'methods_suspended', methods, requester }));
  }
  const { kind, item, to, copyTo } = notice;
  const about = { channel: 'email', template: 'notification', kind, ...(item === undefined ? {} : { item }) } as const;
  const addresses = [...(copyTo ?? []), ...(typeof to === 'string' ? [to] : [])];
  return [...new Set(addresses)].map((address) => ({ ...about, to: address }));
}

/** The address that the owner reads: the primary one, if it is verified. */
async function findPrimaryAddress(tx: StorageOps, userId: string): Promise<string | undefined> {
  const user = await tx.findUser(userId);
  const emails = await tx.listEmailAddresses([userId]);
  return emails.find((email) => email.id === user?.primary_email_address_id && email.verified)?.email;
}
