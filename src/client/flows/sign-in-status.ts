import type { SignInStatus } from '../../protocol/status.ts';
import type { SignInResource } from '../resources/types.ts';
import type { SignInStep } from './types.ts';

/** The step that asks for what each status needs; the other statuses have none of their own. */
const STEPS = {
  needs_first_factor: 'factor-one',
  needs_second_factor: 'factor-two',
  needs_client_trust: 'client-trust',
  needs_new_password: 'reset-password',
} as const satisfies Partial<Record<SignInStatus, SignInStep['name']>>;

type StatusStep = (typeof STEPS)[keyof typeof STEPS];

/** Returns the name of the step that an attempt is at; undefined when it waits for nothing the user can do. */
export function stepOf(attempt: SignInResource | undefined): StatusStep | undefined {
  return STEPS[attempt?.status as keyof typeof STEPS];
}

/** Returns whether a step of the URL stands for wherever the attempt is. */
export function isStatusStep(name: string): boolean {
  return (Object.values(STEPS) as string[]).includes(name);
}

export function isOpen(attempt: SignInResource | undefined): attempt is SignInResource {
  return stepOf(attempt) !== undefined;
}

/** Returns which factor an attempt is at. */
export function levelOf(attempt: SignInResource | undefined): 'first' | 'second' {
  return attempt?.status === 'needs_first_factor' ? 'first' : 'second';
}

/** Returns whether an attempt has passed its first factor and needs something more. See the copy in `oauth/resolve-return.ts`. */
export function isPastFirstFactor(attempt: SignInResource): boolean {
  return isOpen(attempt) && levelOf(attempt) === 'second';
}
