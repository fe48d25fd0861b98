import { ownGlobal } from '../platform/native.ts';
import type { EnvironmentResource } from '../resources/types/environment.ts';
import type { FirstFactor, SecondFactor } from '../resources/types/factors.ts';

export type Factor = FirstFactor | SecondFactor;

interface Ranked {
  strategy: string;
  default?: boolean;
  primary?: boolean;
}

type FirstStrategy = FirstFactor['strategy'];

const PASSWORD_FIRST: readonly FirstStrategy[] = ['passkey', 'password', 'email_code', 'phone_code', 'email_link'];
const CODE_FIRST: readonly FirstStrategy[] = ['passkey', 'email_code', 'phone_code', 'email_link', 'password'];

/** The second factors that come first; the others follow as the API lists them. */
export const SECOND_FACTOR_ORDER: readonly SecondFactor['strategy'][] = ['totp', 'phone_code'];

/** Returns the strategies of first factors in the order that the instance prefers. */
export function firstFactorOrder(environment: EnvironmentResource | undefined): readonly string[] {
  return environment?.display_config.preferred_sign_in_strategy === 'otp' ? CODE_FIRST : PASSWORD_FIRST;
}

/** Returns whether the browser has passkeys. An older one, or a page on plain HTTP, could only fail. */
export function hasPasskeys(): boolean {
  return !!ownGlobal('PublicKeyCredential');
}

/**
 * Sorts factors by their strategy, and those of one strategy by rank: the user's default, the primary one, the others.
 *
 * @param order strategies; factors of any other one come last, in the order they have
 */
export function sortFactors<Each extends Ranked>(factors: readonly Each[], order: readonly string[]): Each[] {
  const position = ({ strategy }: Each) => (order.includes(strategy) ? order.indexOf(strategy) : order.length);
  return [...factors].sort(
    (a, b) => position(a) - position(b) || (a.strategy === b.strategy ? rankOf(a) - rankOf(b) : 0),
  );
}

function rankOf(factor: Ranked): number {
  return factor.default ? 0 : factor.primary ? 1 : 2;
}

export function isSameFactor(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
