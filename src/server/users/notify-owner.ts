import type { NotificationKind } from '../delivery/port.ts';
import { eventOfChange, recordSecurityEvent } from '../http/security-events.ts';
import type { Services } from '../services.ts';
import type { RequestContext } from '../http/request-context.ts';

/**
 * Tells the owner of an account by mail what happened to it, and notes it as a security event. A mail that cannot be
 * sent is logged and stops nothing: what it tells of has happened already.
 *
 * @param visit the request that brought it about
 * @param item what it happened to: an address, a masked number, the name of a passkey or provider
 * @param isCopy it is told to a second address, and is no second event
 * @param to address to write to instead of the primary one, such as the one that was removed
 */
export async function notifyOwner(
  { storage, delivery, logger }: Pick<Services, 'storage' | 'delivery' | 'logger'>,
  context: Pick<RequestContext, 'ip'>,
  userId: string,
  kind: NotificationKind,
  { item, to, isCopy = false }: { item?: string; to?: string; isCopy?: boolean } = {},
): Promise<void> {
  if (!isCopy) recordSecurityEvent({ logger }, context, eventOfChange(kind), { userId, reason: kind });
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
