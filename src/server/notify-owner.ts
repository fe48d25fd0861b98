import type { NotificationKind } from './delivery/port.ts';
import type { Services } from './services.ts';

/**
 * Tells the owner of an account by mail what happened to it. A mail that cannot be sent is logged and stops nothing:
 * what it tells of has happened already.
 *
 * @param item what it happened to: an address, a masked number, the name of a passkey or provider
 * @param to address to write to instead of the primary one, such as the one that was removed
 */
export async function notifyOwner(
  { storage, delivery, logger }: Pick<Services, 'storage' | 'delivery' | 'logger'>,
  userId: string,
  kind: NotificationKind,
  { item, to }: { item?: string; to?: string } = {},
): Promise<void> {
  try {
    const user = await storage.findUser(userId);
    const emails = await storage.listEmailAddresses([userId]);
    const primary = emails.find((email) => email.id === user?.primary_email_address_id && email.verified === 1);
    const recipient = to ?? primary?.email;
    if (!recipient) return;
    const message = { to: recipient, channel: 'email', template: 'notification', kind } as const;
    await delivery.send(item === undefined ? message : { ...message, item });
  } catch (error) {
    logger.error('A notification could not be sent.', { kind, error: String(error) });
  }
}
