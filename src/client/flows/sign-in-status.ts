import type { SignInStatus } from '../../protocol/status.ts';
import type { SignInResource } from '../resources/types/sign-in.ts';
import type { SignInStep } from './types.ts';

/** The step of each status. The other statuses have no step of their own. */
const STEPS = {
  needs_first_factor: 'factor-one',
  needs_second_factor: 'factor-two',
  needs_client_trust: 'client-trust',
  needs_new_password: 'reset-password',
} as const satisfies Partial<Record<SignInStatus, SignInStep['name']>>;

type StatusStep = (typeof STEPS)[keyof typeof STEPS];

/** Returns the name of the step that an attempt is at; undefined when the attempt needs nothing from the user. */
export function stepOf(attempt: SignInResource | undefined): StatusStep | undefined {
  return STEPS[attempt?.status as keyof typeof STEPS];
}

/** Returns whether a name in the URL is the step of a status. The attempt decides which of these steps to show. */
export function isStatusStep(name: string): boolean {
  return (Object.values(STEPS) as string[]).includes(name);
}

/** Returns whether an attempt needs something from the user. */
export function isOpen(attempt: SignInResource | undefined): attempt is SignInResource {
  return stepOf(attempt) !== undefined;
}

/** Returns which factor an attempt is at. */
export function levelOf(attempt: SignInResource | undefined): 'first' | 'second' {
  return attempt?.status === 'needs_first_factor' ? 'first' : 'second';
}

/** Returns whether an attempt has passed its first factor and needs something more. `oauth/resolve-return.ts` has a copy. */
export function isPastFirstFactor(attempt: SignInResource): boolean {
  return isOpen(attempt) && levelOf(attempt) === 'second';
}
