import type { PhoneFactorJSON } from '../../../protocol/json/sign-in.ts';
import type { InstanceConfig } from '../../config/config.ts';
import { ApiError } from '../../http/errors.ts';
import { maskPhoneNumber } from '../../identifiers/mask.ts';
import type { PhoneNumberRow, SignUpRow } from '../../storage/rows.ts';
import type { Account } from '../../users/account.ts';
import type { Factor, FactorContext, FactorLevel } from '../factor.ts';
import { type PrepareInput, requireField } from '../factor-input.ts';
import type { SignUpVerifier } from '../sign-up-verifiers.ts';
import type { CodeTarget } from './code-target.ts';
import { sendCode } from './send-code.ts';
import { consumeCode, verifyCode } from './verify-code.ts';

/** A code by SMS: to sign in with, or as a second factor to a number that is reserved for it. */
export const phoneCode: Factor<PhoneFactorJSON<'phone_code'>> = {
  handles: (name) => name === 'phone_code',
  offer: (config, account, level) =>
    isOn(config, level)
      ? offeredPhones(account, level).map((phone) => presentPhoneFactor('phone_code', phone, account))
      : [],
  async prepare(services, actor, attempt, input) {
    const target = targetOf(attempt, requirePhone(attempt, input));
    await sendCode(services, actor, target, (tx, codeId) => attempt.attach(tx, { codeId }));
    return {};
  },
  async attempt(services, actor, attempt, { code }) {
    const { account, codeId, level } = attempt;
    const sent = codeId ? await services.storage.findCode(codeId) : undefined;
    // Since the code was sent, the number may have been reserved for the second factor: it must not be both.
    const isMeant = (each: PhoneNumberRow) => each.reserved_for_second_factor === (level === 'second');
    const phone = sent && account?.phones.find((each) => each.phone === sent.identifier && isMeant(each));
    if (!phone) throw new ApiError('verification_missing');
    const id = await verifyCode(services, actor, targetOf(attempt, phone), codeId, requireField(code, 'code'));
    return { commit: consumeCode(id, actor) };
  },
};

/** A code by SMS that lets the owner of the number set a new password. */
export const resetPasswordPhoneCode: Factor<PhoneFactorJSON<'reset_password_phone_code'>> = {
  handles: (name) => name === 'reset_password_phone_code',
  offer: ({ attributes }, account) =>
    attributes.password !== 'off' && attributes.phoneNumber !== 'off' && account.user.password_hash !== null
      ? offeredPhones(account, 'first').map((phone) => presentPhoneFactor('reset_password_phone_code', phone, account))
      : [],
  prepare: phoneCode.prepare,
  async attempt(...args) {
    const proof = await phoneCode.attempt?.(...args);
    return { ...proof, resetsPassword: true };
  },
};

/** A code by SMS to the number of a sign-up. Instances without sign-in by code have it too. */
export const phoneCodeVerifier: SignUpVerifier = {
  field: 'phone_number',
  handles: (strategy) => strategy === 'phone_code',
  offer: (config) => (config.attributes.phoneNumber === 'off' ? [] : ['phone_code']),
  async prepare(services, actor, { row, attach }) {
    await sendCode(services, actor, signUpTarget(row), (tx, codeId) => attach(tx, { phone_code_id: codeId }));
    return {};
  },
  async attempt(services, actor, { row }, { code }) {
    const id = await verifyCode(services, actor, signUpTarget(row), row.phone_code_id, requireField(code, 'code'));
    return { patch: { phone_verified: true }, commit: consumeCode(id, actor) };
  },
};

/**
 * Returns the numbers that an account is offered. To sign in: the typed one, else the primary one, because a person who
 * knows a username need not learn all numbers. As a second factor: the numbers reserved for it, the default one first.
 */
function offeredPhones({ user, phones, typedPhone }: Account, level: FactorLevel): PhoneNumberRow[] {
  if (level === 'second') {
    const reserved = phones.filter((phone) => phone.reserved_for_second_factor);
    return reserved.sort((a, b) => Number(b.default_second_factor) - Number(a.default_second_factor));
  }
  const free = phones.filter((phone) => !phone.reserved_for_second_factor);
  const find = (id: string | null | undefined) => free.find((each) => each.id === id);
  const phone = find(typedPhone?.id) ?? find(user.primary_phone_number_id) ?? free[0];
  return phone ? [phone] : [];
}

/** @throws {ApiError} `form_param_value_invalid` when the account is not offered the number that the request names */
function requirePhone({ account, level }: FactorContext, { phoneNumberId }: PrepareInput): PhoneNumberRow {
  const offered = account ? offeredPhones(account, level) : [];
  const phone = offered.find(({ id }) => !phoneNumberId || id === phoneNumberId);
  if (!phone) throw new ApiError('form_param_value_invalid', { param: 'phone_number_id' });
  return phone;
}

function presentPhoneFactor<Name extends string>(
  strategy: Name,
  phone: PhoneNumberRow,
  { user }: Account,
): PhoneFactorJSON<Name> {
  return {
    strategy,
    safe_identifier: maskPhoneNumber(phone.phone),
    phone_number_id: phone.id,
    primary: phone.id === user.primary_phone_number_id,
    default: phone.default_second_factor,
  };
}

function isOn(config: InstanceConfig, level: FactorLevel): boolean {
  if (config.attributes.phoneNumber === 'off') return false;
  return level === 'second' ? config.secondFactors.phoneCode : config.phoneCode;
}

function targetOf({ purpose, subject, account, locale }: FactorContext, { phone }: PhoneNumberRow): CodeTarget {
  return { purpose, subject, channel: 'sms', to: phone, account, locale };
}

function signUpTarget(row: SignUpRow): CodeTarget {
  if (row.phone === null) throw new ApiError('form_param_missing', { param: 'phone_number' });
  if (row.phone_verified) throw new ApiError('verification_already_verified');
  // Not the subject of the email code: each code revokes earlier ones of the same subject.
  return { purpose: 'sign_up', subject: `${row.id}:phone`, channel: 'sms', to: row.phone, locale: row.locale };
}
