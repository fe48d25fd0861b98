import { ApiError } from '../../http/errors.ts';
import { checkLinkCode } from './check-link-code.ts';
import { sendLink } from './send-link.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import type { SignUpVerifier } from '../sign-up-verifiers.ts';

/** A link, and a code in the same mail, for the address of a sign-up. */
export const emailLinkVerifier: SignUpVerifier = {
  field: 'email_address',
  handles: (strategy) => strategy === 'email_link',
  offer: (config) => (config.emailLink && config.attributes.emailAddress !== 'off' ? ['email_link'] : []),
  async prepare(services, browser, row, _strategy, write) {
    const to = addressOf(row);
    const target = { purpose: 'sign_up', subject: row.id, to, mailPurpose: 'sign_up', startsSession: true } as const;
    const changed = await sendLink(services, browser, target, (tx, { codeId, challengeId }) =>
      write(tx, { code_id: codeId, email_challenge_id: challengeId, email_strategy: 'email_link' }),
    );
    return { browser: changed };
  },
  async attempt(services, browser, row) {
    const target = { purpose: 'sign_up', subject: row.id, channel: 'email', to: addressOf(row) } as const;
    const made = { codeId: row.code_id, challengeId: row.email_challenge_id };
    const commit = await checkLinkCode(services, browser, target, made);
    return { patch: { email_verified: true, email_strategy: 'email_link' }, commit };
  },
};

function addressOf({ email, email_verified }: SignUpRow): string {
  if (email === null) throw new ApiError('form_param_missing', { param: 'email_address' });
  if (email_verified) throw new ApiError('verification_already_verified');
  return email;
}
