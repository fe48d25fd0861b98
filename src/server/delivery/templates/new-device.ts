import type { EmailMessage } from '../port.ts';
import { type Block, type Brand, type RenderedMail, renderBlocks } from './mail.ts';
import { count, oneLine } from './mail-text.ts';
import { requesterFacts } from './requester-facts.ts';

export type NewDeviceMail = Extract<EmailMessage, { template: 'new_device' }>;

/** Writes the mail with the code that lets a device in which gave the right password and was not seen before. */
export function renderNewDevice(brand: Brand, message: NewDeviceMail): RenderedMail {
  const { code, url, requester, expiresInMinutes } = message;
  const name = oneLine(brand.applicationName);
  const intro = `Somebody gave your ${name} password on a device that was not used before. If it was you, finish with this code:`;
  const link: Block[] = url ? [{ kind: 'link', label: 'Confirm this device', url }] : [];
  return renderBlocks(brand, {
    subject: `${code} is your ${name} code for a new device`,
    title: 'Is this you, on a new device?',
    preview: `${intro} ${code}`,
    blocks: [
      { kind: 'text', text: intro },
      { kind: 'code', code },
      ...link,
      ...requesterFacts(requester),
      { kind: 'text', text: `It is good for ${count(expiresInMinutes, 'minute')} and can be used once.` },
      {
        kind: 'note',
        text: 'If it was not you, keep the code to yourself and change your password: somebody else knows it.',
      },
    ],
  });
}
