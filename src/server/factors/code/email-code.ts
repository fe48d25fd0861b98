import type { FirstFactorJSON } from '../../../protocol/json/sign-in.ts';
import { maskEmail } from '../../identifiers/mask-email.ts';
import { ApiError } from '../../http/errors.ts';
import { requesterOf } from '../../sessions/device.ts';
import type { Services } from '../../services.ts';
import type { EmailAddressRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { CODE_MINUTES, type CodeTarget, checkCode, sendCode } from './one-time-code.ts';
import type { FactorContext, FirstFactor, Proof } from '../factor.ts';
import type { Account } from '../../users/account.ts';

/** A code mailed to a verified address of the account. */
export const emailCode: FirstFactor = {
  handles: (name) => name === 'email_code',
  offer: (config, account) =>
    config.emailCode ? emailTargets(account).map((email, i) => present(email, i === 0)) : [],
  async prepare(services, context, ceremony) {
    await sendCode(services, context, targetOf(ceremony, chooseEmail(context, ceremony)), (tx, codeId) =>
      ceremony.attach(tx, { codeId }),
    );
  },
  async attempt(services, context, ceremony) {
    const { account, codeId } = ceremony;
    const code = codeId ? await services.storage.findCode(codeId) : undefined;
    const email = code && account?.emails.find((each) => each.email_key === code.identifier);
    if (!email) throw new ApiError('verification_missing');
    return { commit: consumeCode(await checkCode(services, context, targetOf(ceremony, email), codeId), context) };
  },
};

/** Mails a code in a message that says what it is for, and who asked. */
export async function mailCodeAs(
  template: 'reset_password_code' | 'new_device',
  services: Services,
  context: RequestContext,
  ceremony: FactorContext,
): Promise<void> {
  const target = targetOf(ceremony, chooseEmail(context, ceremony));
  const attach = (tx: StorageOps, codeId: string) => ceremony.attach(tx, { codeId });
  await sendCode(services, context, target, attach, (code) => ({
    to: target.to,
    channel: 'email',
    template,
    code,
    expiresInMinutes: CODE_MINUTES,
    requester: requesterOf(context, context.now),
  }));
}

/** @throws {ApiError} when the address that `email_address_id` names is not one of those offered */
export function chooseEmail({ params }: RequestContext, { account }: FactorContext): EmailAddressRow {
  const wanted = params.text('email_address_id') || undefined;
  const email = account && emailTargets(account).find((each) => wanted === undefined || each.id === wanted);
  if (!email) throw new ApiError('form_param_value_invalid', { param: 'email_address_id' });
  return email;
}

/** Takes the code, in the transaction that uses it. */
export function consumeCode(codeId: string, { now }: RequestContext): NonNullable<Proof['commit']> {
  return async (tx) => {
    if (!(await tx.consumeCode(codeId, now))) throw new ApiError('verification_already_verified');
  };
}

function targetOf({ purpose, subject, account }: FactorContext, { email }: EmailAddressRow): CodeTarget {
  return { purpose, subject, channel: 'email', to: email, account };
}

/** The address that was typed, else the primary one: whoever knows a username need not learn all addresses. */
export function emailTargets({ user, emails, typedEmail }: Account): EmailAddressRow[] {
  const email = typedEmail ?? emails.find((each) => each.id === user.primary_email_address_id) ?? emails[0];
  return email ? [email] : [];
}

function present(email: EmailAddressRow, primary: boolean): FirstFactorJSON {
  return { strategy: 'email_code', safe_identifier: maskEmail(email.email), email_address_id: email.id, primary };
}
