import type { EmailFactorJSON } from '../../../protocol/json/sign-in.ts';
import { maskEmail } from '../../identifiers/mask-email.ts';
import { ApiError } from '../../http/errors.ts';
import { checkLinkCode } from './check-link-code.ts';
import { sendLink } from './send-link.ts';
import { chooseEmail, emailTargets } from '../code/email-code.ts';
import type { FactorContext, Factor } from '../factor.ts';

/**
 * A link mailed to a verified address of the account, with a code in the same mail. The link is confirmed on a page
 * of its own, see `confirm-link.ts`; the code is typed here. After the first factor it only vouches for a device: who
 * reads the mail has the first factor too, more often than not.
 */
export const emailLink: Factor<EmailFactorJSON<'email_link'>> = {
  handles: (name) => name === 'email_link',
  offer(config, account, level) {
    if (!config.emailLink || level === 'second') return [];
    return emailTargets(account).map((email, i) => ({
      strategy: 'email_link',
      safe_identifier: maskEmail(email.email),
      email_address_id: email.id,
      primary: i === 0,
    }));
  },
  async prepare(services, browser, ceremony) {
    // Proving again who one is happens in front of a page that waits: a code does that.
    if (ceremony.purpose === 'reverification') {
      throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
    }
    const { email } = chooseEmail(browser, ceremony);
    const { purpose, subject, level, account } = ceremony;
    const mailPurpose = level === 'first' ? 'sign_in' : 'new_device';
    const target = { purpose, subject, to: email, mailPurpose, account, startsSession: true } as const;
    return { browser: await sendLink(services, browser, target, (tx, made) => ceremony.attach(tx, made)) };
  },
  async attempt(services, browser, ceremony) {
    const { purpose, subject, account } = ceremony;
    const target = { purpose, subject, channel: 'email', to: await sentTo(services, ceremony), account } as const;
    return { commit: await checkLinkCode(services, browser, target, ceremony) };
  },
};

async function sentTo({ storage }: Parameters<typeof sendLink>[0], ceremony: FactorContext): Promise<string> {
  const code = ceremony.codeId ? await storage.findCode(ceremony.codeId) : undefined;
  const email = code && ceremony.account?.emails.find((each) => each.email_key === code.identifier);
  if (!email) throw new ApiError('verification_missing');
  return email.email;
}
