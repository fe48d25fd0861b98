import type { SignUpField } from '../../../protocol/json/sign-up.ts';
import type { AttributeMode, InstanceConfig } from '../../config/config.ts';
import { isFormless, needsEmailOrPhone } from '../../config/read-factors.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import { FIELDS } from '../../users/user-fields.ts';

/** Stands for two fields of which one is required. */
export const EMAIL_OR_PHONE = 'email_address_or_phone_number';

/** Lists the fields that the instance requires, and those that it takes. */
export function listFields(config: InstanceConfig): { required: string[]; optional: string[] } {
  const names = (wanted: AttributeMode) =>
    Object.entries(FIELDS).flatMap(([name, mode]) => (mode(config) === wanted ? [name] : []));
  const either = needsEmailOrPhone(config.attributes) ? [EMAIL_OR_PHONE] : [];
  return { required: [...either, ...names('required')], optional: names('optional') };
}

/** Lists the required fields of a sign-up that have no value, and the fields that are not verified yet. */
export function openFields(row: SignUpRow, config: InstanceConfig): { missing: string[]; unverified: SignUpField[] } {
  const has: Record<SignUpField, boolean> = {
    email_address: row.email !== null,
    phone_number: row.phone !== null,
    web3_wallet: row.wallet !== null,
    username: row.username !== null,
    // An account at a provider, or a wallet, is a sign-in method already.
    password: row.password_hash !== null || row.external_verified || row.wallet_verified || row.status === 'complete',
    first_name: row.first_name !== null,
    last_name: row.last_name !== null,
    legal_accepted: row.legal_accepted_at !== null,
  };
  const { verifyEmailAddress, verifyPhoneNumber } = config.signUp;
  const isOpen: Partial<Record<SignUpField, boolean>> = {
    email_address: has.email_address && !row.email_verified && verifyEmailAddress,
    phone_number: has.phone_number && !row.phone_verified && verifyPhoneNumber,
    web3_wallet: has.web3_wallet && !row.wallet_verified,
  };
  const fields = Object.keys(FIELDS) as SignUpField[];
  const isNamed = has.email_address || has.phone_number || row.wallet_verified || row.external_verified;
  // With an address alone, such as that of an invitation, no one could sign in to the account.
  const isShut = isFormless(config) && !row.external_verified && !has.web3_wallet;
  return {
    missing: [
      ...(isShut ? config.oauth.map(({ strategy }) => strategy) : []),
      ...(isShut && config.attributes.web3Wallet === 'optional' ? ['web3_wallet'] : []),
      ...(needsEmailOrPhone(config.attributes) && !isNamed ? [EMAIL_OR_PHONE] : []),
      ...fields.filter((field) => FIELDS[field](config) === 'required' && !has[field]),
    ],
    unverified: fields.filter((field) => isOpen[field]),
  };
}
