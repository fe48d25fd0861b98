import type { Delivery, EmailMessage } from '../delivery/port.ts';
import type { Logger } from '../logger.ts';
import type { StorageOps } from '../storage/storage.ts';
import { eventDataOf, type OwnerNotice } from './domain-events.ts';
import type { EventConsumer } from './event-delivery.ts';

export interface MailToOwnerDeps {
  storage: Pick<StorageOps, 'findUser' | 'listEmailAddresses'>;
  delivery: Delivery;
  logger: Logger;
}

/**
 * Creates the consumer that mails the owner of an account what changed in it. If a mail cannot be sent, the failure is
 * logged and nothing else stops: the change is already stored.
 */
export function createMailToOwner({ storage, delivery, logger }: MailToOwnerDeps): EventConsumer {
  return {
    name: 'mail',
    async consume(event) {
      const { notice } = eventDataOf(event);
      if (!notice) return;
      const fail = (error: unknown): void => {
        logger.error('A notification could not be sent.', { kind: notice.kind, error: String(error) });
      };
      try {
        const messages = messagesFor(notice, await findPrimaryAddress(storage, event.subject));
        await Promise.all(messages.map((message) => delivery.send(message).catch(fail)));
      } catch (error) {
        fail(error);
      }
    },
  };
}

function messagesFor(notice: OwnerNotice, primary: string | undefined): EmailMessage[] {
  if (notice.kind === 'methods_suspended') {
    const { methods, requester, emails } = notice;
    return emails.map((to) => ({ to, channel: 'email', template: 'methods_suspended', methods, requester }));
  }
  const { kind, item, to = primary, copyTo } = notice;
  const about = { channel: 'email', template: 'notification', kind, ...(item === undefined ? {} : { item }) } as const;
  return [copyTo, to].filter((address) => address !== undefined).map((address) => ({ ...about, to: address }));
}

/** The address that the owner reads: the primary one, if it is verified. */
async function findPrimaryAddress(storage: MailToOwnerDeps['storage'], userId: string): Promise<string | undefined> {
  const user = await storage.findUser(userId);
  const emails = await storage.listEmailAddresses([userId]);
  return emails.find((email) => email.id === user?.primary_email_address_id && email.verified)?.email;
}
