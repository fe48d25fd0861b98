import type { FlowContext } from '../flow-context.ts';
import { isOver } from '../flow-errors.ts';
import { waitToResend } from '../sent-code.ts';

/** Milliseconds between two looks at an attempt whose link was sent. */
const POLL_MS = 1_000;

/** The wait of each flow: a newer link takes the place of the older one. */
const waits = new WeakMap<object, AbortController>();

/**
 * Looks once a second, while the page is visible, whether a link was opened. It does so in the background: the form
 * stays open for the code in the same email.
 *
 * @param machine the flow, which waits for one link at a time
 * @param isDone looks at the attempt, and returns true when there is nothing left to wait for. When it throws, it is
 *   called again, at the time the API names if it names one, unless the attempt is over.
 */
export function waitForLink(
  machine: { readonly context: FlowContext; readonly stepSignal: AbortSignal },
  isDone: (signal: AbortSignal) => Promise<boolean>,
): void {
  const { clock, isVisible } = machine.context;
  const stop = new AbortController();
  const { signal } = stop;
  waits.get(machine)?.abort();
  waits.set(machine, stop);
  machine.stepSignal.addEventListener('abort', () => stop.abort(), { once: true, signal });
  let timer: unknown;
  signal.addEventListener('abort', () => clock.clearTimeout(timer), { once: true });
  const schedule = (ms = POLL_MS) => {
    if (!signal.aborted) timer = clock.setTimeout(() => void poll(), ms);
  };
  const poll = async () => {
    try {
      if (isVisible() && (await isDone(signal))) stop.abort();
      else schedule();
    } catch (error) {
      const dueAt = waitToResend(clock, error);
      if (isOver(error)) stop.abort();
      else schedule(dueAt && dueAt - clock.now());
    }
  };
  if (machine.stepSignal.aborted) stop.abort();
  schedule();
}
