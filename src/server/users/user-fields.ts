import type { SignUpField } from '../../protocol/json/sign-up.ts';
import type { AttributeMode, InstanceConfig } from '../config/config.ts';

/** Bytes of unsafe metadata, or of an invitation's public metadata, that a user can have. */
export const MAX_METADATA = 8_192;

/** The fields of a user that forms ask for, and whether the settings switch each on. */
export const FIELDS: Readonly<Record<SignUpField, (config: InstanceConfig) => AttributeMode>> = {
  email_address: (config) => config.attributes.emailAddress,
  phone_number: (config) => config.attributes.phoneNumber,
  web3_wallet: (config) => config.attributes.web3Wallet,
  username: (config) => config.attributes.username,
  password: (config) => config.attributes.password,
  first_name: (config) => config.attributes.firstName,
  last_name: (config) => config.attributes.lastName,
  legal_accepted: (config) => (config.signUp.legalConsent ? 'required' : 'off'),
};
