import type { EmailMessage } from '../port.ts';
import { count, oneLine } from './mail-text.ts';
import { type Brand, type RenderedMail, renderBlocks } from './render-blocks.ts';

type CodeMail = Extract<EmailMessage, { template: 'verification_code' | 'reset_password_code' }>;

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
