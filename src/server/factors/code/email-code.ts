import type { EmailFactorJSON } from '../../../protocol/json/sign-in.ts';
import { ApiError } from '../../http/errors.ts';
import type { Actor } from '../../http/request-context.ts';
import { maskEmail } from '../../identifiers/mask.ts';
import type { Services } from '../../services.ts';
import type { EmailAddressRow, SignUpRow } from '../../storage/rows.ts';
import type { Account } from '../../users/account.ts';
import type { Factor, FactorContext, FirstFactor, Prepared } from '../factor.ts';
import { type PrepareInput, requireField } from '../factor-input.ts';
import type { SignUpVerifier } from '../sign-up-verifiers.ts';
import type { CodeTarget } from './code-target.ts';
import { sendCode } from './send-code.ts';
import { consumeCode, verifyCode } from './verify-code.ts';

/** A code by email, to a verified address of the account. */
export const emailCode: FirstFactor = {
  handles: (name) => name === 'email_code',
  offer: (config, account) =>
    config.emailCode ? offeredEmails(account).map((email) => presentEmailFactor('email_code', email)) : [],
  async prepare(services, actor, attempt, input) {
    const target = targetOf(attempt, requireEmail(attempt, input));
    await sendCode(services, actor, target, (tx, codeId) => attempt.attach(tx, { codeId }));
    return {};
  },
  async attempt(services, actor, attempt, { code }) {
    const { account, codeId } = attempt;
    const sent = codeId ? await services.storage.findCode(codeId) : undefined;
    const email = sent && account?.emails.find((each) => each.email_key === sent.identifier);
    if (!email) throw new ApiError('verification_missing');
    const id = await verifyCode(services, actor, targetOf(attempt, email), codeId, requireField(code, 'code'));
    return { commit: consumeCode(id, actor) };
  },
};

/** A code by email that lets the owner of the address set a new password. */
export const resetPasswordEmailCode: Factor<EmailFactorJSON<'reset_password_email_code'>> = {
  handles: (name) => name === 'reset_password_email_code',
  offer: ({ attributes }, account) =>
    attributes.password !== 'off' && attributes.emailAddress !== 'off' && account.user.password_hash !== null
      ? offeredEmails(account).map((email) => presentEmailFactor('reset_password_email_code', email))
      : [],
  prepare: (services, actor, attempt, input) => mailCode('reset_password_code', services, actor, attempt, input),
  async attempt(...args) {
    const proof = await emailCode.attempt?.(...args);
    return { ...proof, resetsPassword: true };
  },
};

/**
 * A code by email that proves an unknown device. It has no setting of its own, because an instance that asks for trust
 * needs a way to give it.
 */
export const trustEmailCode: Factor<EmailFactorJSON<'email_code'>> = {
  handles: (name) => name === 'email_code',
  offer: ({ attributes }, account, level) =>
    level === 'trust' && attributes.emailAddress !== 'off'
      ? offeredEmails(account).map(({ id, email }) => ({
          strategy: 'email_code',
          safe_identifier: maskEmail(email),
          email_address_id: id,
        }))
      : [],
  prepare: (services, actor, attempt, input) => mailCode('new_device', services, actor, attempt, input),
  attempt: emailCode.attempt,
};

/** A code by email to the address of a sign-up. Instances without sign-in by code have it too. */
export const emailCodeVerifier: SignUpVerifier = {
  field: 'email_address',
  handles: (strategy) => strategy === 'email_code',
  offer: (config) => (config.attributes.emailAddress === 'off' ? [] : ['email_code']),
  async prepare(services, actor, { row, attach }) {
    await sendCode(services, actor, signUpTarget(row), (tx, code_id) =>
      attach(tx, { code_id, email_challenge_id: null, email_strategy: 'email_code' }),
    );
    return {};
  },
  async attempt(services, actor, { row }, { code }) {
    const id = await verifyCode(services, actor, signUpTarget(row), row.code_id, requireField(code, 'code'));
    return { patch: { email_verified: true, email_strategy: 'email_code' }, commit: consumeCode(id, actor) };
  },
};

/**
 * Returns the email address that gets a code or link.
 *
 * @throws {ApiError} `form_param_value_invalid` when the account is not offered the address that the request names
 */
export function requireEmail(
  { account }: FactorContext,
  { emailAddressId }: Pick<PrepareInput, 'emailAddressId'>,
): EmailAddressRow {
  const offered = account ? offeredEmails(account) : [];
  const email = offered.find(({ id }) => !emailAddressId || id === emailAddressId);
  if (!email) throw new ApiError('form_param_value_invalid', { param: 'email_address_id' });
  return email;
}

/**
 * Returns the addresses that an account is offered: the typed one, else the primary one. A person who knows a username
 * need not learn all addresses.
 */
export function offeredEmails({ user, emails, typedEmail }: Account): EmailAddressRow[] {
  const email = typedEmail ?? emails.find((each) => each.id === user.primary_email_address_id) ?? emails[0];
  return email ? [email] : [];
}

/** Presents an address that a factor is offered for. */
export function presentEmailFactor<Name extends string>(
  strategy: Name,
  { id, email }: EmailAddressRow,
): EmailFactorJSON<Name> & { primary: true } {
  return { strategy, safe_identifier: maskEmail(email), email_address_id: id, primary: true };
}

/** Mails a code in a message that says what it is for, and who asked. */
async function mailCode(
  template: 'reset_password_code' | 'new_device',
  services: Services,
  actor: Actor,
  attempt: FactorContext,
  input: PrepareInput,
): Promise<Prepared> {
  const target = targetOf(attempt, requireEmail(attempt, input));
  await sendCode(
    services,
    actor,
    target,
    (tx, codeId) => attempt.attach(tx, { codeId }),
    (parts) => ({ ...parts, to: target.to, channel: 'email', template }),
  );
  return {};
}

function targetOf({ purpose, subject, account, locale }: FactorContext, { email }: EmailAddressRow): CodeTarget {
  return { purpose, subject, channel: 'email', to: email, account, locale };
}

function signUpTarget(row: SignUpRow): CodeTarget {
  if (row.email === null) throw new ApiError('form_param_missing', { param: 'email_address' });
  if (row.email_verified) throw new ApiError('verification_already_verified');
  return { purpose: 'sign_up', subject: row.id, channel: 'email', to: row.email, locale: row.locale };
}
