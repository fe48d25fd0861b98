import type { EmailMessage } from '../port.ts';
import type { Wording } from '../wording.ts';
import { oneLine } from './mail-text.ts';
import { type Block, type Brand, type RenderedMail, renderBlocks, requesterFacts } from './render-blocks.ts';

type CodeMail = Extract<EmailMessage, { template: 'verification_code' | 'reset_password_code' }>;
type NewDeviceMail = Extract<EmailMessage, { template: 'new_device' }>;

/**
 * Writes the mail with a one-time code. The code is in the subject, so that a notification shows it, and on a line of its
 * own in the text, where mail programs find it and offer to fill it in.
 */
export function renderVerificationCode(brand: Brand, message: CodeMail, wording: Wording): RenderedMail {
  const { code, expiresInMinutes, template } = message;
  const name = oneLine(brand.applicationName);
  const texts = template === 'reset_password_code' ? 'mail.resetPassword' : 'mail.code';
  const text = wording.text('mail.code.text', { name }, { duration: wording.duration(expiresInMinutes, 'minute') });
  const mail = {
    subject: wording.text('mail.code.subject', { code, name }),
    title: wording.text(`${texts}.title`, { name }),
    preview: text,
    blocks: [
      { kind: 'code', code },
      { kind: 'text', text },
      { kind: 'note', text: wording.text(`${texts}.note`) },
    ],
  } as const;
  return renderBlocks(brand, mail, wording);
}

/** Writes the mail with the code for a new device that has given the right password. */
export function renderNewDevice(brand: Brand, message: NewDeviceMail, wording: Wording): RenderedMail {
  const { code, url, requester, expiresInMinutes } = message;
  const name = oneLine(brand.applicationName);
  const text = wording.text('mail.newDevice.text', { name });
  const duration = wording.duration(expiresInMinutes, 'minute');
  const link: Block[] = url ? [{ kind: 'link', label: wording.text('mail.newDevice.button'), url }] : [];
  const mail = {
    subject: wording.text('mail.newDevice.subject', { code, name }),
    title: wording.text('mail.newDevice.title'),
    preview: wording.text('mail.newDevice.preview', { code }, { text }),
    blocks: [
      { kind: 'text', text },
      { kind: 'code', code },
      ...link,
      ...requesterFacts(wording, requester),
      { kind: 'text', text: wording.text('mail.newDevice.validity', {}, { duration }) },
      { kind: 'note', text: wording.text('mail.newDevice.note') },
    ],
  } as const;
  return renderBlocks(brand, mail, wording);
}
