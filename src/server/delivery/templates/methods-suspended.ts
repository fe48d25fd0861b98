import type { EmailMessage, SuspendedMethod } from '../port.ts';
import { type Brand, type RenderedMail, renderBlocks } from './mail.ts';
import { oneLine, unlinked, utcTime } from './mail-text.ts';
import { requesterFacts } from './requester-facts.ts';

export type MethodsSuspendedMail = Extract<EmailMessage, { template: 'methods_suspended' }>;

const KINDS: Record<SuspendedMethod['kind'], string> = {
  email_address: 'E-mail address',
  phone_number: 'Phone number',
  web3_wallet: 'Wallet',
  external_account: 'Connected account',
  passkey: 'Passkey',
};
const MOST = 30;

/** Tells whoever reset the password which other ways to sign in there were, since somebody else may have added them. */
export function renderMethodsSuspended(brand: Brand, { methods, requester }: MethodsSuspendedMail): RenderedMail {
  const name = oneLine(brand.applicationName);
  const shown = methods.slice(0, MOST).map(({ kind, name: label, addedAt, lastUsedAt }) => {
    const used = lastUsedAt === null ? '' : `, last used ${utcTime(lastUsedAt)}`;
    return [KINDS[kind], `${unlinked(label)}: added ${utcTime(addedAt)}${used}`] as const;
  });
  const rest = methods.length - shown.length;
  return renderBlocks(brand, {
    subject: `Your password was reset (${name})`,
    title: 'Your password was reset',
    preview: 'Other ways to sign in are switched off until you confirm them.',
    blocks: [
      {
        kind: 'text',
        text: `The password of your ${name} account was reset, and all other devices were signed out. These other ways to sign in are switched off. Confirm in your account the ones that are yours, and remove the others.`,
      },
      { kind: 'facts', facts: rest > 0 ? [...shown, ['And', `${rest} more`]] : shown },
      { kind: 'text', text: 'The password was reset here:' },
      ...requesterFacts(requester),
      { kind: 'note', text: `If it was not you, open ${name} the way you always do and reset the password again.` },
    ],
  });
}
