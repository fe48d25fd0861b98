import type { AttributeName } from '../../protocol/json/environment.ts';
import type { EnvironmentResource } from '../resources/types/environment.ts';
import type { SignUpFieldSpec, SignUpStep, SignUpValues } from './types.ts';

/** The fields of a sign-up, in the order they are shown. */
export const SIGN_UP_FIELDS = [
  ['first_name', 'firstName'],
  ['last_name', 'lastName'],
  ['username', 'username'],
  ['email_address', 'emailAddress'],
  ['phone_number', 'phoneNumber'],
  ['password', 'password'],
] as const satisfies (readonly [AttributeName, SignUpFieldSpec['name']])[];

/** Returns the first page of a sign-up. */
export function signUpStart(environment: EnvironmentResource | undefined, values: SignUpValues): SignUpStep {
  const attributes = environment?.user_settings.attributes;
  const fields: SignUpFieldSpec[] = SIGN_UP_FIELDS.filter(([attribute]) => attributes?.[attribute]?.enabled).map(
    ([attribute, name]) => ({
      name,
      required: attributes?.[attribute].required === true,
    }),
  );
  if (environment?.user_settings.sign_up?.legal_consent_enabled) fields.push({ name: 'legalAccepted', required: true });
  return Object.freeze({ name: 'start', fields, values });
}
