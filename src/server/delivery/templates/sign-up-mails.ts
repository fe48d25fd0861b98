import type { EmailMessage } from '../port.ts';
import { count, oneLine } from './mail-text.ts';
import { type Block, type Brand, type RenderedMail, renderBlocks, requesterFacts } from './render-blocks.ts';

type InvitationMail = Extract<EmailMessage, { template: 'invitation' | 'waitlist_invitation' }>;
type AccountExistsMail = Extract<EmailMessage, { template: 'account_exists' }>;

/** Writes the mail that invites a person to create an account. */
export function renderInvitation(brand: Brand, { template, url, expiresInDays }: InvitationMail): RenderedMail {
  const name = oneLine(brand.applicationName);
  const why =
    template === 'invitation'
      ? `You are invited to ${name}.`
      : `You waited for ${name}, and now there is a place for you.`;
  const text = `${why} The link creates an account with this address, which needs no further check.`;
  return renderBlocks(brand, {
    subject: `Your invitation to ${name}`,
    title: `You are invited to ${name}`,
    preview: text,
    blocks: [
      { kind: 'text', text },
      { kind: 'link', label: 'Accept the invitation', url },
      { kind: 'text', text: `It is valid for ${count(expiresInDays, 'day')} and for you alone, so do not pass it on.` },
      { kind: 'note', text: 'If you did not expect it, you can ignore this email.' },
    ],
  });
}

/** Writes the mail to a person whom an administrator has put on the waitlist. */
export function renderWaitlistConfirmation(brand: Brand): RenderedMail {
  const name = oneLine(brand.applicationName);
  const text = `This address is on the waitlist of ${name}. When there is a place, an invitation comes to this address.`;
  return renderBlocks(brand, {
    subject: `You are on the waitlist of ${name}`,
    title: `You are on the waitlist of ${name}`,
    preview: text,
    blocks: [
      { kind: 'text', text },
      { kind: 'note', text: 'If you did not expect it, you can ignore this email.' },
    ],
  });
}

/** Writes the mail to the owner of an account whose address was given at a sign-up. */
export function renderAccountExists(brand: Brand, { url, requester }: AccountExistsMail): RenderedMail {
  const name = oneLine(brand.applicationName);
  const text = `Someone tried to sign up to ${name} with this address. It already has an account, so no new one was created.`;
  const link: Block[] = url
    ? [
        { kind: 'text', text: 'If it was you, sign in instead:' },
        { kind: 'link', label: `Sign in to ${name}`, url },
      ]
    : [];
  return renderBlocks(brand, {
    subject: `You already have an account at ${name}`,
    title: `You already have an account at ${name}`,
    preview: text,
    blocks: [
      { kind: 'text', text },
      ...link,
      ...requesterFacts(requester),
      { kind: 'note', text: 'If it was not you, you need not do anything. Your account has not changed.' },
    ],
  });
}
