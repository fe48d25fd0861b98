import type { EmailMessage } from '../port.ts';
import type { Wording } from '../wording.ts';
import { oneLine, unlinked } from './mail-text.ts';
import { type Brand, type RenderedMail, renderBlocks, requesterFacts } from './render-blocks.ts';

type NotificationMail = Extract<EmailMessage, { template: 'notification' }>;

/** Writes the mail that tells an owner about a change of their account. It holds no link. */
export function renderNotification(brand: Brand, message: NotificationMail, wording: Wording): RenderedMail {
  const { kind, item: given, requester } = message;
  const name = oneLine(brand.applicationName);
  const { title, meaning } = describeChange(message, wording);
  const item = given ? unlinked(given) : '';
  const note = kind === 'account_deleted' ? 'deletedNote' : 'note';
  const mail = {
    subject: wording.text('mail.notification.subject', { name }, { title }),
    title,
    preview: wording.text(`mail.notification.${item ? 'previewOfItem' : 'preview'}`, { item }, { title, meaning }),
    blocks: [
      { kind: 'text', text: wording.text('mail.notification.text', { name }, { meaning }) },
      ...requesterFacts(wording, requester, item),
      { kind: 'note', text: wording.text(`mail.notification.${note}`, { name }) },
    ],
  } as const;
  return renderBlocks(brand, mail, wording);
}

/** Says what has changed, and what the change means for the account. */
export function describeChange(
  { kind }: Pick<NotificationMail, 'kind'>,
  wording: Wording,
): { title: string; meaning: string } {
  return {
    title: wording.text(`mail.notification.${kind}.title`),
    meaning: wording.text(`mail.notification.${kind}.meaning`),
  };
}
