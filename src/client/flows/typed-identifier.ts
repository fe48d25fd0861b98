import type { SignUpValues } from './types.ts';

/** Returns an identifier under the name it has in a sign-up. */
export function toSignUpValues(identifier: string): SignUpValues {
  if (identifier.includes('@')) return { emailAddress: identifier };
  return identifier.startsWith('+') ? { phoneNumber: identifier } : { username: identifier };
}
