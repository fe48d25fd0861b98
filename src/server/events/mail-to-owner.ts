import type { InstanceConfig } from '../config/config.ts';
import { languageFor } from '../delivery/language-for.ts';
import type { Delivery, EmailMessage } from '../delivery/port.ts';
import type { Logger } from '../logger.ts';
import type { UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { type EventData, eventDataOf, type OwnerNotice } from './domain-events.ts';
import type { EventConsumer } from './event-delivery.ts';

export interface MailToOwnerDeps {
  config: InstanceConfig;
  delivery: Delivery;
  logger: Logger;
}

/**
 * Creates the consumer that mails the owner of an account what changed in it, in their language, whoever made the change.
 * If a mail cannot be sent, the failure is logged and nothing else stops: the change is already stored.
 */
export function createMailToOwner({ config, delivery, logger }: MailToOwnerDeps): EventConsumer {
  return {
    name: 'mail',
    async complete(tx, { subject, data }) {
      const { notice, ...rest } = eventDataOf({ data });
      if (!notice) return data;
      const user = await tx.findUser(subject);
      const known = { ...notice, locale: notice.locale === undefined ? (user?.locale ?? null) : notice.locale };
      if (known.kind !== 'methods_suspended' && known.to === undefined) {
        known.to = (await findPrimaryAddress(tx, user)) ?? null;
      }
      return JSON.stringify({ ...rest, notice: known } satisfies EventData);
    },
    async consume(event) {
      const { notice } = eventDataOf(event);
      if (!notice) return;
      const fail = (error: unknown): void => {
        logger.error('A notification could not be sent.', { kind: notice.kind, error: String(error) });
      };
      const cause = { ip: event.ip_address, userAgent: event.user_agent, userId: event.subject };
      const language = languageFor(config, [notice.locale]);
      const messages = messagesFor(notice).map((message) => ({ ...message, language }));
      await Promise.all(messages.map((message) => delivery.send(message, cause).catch(fail)));
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
async function findPrimaryAddress(tx: StorageOps, user: UserRow | undefined): Promise<string | undefined> {
  if (!user) return undefined;
  const emails = await tx.listEmailAddresses([user.id]);
  return emails.find((email) => email.id === user.primary_email_address_id && email.verified)?.email;
}
