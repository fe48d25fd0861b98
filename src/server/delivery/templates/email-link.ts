import type { EmailMessage, MailPurpose } from '../port.ts';
import { count, oneLine } from './mail-text.ts';
import { type Brand, type RenderedMail, renderBlocks, requesterFacts } from './render-blocks.ts';

type EmailLinkMail = Extract<EmailMessage, { template: 'email_link' }>;

/** The label of the button, and what the link does, in words that follow "to". */
const PURPOSES: Record<MailPurpose, readonly [label: (name: string) => string, aim: (name: string) => string]> = {
  sign_in: [(name) => `Sign in to ${name}`, (name) => `sign in to ${name}`],
  sign_up: [() => 'Confirm your address', (name) => `finish signing up to ${name}`],
  verify_address: [() => 'Confirm your address', (name) => `add this address to your ${name} account`],
  new_device: [() => 'Confirm this device', (name) => `sign in to ${name} on a new device`],
  reverification: [() => 'Confirm that it is you', (name) => `confirm a change of your ${name} account`],
};

/**
 * Writes the mail with a link, and a code for people who read it on another device. It says who asked: a person who did
 * not ask must see that before they open the link.
 */
export function renderEmailLink(brand: Brand, message: EmailLinkMail): RenderedMail {
  const { code, url, purpose, requester, expiresInMinutes } = message;
  const name = oneLine(brand.applicationName);
  const [label, aim] = PURPOSES[purpose];
  const title = label(name);
  const validity = `The link and the code are valid for ${count(expiresInMinutes, 'minute')} and work once.`;
  const intro = `Open the link to ${aim(name)}.`;
  return renderBlocks(brand, {
    subject: purpose === 'sign_in' ? `Your sign-in link for ${name}` : `${title} for ${name}`,
    title,
    preview: `${intro} ${validity}`,
    blocks: [
      { kind: 'text', text: `${intro} ${validity}` },
      { kind: 'link', label: title, url },
      { kind: 'text', text: 'Or type this code where you started:' },
      { kind: 'code', code },
      { kind: 'text', text: 'The request came from here:' },
      ...requesterFacts(requester),
      { kind: 'note', text: 'If that was not you, do not open the link. Nothing happens without it.' },
    ],
  });
}
