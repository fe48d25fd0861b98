import type { PhoneFactorJSON } from '../../../protocol/json/sign-in.ts';
import type { InstanceConfig } from '../../config/config.ts';
import { ApiError } from '../../http/errors.ts';
import { maskPhoneNumber } from '../../identifiers/mask-phone-number.ts';
import type { PhoneNumberRow } from '../../storage/rows.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { consumeCode } from './email-code.ts';
import { type CodeTarget, checkCode, sendCode } from './one-time-code.ts';
import type { FactorContext, Factor, FactorLevel } from '../factor.ts';
import type { Account } from '../../users/account.ts';

/** A code in a text message: to sign in with, or to prove it once more to a number that is kept for that. */
export const phoneCode: Factor<PhoneFactorJSON<'phone_code'>> = {
  handles: (name) => name === 'phone_code',
  offer: (config, account, level) =>
    isOn(config, level)
      ? phoneTargets(account, level).map((phone) => presentPhoneFactor('phone_code', phone, account))
      : [],
  async prepare(services, context, ceremony) {
    await sendCode(services, context, targetOf(ceremony, choosePhone(context, ceremony)), (tx, codeId) =>
      ceremony.attach(tx, { codeId }),
    );
  },
  async attempt(services, context, ceremony) {
    const { account, codeId, level } = ceremony;
    const code = codeId ? await services.storage.findCode(codeId) : undefined;
    // Since the code was sent, the number may have been kept for the second step: it must not be both.
    const isMeant = (each: PhoneNumberRow) => each.reserved_for_second_factor === (level === 'second');
    const phone = code && account?.phones.find((each) => each.phone === code.identifier && isMeant(each));
    if (!phone) throw new ApiError('verification_missing');
    return { commit: consumeCode(await checkCode(services, context, targetOf(ceremony, phone), codeId), context) };
  },
};

/**
 * The numbers a code may go to. To sign in: the one that was typed, else the primary one, since whoever knows a
 * username need not learn all numbers. As a second factor: those kept for it, the default one first.
 */
export function phoneTargets({ user, phones, typedPhone }: Account, level: FactorLevel): PhoneNumberRow[] {
  if (level === 'second') {
    const reserved = phones.filter((phone) => phone.reserved_for_second_factor);
    return reserved.sort((a, b) => Number(b.default_second_factor) - Number(a.default_second_factor));
  }
  const free = phones.filter((phone) => !phone.reserved_for_second_factor);
  const find = (id: string | null | undefined) => free.find((each) => each.id === id);
  const phone = find(typedPhone?.id) ?? find(user.primary_phone_number_id) ?? free[0];
  return phone ? [phone] : [];
}

/** @throws {ApiError} when the number that `phone_number_id` names is not one of those offered */
export function choosePhone({ params }: RequestContext, { account, level }: FactorContext): PhoneNumberRow {
  const wanted = params.text('phone_number_id') || undefined;
  const phone = account && phoneTargets(account, level).find((each) => wanted === undefined || each.id === wanted);
  if (!phone) throw new ApiError('form_param_value_invalid', { param: 'phone_number_id' });
  return phone;
}

/** A number as it is offered to somebody who is not signed in yet. */
export function presentPhoneFactor<Name extends string>(
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

function targetOf({ purpose, subject, account }: FactorContext, { phone }: PhoneNumberRow): CodeTarget {
  return { purpose, subject, channel: 'sms', to: phone, account };
}
