import type { Clock } from '../../platform/platform.ts';
import { ceremony } from '../../platform/passkeys/ceremony.ts';
import type { ClerkRuntimeError } from '../../errors.ts';
import type { SignInRun } from '../sign-in-method.ts';
import type { SignInResource } from '../../resources/types.ts';

/** A passkey that was chosen in the field, and the attempt it answers. */
export interface ChosenPasskey {
  readonly attempt: SignInResource;
  /** Value of `public_key_credential`. */
  readonly credential: string;
}

/** Challenges live ten minutes; a new one is asked for before that. */
const RENEW_MS = 540_000;
/** How often a page nobody looks at asks whether somebody does. */
const LOOK_MS = 30_000;
/** Dialogs the user may close before passkeys are no longer offered in the field. */
const MAX_CANCELLED = 3;

/** Which stay on the first page a run waits, or has waited, in. */
const waits = new WeakMap<SignInRun, AbortSignal>();

/**
 * Offers passkeys among the suggestions of the identifier field, for as long as the first page is shown.
 *
 * @returns the passkey that was chosen; undefined when the page was left, it waits already, or the browser cannot
 * @throws {ClerkRuntimeError} when it is no longer possible: nobody asked for it, so nobody has to hear of it
 */
export async function waitInField(run: SignInRun): Promise<ChosenPasskey | undefined> {
  const { left, context } = run;
  if (waits.get(run) === left) return undefined;
  waits.set(run, left);
  if (!(await ceremony.isAutofillSupported())) return undefined;
  await context.painted();
  for (let cancelled = 0; !left.aborted && cancelled < MAX_CANCELLED; ) {
    const begun = (await run.begin()).create({ strategy: 'passkey' });
    run.hold(begun);
    const attempt = await begun.catch((error: unknown) => {
      // Without the network, say: it can be asked for again.
      waits.delete(run);
      throw error;
    });
    const renewal = renewAfter(context.clock, left);
    try {
      const credential = await ceremony.getPasskey(attempt.firstFactorVerification.nonce ?? '', {
        mediation: 'conditional',
        signal: renewal.signal,
      });
      return { attempt, credential };
    } catch (error) {
      const { code } = error as Partial<ClerkRuntimeError>;
      if (code === 'passkey_retrieval_cancelled') cancelled++;
      else if (!renewal.signal.aborted || left.aborted) throw error;
    } finally {
      renewal.stop();
    }
    while (!left.aborted && !context.isVisible()) await pause(context.clock, LOOK_MS);
  }
  return undefined;
}

/** A signal that ends when the page is left, and when the challenge gets old. */
function renewAfter(clock: Clock, left: AbortSignal): { signal: AbortSignal; stop(): void } {
  const control = new AbortController();
  const abort = () => control.abort();
  const timer = clock.setTimeout(abort, RENEW_MS);
  left.addEventListener('abort', abort);
  if (left.aborted) abort();
  return {
    signal: control.signal,
    stop() {
      clock.clearTimeout(timer);
      left.removeEventListener('abort', abort);
    },
  };
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.setTimeout(resolve, ms);
  });
}
