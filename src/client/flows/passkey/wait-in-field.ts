import type { ClerkRuntimeError } from '../../errors.ts';
import { ceremony } from '../../platform/passkeys/ceremony.ts';
import type { Clock } from '../../platform/platform.ts';
import type { SignInResource } from '../../resources/types/sign-in.ts';
import type { SignInMachine } from '../methods.ts';

/** A passkey that the user chose in the field, and the attempt whose challenge it answers. */
export interface ChosenPasskey {
  readonly attempt: SignInResource;
  /** Value of `public_key_credential`. */
  readonly credential: string;
}

/** Milliseconds after which a new challenge is asked for. Challenges live ten minutes. */
const RENEW_MS = 540_000;
/** Milliseconds between two looks whether a hidden page is visible again. */
const VISIBILITY_POLL_MS = 30_000;
/** Dialogs that the user may close before passkeys are no longer offered in the field. */
const MAX_CANCELLED = 3;

/** The step on which each sign-in waits, or has waited: it waits once per stay on the first page. */
const waits = new WeakMap<SignInMachine, AbortSignal>();

/**
 * Offers passkeys among the suggestions of the identifier field, for as long as the first page is shown.
 *
 * @returns the passkey that was chosen; undefined when the user left the page, when it waits already, and in a browser
 *   that cannot
 * @throws {ClerkRuntimeError} when waiting is no longer possible. The user did not ask for it: nothing is to be shown.
 */
export async function waitInField(machine: SignInMachine): Promise<ChosenPasskey | undefined> {
  const { stepSignal, context } = machine;
  if (waits.get(machine) === stepSignal) return undefined;
  waits.set(machine, stepSignal);
  if (!(await ceremony.isAutofillSupported())) return undefined;
  await context.painted();
  for (let cancelled = 0; !stepSignal.aborted && cancelled < MAX_CANCELLED; ) {
    const current = await machine.currentAttempt();
    if (stepSignal.aborted) return undefined;
    // The user was faster: a new attempt would replace the one that their request makes.
    if (machine.state.pending) {
      waits.delete(machine);
      return undefined;
    }
    const created = current.create({ strategy: 'passkey' });
    machine.queueBehind(created);
    const attempt = await created.catch((error: unknown) => {
      // A failure such as a lost network is no reason not to wait the next time.
      waits.delete(machine);
      throw error;
    });
    const renewal = renewAfter(context.clock, stepSignal);
    try {
      const credential = await ceremony.getPasskey(attempt.firstFactorVerification.nonce ?? '', {
        mediation: 'conditional',
        signal: renewal.signal,
      });
      return { attempt, credential };
    } catch (error) {
      const { code } = error as Partial<ClerkRuntimeError>;
      if (code === 'passkey_retrieval_cancelled') cancelled++;
      else if (!renewal.signal.aborted || stepSignal.aborted) throw error;
    } finally {
      renewal.stop();
    }
    while (!stepSignal.aborted && !context.isVisible()) await pause(context.clock, VISIBILITY_POLL_MS);
  }
  return undefined;
}

/** Returns a signal that is aborted when the user leaves the page, and when the challenge gets old. */
function renewAfter(clock: Clock, stepSignal: AbortSignal): { signal: AbortSignal; stop(): void } {
  const control = new AbortController();
  const abort = () => control.abort();
  const timer = clock.setTimeout(abort, RENEW_MS);
  stepSignal.addEventListener('abort', abort);
  if (stepSignal.aborted) abort();
  return {
    signal: control.signal,
    stop() {
      clock.clearTimeout(timer);
      stepSignal.removeEventListener('abort', abort);
    },
  };
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.setTimeout(resolve, ms);
  });
}
