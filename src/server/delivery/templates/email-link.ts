import type { EmailMessage } from '../port.ts';
import type { Wording } from '../wording.ts';
import { oneLine } from './mail-text.ts';
import { type Brand, type RenderedMail, renderBlocks, requesterFacts } from './render-blocks.ts';

type EmailLinkMail = Extract<EmailMessage, { template: 'email_link' }>;

/**
 * Writes the mail with a link, and a code for people who read it on another device. It says who asked: a person who did
 * not ask must see that before they open the link.
 */
export function renderEmailLink(brand: Brand, message: EmailLinkMail, wording: Wording): RenderedMail {
  const { code, url, purpose, requester, expiresInMinutes } = message;
  const name = oneLine(brand.applicationName);
  const duration = wording.duration(expiresInMinutes, 'minute');
  const title = wording.text(`mail.link.${purpose}.title`, { name });
  const text = wording.text(`mail.link.${purpose}.text`, { name }, { duration });
  const mail = {
    subject: wording.text(`mail.link.${purpose}.subject`, { name }),
    title,
    preview: text,
    blocks: [
      { kind: 'text', text },
      { kind: 'link', label: title, url },
      { kind: 'text', text: wording.text('mail.link.code') },
      { kind: 'code', code },
      { kind: 'text', text: wording.text('mail.link.requester') },
      ...requesterFacts(wording, requester),
      { kind: 'note', text: wording.text('mail.link.note') },
    ],
  } as const;
  return renderBlocks(brand, mail, wording);
}
