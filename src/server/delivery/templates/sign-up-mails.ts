import type { EmailMessage } from '../port.ts';
import type { Wording } from '../wording.ts';
import { oneLine } from './mail-text.ts';
import { type Block, type Brand, type RenderedMail, renderBlocks, requesterFacts } from './render-blocks.ts';

type InvitationMail = Extract<EmailMessage, { template: 'invitation' | 'waitlist_invitation' }>;
type WaitlistMail = Extract<EmailMessage, { template: 'waitlist_confirmation' }>;
type AccountExistsMail = Extract<EmailMessage, { template: 'account_exists' }>;

/** Writes the mail that invites a person to create an account. */
export function renderInvitation(brand: Brand, message: InvitationMail, wording: Wording): RenderedMail {
  const { template, url, expiresInDays } = message;
  const name = oneLine(brand.applicationName);
  const duration = wording.duration(expiresInDays, 'day');
  const text = wording.text(`mail.invitation.${template === 'invitation' ? 'text' : 'waitlistText'}`, { name });
  const mail = {
    subject: wording.text('mail.invitation.subject', { name }),
    title: wording.text('mail.invitation.title', { name }),
    preview: text,
    blocks: [
      { kind: 'text', text },
      { kind: 'link', label: wording.text('mail.invitation.button'), url },
      { kind: 'text', text: wording.text('mail.invitation.validity', {}, { duration }) },
      { kind: 'note', text: wording.text('mail.invitation.note') },
    ],
  } as const;
  return renderBlocks(brand, mail, wording);
}

/** Writes the mail to a person whom an administrator has put on the waitlist. */
export function renderWaitlistConfirmation(brand: Brand, _: WaitlistMail, wording: Wording): RenderedMail {
  const name = oneLine(brand.applicationName);
  const title = wording.text('mail.waitlist.title', { name });
  const text = wording.text('mail.waitlist.text', { name });
  const mail = {
    subject: title,
    title,
    preview: text,
    blocks: [
      { kind: 'text', text },
      { kind: 'note', text: wording.text('mail.waitlist.note') },
    ],
  } as const;
  return renderBlocks(brand, mail, wording);
}

/** Writes the mail to the owner of an account whose address was given at a sign-up. */
export function renderAccountExists(brand: Brand, message: AccountExistsMail, wording: Wording): RenderedMail {
  const { url, requester } = message;
  const name = oneLine(brand.applicationName);
  const title = wording.text('mail.accountExists.title', { name });
  const text = wording.text('mail.accountExists.text', { name });
  const link: Block[] = url
    ? [
        { kind: 'text', text: wording.text('mail.accountExists.signIn') },
        { kind: 'link', label: wording.text('mail.accountExists.button', { name }), url },
      ]
    : [];
  const mail = {
    subject: title,
    title,
    preview: text,
    blocks: [
      { kind: 'text', text },
      ...link,
      ...requesterFacts(wording, requester),
      { kind: 'note', text: wording.text('mail.accountExists.note') },
    ],
  } as const;
  return renderBlocks(brand, mail, wording);
}
