import type { EmailMessage } from '../port.ts';
import { type Block, type Brand, type RenderedMail, renderBlocks } from './mail.ts';
import { oneLine } from './mail-text.ts';
import { requesterFacts } from './requester-facts.ts';

export type AccountExistsMail = Extract<EmailMessage, { template: 'account_exists' }>;

/** Writes the mail to somebody whose address was given at sign-up although it has an account. */
export function renderAccountExists(brand: Brand, { url, requester }: AccountExistsMail): RenderedMail {
  const name = oneLine(brand.applicationName);
  const text = `Somebody tried to sign up to ${name} with this address. It already has an account, so nothing was made.`;
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
      { kind: 'note', text: 'If it was not you, there is nothing to do. Your account is as it was.' },
    ],
  });
}
