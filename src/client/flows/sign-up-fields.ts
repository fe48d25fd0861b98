import type { AttributeName } from '../../protocol/json/environment.ts';
import type { EnvironmentResource, SignUpResource } from '../resources/types.ts';
import type { SignUpFieldSpec } from './types.ts';

/** In the order they are asked. */
const FIELDS = [
  ['first_name', 'firstName'],
  ['last_name', 'lastName'],
  ['username', 'username'],
  ['email_address', 'emailAddress'],
  ['password', 'password'],
] as const satisfies (readonly [AttributeName, SignUpFieldSpec['name']])[];

/** The fields of the first page. A password the attempt already has need not be typed again. */
export function fieldsOf(
  environment: EnvironmentResource | undefined,
  attempt: SignUpResource | undefined,
): SignUpFieldSpec[] {
  const attributes = environment?.user_settings.attributes;
  return FIELDS.filter(([attribute]) => attributes?.[attribute]?.enabled).map(([attribute, name]) => ({
    name,
    required: attributes?.[attribute].required === true && !(name === 'password' && attempt?.hasPassword === true),
  }));
}

/** The fields an attempt still misses, as far as this client can ask for them. */
export function missingFieldsOf(attempt: SignUpResource): SignUpFieldSpec[] {
  return FIELDS.filter(([attribute]) => attempt.missingFields.includes(attribute)).map(([, name]) => ({
    name,
    required: true,
  }));
}
