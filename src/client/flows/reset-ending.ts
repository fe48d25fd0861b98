import { arrivalTime } from '../platform/arrival-time.ts';
import type { SignInMethodResource } from '../resources/types/user-factors.ts';
import type { SignInMachine } from './methods.ts';

/** The sign-in methods that a password reset has switched off, once the API has told. */
export type SuspendedMethods = Promise<readonly SignInMethodResource[]>;

/** Milliseconds that the success of a password reset is shown, the wait for the next page included. */
const SUCCESS_MS = 2000;

/**
 * Says that the password is reset. The flow goes on by itself after a while, unless the reset has switched something
 * off: the user has to see that.
 */
export function showReset(machine: SignInMachine, sessionId: string): SuspendedMethods {
  const { clock } = machine.context;
  machine.abortWaits();
  const { stepSignal } = machine;
  machine.goTo({ name: 'reset-password-done', sessionId });
  const suspended = findSuspended(machine, sessionId);
  void suspended.then((methods) => {
    if (methods.length && !stepSignal.aborted) machine.goTo({ name: 'reset-password-success', sessionId, methods });
  });
  // The next page probably takes as long to arrive as this one did, and this one stays in sight until then.
  const timer = clock.setTimeout(
    () => isShown(machine) && void machine.submit({ type: 'continue' }),
    Math.max(0, SUCCESS_MS - arrivalTime()),
  );
  stepSignal.addEventListener('abort', () => clock.clearTimeout(timer));
  return suspended;
}

/** Completes the flow after a reset, but not before the user has seen what it has switched off. */
export async function leaveReset(
  machine: SignInMachine,
  suspended: SuspendedMethods | undefined,
  target?: string,
): Promise<void> {
  if (isShown(machine) && (await suspended)?.length) return;
  machine.abortWaits();
  await machine.complete(machine.attempt?.createdSessionId, target);
}

function isShown({ state }: SignInMachine): boolean {
  return state.step.name === 'reset-password-done';
}

/** Returns what is switched off. The profile shows it too, so an API that cannot tell stops nobody. */
async function findSuspended({ context }: SignInMachine, sessionId: string): SuspendedMethods {
  const user = context.client()?.sessions.find(({ id }) => id === sessionId)?.user;
  const methods = (await user?.getSignInMethods().catch(() => undefined)) ?? [];
  return methods.filter(({ status }) => status === 'suspended');
}
