import type { EmailMessage } from '../port.ts';
import { count, oneLine } from './mail-text.ts';
import { type Block, type Brand, type RenderedMail, renderBlocks, requesterFacts } from './render-blocks.ts';

type CodeMail = Extract<EmailMessage, { template: 'verification_code' | 'reset_password_code' }>;
type NewDeviceMail = Extract<EmailMessage, { template: 'new_device' }>;

/**
 * Writes the mail with a one-time code. The code is in the subject, so that a notification shows it, and on a line of its
 * own in the text, where mail programs find it and offer to fill it in.
 */
export function renderVerificationCode(brand: Brand, message: CodeMail): RenderedMail {
  const { code, expiresInMinutes, template } = message;
  const name = oneLine(brand.applicationName);
  const isReset = template === 'reset_password_code';
  const validity = `It is valid for ${count(expiresInMinutes, 'minute')} and can be used once.`;
  const text = `${validity} No one at ${name} will ever ask you for it.`;
  const note = isReset
    ? 'If you did not ask for this code, you can ignore this email. Your password stays as it is.'
    : 'If you did not ask for this code, you can ignore this email. Nothing happens without the code.';
  return renderBlocks(brand, {
    subject: `${code} is your ${name} code`,
    title: isReset ? `Your code to set a new ${name} password` : `Your code for ${name}`,
    preview: text,
    blocks: [
      { kind: 'code', code },
      { kind: 'text', text },
      { kind: 'note', text: note },
    ],
  });
}

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
