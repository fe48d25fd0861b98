import type { EmailMessage } from '../port.ts';
import { type Brand, type RenderedMail, renderBlocks } from './mail.ts';
import { count, oneLine } from './mail-text.ts';

export type InvitationMail = Extract<EmailMessage, { template: 'invitation' }>;

/** Writes the mail that invites somebody to make an account. */
export function renderInvitation(brand: Brand, { url, expiresInDays }: InvitationMail): RenderedMail {
  const name = oneLine(brand.applicationName);
  const text = `You are invited to ${name}. The link makes your account with this address, without another check of it.`;
  return renderBlocks(brand, {
    subject: `Your invitation to ${name}`,
    title: `You are invited to ${name}`,
    preview: text,
    blocks: [
      { kind: 'text', text },
      { kind: 'link', label: 'Accept the invitation', url },
      { kind: 'text', text: `It is good for ${count(expiresInDays, 'day')} and for you alone, so do not pass it on.` },
      { kind: 'note', text: 'If you did not expect it, you can ignore this mail.' },
    ],
  });
}
