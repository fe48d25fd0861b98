import type { EmailFactorJSON } from '../../../protocol/json/sign-in.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import { offeredEmails, presentEmailFactor, requireEmail } from '../code/email-code.ts';
import type { Factor, FactorContext } from '../factor.ts';
import { requireField } from '../factor-input.ts';
import type { SignUpVerifier } from '../sign-up-verifiers.ts';
import { sendLink } from './send-link.ts';
import { verifyLinkCode } from './verify-link-code.ts';

/**
 * A link by email to a verified address of the account, with a code in the same mail. The user confirms the link on a
 * page of its own, see `confirm-link.ts`, or types the code here. It is no second factor, because a person who reads
 * the mail has the first factor too, more often than not; it only gives trust in a device.
 */
export const emailLink: Factor<EmailFactorJSON<'email_link'>> = {
  handles: (name) => name === 'email_link',
  offer(config, account, level) {
    if (!config.emailLink || level === 'second') return [];
    return offeredEmails(account).map((email) => presentEmailFactor('email_link', email));
  },
  async prepare(services, actor, attempt, { redirectUrl, showsNumber, ...input }) {
    // A reverification happens in front of a page that waits, and a code serves for that.
    if (attempt.purpose === 'reverification') {
      throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
    }
    const { email: to } = requireEmail(attempt, input);
    const { purpose, subject, level, account, clientId, locale } = attempt;
    const mailPurpose = level === 'first' ? 'sign_in' : 'new_device';
    const target = { purpose, subject, to, mailPurpose, account, clientId, locale, redirectUrl, showsNumber } as const;
    await sendLink(services, actor, target, (tx, made) => attempt.attach(tx, made));
    return { needsNewCookie: true };
  },
  async attempt(services, actor, attempt, { code }) {
    const { purpose, subject, account } = attempt;
    const to = await findRecipient(services, attempt);
    const target = { purpose, subject, channel: 'email', to, account } as const;
    return { commit: await verifyLinkCode(services, actor, target, attempt, requireField(code, 'code')) };
  },
};

/** A link, with a code in the same mail, to the address of a sign-up. */
export const emailLinkVerifier: SignUpVerifier = {
  field: 'email_address',
  handles: (strategy) => strategy === 'email_link',
  offer: (config) => (config.emailLink && config.attributes.emailAddress !== 'off' ? ['email_link'] : []),
  async prepare(services, actor, { row, attach }, { redirectUrl, showsNumber }) {
    const to = unverifiedAddress(row);
    const { id: subject, client_id: clientId, locale } = row;
    const target = {
      purpose: 'sign_up',
      subject,
      to,
      mailPurpose: 'sign_up',
      clientId,
      locale,
      redirectUrl,
      showsNumber,
    } as const;
    await sendLink(services, actor, target, (tx, { codeId, challengeId }) =>
      attach(tx, { code_id: codeId, email_challenge_id: challengeId, email_strategy: 'email_link' }),
    );
    return { needsNewCookie: true };
  },
  async attempt(services, actor, { row }, { code }) {
    const target = { purpose: 'sign_up', subject: row.id, channel: 'email', to: unverifiedAddress(row) } as const;
    const sent = { codeId: row.code_id, challengeId: row.email_challenge_id, clientId: row.client_id };
    const commit = await verifyLinkCode(services, actor, target, sent, requireField(code, 'code'));
    return { patch: { email_verified: true, email_strategy: 'email_link' }, commit };
  },
};

/** The address that the mail went to. */
async function findRecipient({ storage }: Services, { codeId, account }: FactorContext): Promise<string> {
  const code = codeId ? await storage.findCode(codeId) : undefined;
  const email = code && account?.emails.find((each) => each.email_key === code.identifier);
  if (!email) throw new ApiError('verification_missing');
  return email.email;
}

function unverifiedAddress({ email, email_verified }: SignUpRow): string {
  if (email === null) throw new ApiError('form_param_missing', { param: 'email_address' });
  if (email_verified) throw new ApiError('verification_already_verified');
  return email;
}
