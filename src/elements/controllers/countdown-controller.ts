import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { steadyNow } from '../../client/platform/steady-now.ts';

/** Counts the seconds to a deadline. The host renders once a second as long as it asks for them while it renders. */
export class CountdownController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #deadline = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /**
   * Returns the whole seconds that are left, 0 once the deadline has passed.
   *
   * @param deadline milliseconds of the steady clock; 0 for none
   */
  secondsUntil(deadline: number): number {
    this.#deadline = deadline;
    return this.#seconds;
  }

  hostUpdate(): void {
    this.#deadline = 0;
  }

  hostUpdated(): void {
    if (this.#timer || this.#seconds === 0) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#host.requestUpdate();
      },
      (this.#deadline - steadyNow()) % 1000 || 1000,
    );
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  get #seconds(): number {
    return Math.max(0, Math.ceil((this.#deadline - steadyNow()) / 1000));
  }
}
