import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { steadyNow } from '../../client/platform/steady-now.ts';

const countdowns = new WeakMap<ReactiveControllerHost, CountdownController>();

/**
 * Whole seconds until a deadline, 0 once it has passed. As long as a host asks while it renders, it renders once a
 * second.
 *
 * @param deadline milliseconds of the steady clock; 0 for none
 */
export function secondsUntil(host: ReactiveControllerHost, deadline: number): number {
  const countdown = countdowns.get(host) ?? new CountdownController(host);
  countdowns.set(host, countdown);
  countdown.deadline = deadline;
  return countdown.seconds;
}

class CountdownController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;
  deadline = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get seconds(): number {
    return Math.max(0, Math.ceil((this.deadline - steadyNow()) / 1000));
  }

  hostUpdate(): void {
    this.deadline = 0;
  }

  hostUpdated(): void {
    if (this.#timer || this.seconds === 0) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#host.requestUpdate();
      },
      (this.deadline - steadyNow()) % 1000 || 1000,
    );
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
