import type { FlowContext } from '../context.ts';
import { isOver } from '../flow-errors.ts';
import { waitToResend } from '../sent-code.ts';

/** Milliseconds between two looks at an attempt whose link was sent. */
const POLL_MS = 1_000;

/** What is waited for, by the run of its flow: a newer link takes the place of the older one. */
const waits = new WeakMap<object, AbortController>();

/**
 * Looks once a second, while the page is visible, whether a link was opened. It waits in the background: the form
 * stays open for the code of the same mail.
 *
 * @param run of the flow, for which at most one link is waited for
 * @param look answers true when there is nothing to wait for any more; what it throws is tried again, when the API says
 *   so, unless the attempt is no more
 */
export function waitForLink(
  run: { readonly context: FlowContext; readonly left: AbortSignal },
  look: (signal: AbortSignal) => Promise<boolean>,
): void {
  const { clock, isVisible } = run.context;
  const stop = new AbortController();
  const { signal } = stop;
  waits.get(run)?.abort();
  waits.set(run, stop);
  run.left.addEventListener('abort', () => stop.abort(), { once: true, signal });
  let timer: unknown;
  signal.addEventListener('abort', () => clock.clearTimeout(timer), { once: true });
  const again = (pause = POLL_MS) => {
    if (!signal.aborted) timer = clock.setTimeout(() => void turn(), pause);
  };
  const turn = async () => {
    try {
      if (isVisible() && (await look(signal))) stop.abort();
      else again();
    } catch (error) {
      const due = waitToResend(clock, error);
      if (isOver(error)) stop.abort();
      else again(due && due - clock.now());
    }
  };
  if (run.left.aborted) stop.abort();
  again();
}
