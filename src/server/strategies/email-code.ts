import type { FirstFactorJSON } from '../../protocol/json/sign-in.ts';
import { ApiError } from '../errors.ts';
import type { EmailAddressRow } from '../storage/rows.ts';
import { checkCode, sendCode } from './one-time-code.ts';
import type { Account, FirstFactor } from './strategy.ts';

/** A code mailed to a verified address of the account. */
export const emailCode: FirstFactor = {
  name: 'email_code',
  offer: (config, account) => (config.emailCode ? targets(account).map((email, i) => present(email, i === 0)) : []),
  async prepare(services, visit, attempt, account) {
    const wanted = visit.params.text('email_address_id') || undefined;
    const email = targets(account).find((each) => wanted === undefined || each.id === wanted);
    if (!email) throw new ApiError('form_param_value_invalid', { param: 'email_address_id' });
    await sendCode(services, visit, { purpose: 'sign_in', subject: attempt.id, email: email.email }, async (tx, id) => {
      const patch = { strategy: 'email_code', code_id: id };
      if (!(await tx.updateSignIn(attempt.id, attempt.version, patch))) throw new ApiError('client_state_invalid');
    });
  },
  async attempt(services, visit, attempt, account) {
    const code = attempt?.code_id ? await services.storage.findCode(attempt.code_id) : undefined;
    const email = code && account.emails.find((each) => each.email_key === code.identifier);
    if (!attempt || !email) throw new ApiError('verification_missing');
    const target = { purpose: 'sign_in', subject: attempt.id, email: email.email } as const;
    return { codeId: await checkCode(services, visit, target, attempt.code_id) };
  },
};

/** The address that was typed, else the primary one: whoever knows a username need not learn all addresses. */
function targets({ user, emails, typedEmail }: Account): EmailAddressRow[] {
  const email = typedEmail ?? emails.find((each) => each.id === user.primary_email_address_id) ?? emails[0];
  return email ? [email] : [];
}

function present(email: EmailAddressRow, primary: boolean): FirstFactorJSON {
  return { strategy: 'email_code', safe_identifier: mask(email.email), email_address_id: email.id, primary };
}

/** `ada@acme.example` becomes `a***@acme.example`: how long the name is stays untold. */
function mask(email: string): string {
  const [first = ''] = email;
  return `${first}***${email.slice(email.lastIndexOf('@'))}`;
}
