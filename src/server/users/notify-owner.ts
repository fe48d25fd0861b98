import type { NotificationKind } from '../delivery/port.ts';
import { eventOfChange, recordSecurityEvent } from '../http/security-events.ts';
import type { Services } from '../services.ts';
import type { Actor } from '../http/request-context.ts';

/**
 * Mails the owner of an account what changed in it, and records the change as a security event. If the mail cannot be
 * sent, the failure is logged and nothing else stops: the change is already stored.
 *
 * @param item what changed: an address, a masked number, the name of a passkey or provider
 * @param isCopy the same change goes to a second address, so it is not a second event
 * @param to address to write to instead of the primary one, such as the one that was removed
 */
export async function notifyOwner(
  { storage, delivery, logger }: Pick<Services, 'storage' | 'delivery' | 'logger'>,
  actor: Pick<Actor, 'ip'>,
  userId: string,
  kind: NotificationKind,
  { item, to, isCopy = false }: { item?: string; to?: string; isCopy?: boolean } = {},
): Promise<void> {
  if (!isCopy) recordSecurityEvent({ logger }, actor, eventOfChange(kind), { userId, reason: kind });
  try {
    const user = await storage.findUser(userId);
    const emails = await storage.listEmailAddresses([userId]);
    const primary = emails.find((email) => email.id === user?.primary_email_address_id && email.verified);
    const recipient = to ?? primary?.email;
    if (!recipient) return;
    const message = { to: recipient, channel: 'email', template: 'notification', kind } as const;
    await delivery.send(item === undefined ? message : { ...message, item });
  } catch (error) {
    logger.error('A notification could not be sent.', { kind, error: String(error) });
  }
}
