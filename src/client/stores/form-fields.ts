import type { FormErrors, SignInField, SignUpField, WaitlistField } from '../resources/types/future-state.ts';

export const SIGN_IN_FIELDS = ['identifier', 'password', 'code'] as const satisfies readonly SignInField[];
export const SIGN_UP_FIELDS = [
  'firstName',
  'lastName',
  'emailAddress',
  'phoneNumber',
  'password',
  'username',
  'code',
  'captcha',
  'legalAccepted',
] as const satisfies readonly SignUpField[];
export const WAITLIST_FIELDS = ['emailAddress'] as const satisfies readonly WaitlistField[];

/** Returns the errors of a form of which no call has failed. */
export function noErrors<Field extends string>(fields: readonly Field[]): FormErrors<Field> {
  const none = Object.fromEntries(fields.map((name) => [name, null])) as Record<Field, null>;
  return { fields: none, raw: null, global: null };
}
