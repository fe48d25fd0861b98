import type { EmailMessage } from '../port.ts';
import { count, oneLine } from './mail-text.ts';
import { type Block, type Brand, type RenderedMail, renderBlocks, requesterFacts } from './render-blocks.ts';

type NewDeviceMail = Extract<EmailMessage, { template: 'new_device' }>;

/** Writes the mail with the code for a new device that has given the right password. */
export function renderNewDevice(brand: Brand, message: NewDeviceMail): RenderedMail {
  const { code, url, requester, expiresInMinutes } = message;
  const name = oneLine(brand.applicationName);
  const intro = `Someone entered your ${name} password on a new device. If it was you, finish with this code:`;
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
      { kind: 'text', text: `It is valid for ${count(expiresInMinutes, 'minute')} and works once.` },
      {
        kind: 'note',
        text: 'If it was not you, keep the code to yourself and change your password. Someone else knows it.',
      },
    ],
  });
}
