import type { EmailMessage } from '../port.ts';
import { type Brand, type RenderedMail, renderBlocks } from './mail.ts';
import { count, oneLine } from './mail-text.ts';

export type CodeMail = Extract<EmailMessage, { template: 'verification_code' | 'reset_password_code' }>;

/**
 * Writes the mail that carries a one-time code.
 *
 * The code stands in the subject, so that it can be read from a notification, and alone on its line
 * in the text, where mail programs find it to offer it for filling in.
 */
export function renderVerificationCode(brand: Brand, message: CodeMail): RenderedMail {
  const { code, expiresInMinutes, template } = message;
  const name = oneLine(brand.applicationName);
  const isReset = template === 'reset_password_code';
  const validity = `It is good for ${count(expiresInMinutes, 'minute')} and can be used once.`;
  const text = `${validity} Nobody at ${name} will ever ask you for it.`;
  const note = isReset
    ? 'If you did not ask for this code, you can ignore this mail: your password stays as it is.'
    : 'If you did not ask for this code, you can ignore this mail: nothing happens without it.';
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
