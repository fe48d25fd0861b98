import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Renders its host once a second while a deadline is ahead. */
export class CountdownController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #deadline: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param deadline local milliseconds since the epoch; 0 for none */
  constructor(host: ReactiveControllerHost, deadline: () => number) {
    this.#host = host;
    this.#deadline = deadline;
    host.addController(this);
  }

  /** Whole seconds left, 0 once the deadline has passed. */
  get seconds(): number {
    return Math.max(0, Math.ceil((this.#deadline() - Date.now()) / 1000));
  }

  hostUpdated(): void {
    if (this.#timer || this.seconds === 0) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#host.requestUpdate();
      },
      (this.#deadline() - Date.now()) % 1000 || 1000,
    );
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
