import type { EmailMessage, SuspendedMethod } from '../port.ts';
import { oneLine, unlinked, utcTime } from './mail-text.ts';
import { type Brand, type RenderedMail, renderBlocks, requesterFacts } from './render-blocks.ts';

type MethodsSuspendedMail = Extract<EmailMessage, { template: 'methods_suspended' }>;

const KINDS: Record<SuspendedMethod['kind'], string> = {
  email_address: 'Email address',
  phone_number: 'Phone number',
  web3_wallet: 'Wallet',
  external_account: 'Connected account',
  passkey: 'Passkey',
};
/** How many methods the mail lists. */
const MOST = 30;

/** Writes the mail after a password reset. It lists the other sign-in methods, which an attacker may have added. */
export function renderMethodsSuspended(brand: Brand, { methods, requester }: MethodsSuspendedMail): RenderedMail {
  const name = oneLine(brand.applicationName);
  const shown = listMethods(methods);
  const rest = methods.length - shown.length;
  return renderBlocks(brand, {
    subject: `Your password was reset (${name})`,
    title: 'Your password was reset',
    preview: 'Your other sign-in methods are switched off until you confirm them.',
    blocks: [
      {
        kind: 'text',
        text: `The password of your ${name} account was reset, and all other devices were signed out. The sign-in methods below are switched off. In your account, confirm the ones that are yours and remove the others.`,
      },
      { kind: 'facts', facts: rest > 0 ? [...shown, ['And', `${rest} more`]] : shown },
      { kind: 'text', text: 'The password was reset here:' },
      ...requesterFacts(requester),
      { kind: 'note', text: `If it was not you, open ${name} the way you always do and reset the password again.` },
    ],
  });
}

/** Lists the methods, each with its kind and its history. */
export function listMethods(methods: readonly SuspendedMethod[]): (readonly [kind: string, history: string])[] {
  return methods.slice(0, MOST).map(({ kind, name: label, addedAt, addedOn, lastUsedAt }) => {
    const device = addedOn === null ? '' : ` with ${oneLine(addedOn)}`;
    const used = lastUsedAt === null ? '' : `, last used ${utcTime(lastUsedAt)}`;
    return [KINDS[kind], `${unlinked(label)}: added ${utcTime(addedAt)}${device}${used}`] as const;
  });
}
