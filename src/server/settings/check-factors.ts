import type { AttributeMode, InstanceConfig } from '../config.ts';
import type { SettingReader } from './setting-reader.ts';

const MODES = ['required', 'optional', 'off'] as const;

type Factors = Pick<InstanceConfig, 'attributes' | 'emailCode' | 'password'>;

/** Reads what identifies a user and what proves it, and makes sure that nobody can end up without either. */
export function readFactors(reader: SettingReader): Factors {
  const mode = (name: string, fallback: AttributeMode) => reader.oneOf(`attributes.${name}`, fallback, MODES);
  const attributes = {
    emailAddress: mode('emailAddress', 'required'),
    username: mode('username', 'off'),
    password: mode('password', 'required'),
    firstName: mode('firstName', 'optional'),
    lastName: mode('lastName', 'optional'),
  };
  const hasEmail = attributes.emailAddress !== 'off';
  const emailCode = reader.boolean('emailCode', hasEmail);
  if (emailCode && !hasEmail) {
    reader.fail('emailCode', 'needs e-mail addresses', 'Set attributes.emailAddress, or emailCode to false.', 'true');
  }
  if (attributes.emailAddress !== 'required' && attributes.username !== 'required') {
    const cure = 'Set attributes.emailAddress or attributes.username to required.';
    reader.fail('attributes', 'leave users without an identifier to sign in with', cure);
  }
  const provesByCode = emailCode && attributes.emailAddress === 'required';
  if (attributes.password !== 'required' && !provesByCode) {
    const cure = 'Set attributes.password to required, or emailCode to true with a required e-mail address.';
    reader.fail('attributes', 'leave users without a factor to sign in with', cure);
  }
  const minLength = reader.integer('password.minLength', 8, 8, 72);
  const maxLength = reader.integer('password.maxLength', 72, 8, 72);
  if (maxLength < minLength) {
    reader.fail('password.maxLength', `is below password.minLength (${minLength})`, 'Raise it.', String(maxLength));
  }
  return { attributes, emailCode, password: { minLength, maxLength } };
}
