import type { IdentifierType } from '../../protocol/strategies.ts';
import type { EnvironmentResource } from '../resources/types/environment.ts';
import type { SignInStep, SignUpValues } from './types.ts';

const IDENTIFIERS = ['email_address', 'phone_number', 'username'] as const satisfies readonly IdentifierType[];

/**
 * Returns the first page of a sign-in. It asks for identifier and password together when the instance prefers passwords.
 *
 * @param identifier to prefill
 */
export function signInStart(environment: EnvironmentResource | undefined, identifier: string): SignInStep {
  const attributes = environment?.user_settings.attributes;
  const identifiers = IDENTIFIERS.filter(
    (name) => attributes?.[name]?.enabled && attributes[name].used_for_first_factor,
  );
  const prefersPassword = environment?.display_config.preferred_sign_in_strategy === 'password';
  const password = prefersPassword && attributes?.password?.enabled === true && identifiers.length > 0;
  return Object.freeze({ name: 'start', identifiers, password, identifier });
}

/** Returns what to prefill as identifier. */
export function initialIdentifier({ emailAddress, username, phoneNumber }: SignUpValues = {}): string {
  return emailAddress ?? username ?? phoneNumber ?? '';
}
