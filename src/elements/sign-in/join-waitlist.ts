import type { ReactiveController } from 'lit';
import type { ViewHost } from '../base/view-host.ts';

/**
 * Names the link of the first screen for what it leads to where an instance has a waitlist. Few have one, so the words
 * come after the first screen.
 */
export function nameWaitlist(host: ViewHost): void {
  if (host.environment?.user_settings.sign_up.mode === 'waitlist') host.state(WaitlistLink);
}

class WaitlistLink implements ReactiveController {
  readonly #host: ViewHost;

  constructor(host: ViewHost) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    for (const part of ['Text', 'Link'] as const) {
      const node = this.#host.renderRoot.querySelector(
        `[data-step=start] ~ .cl-footer .cl-footerAction${part}__signIn`,
      );
      if (node) node.textContent = this.#host.t(`signIn.start.action${part}__join_waitlist`);
    }
  }
}
