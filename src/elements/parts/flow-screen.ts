import { render } from 'lit';
import { page } from '../../client/platform/native.ts';
import type { Extension } from '../base/clerk-element.ts';
import type { FlowHost } from '../controllers/flow-controller.ts';
import { frame } from './frame.ts';

/** Draws one step from what the flow says about it; nothing (undefined) while its code is on the way. */
export type Draw<Host, Step> = (host: Host, step: Step) => unknown;

/** Screens that come later, with the sheets and texts that come along. */
export interface LaterScreens<Host, Step extends { name: string }> extends Extension {
  readonly screens: { [Name in Step['name']]: Draw<Host, Extract<Step, { name: Name }>> };
}

/** How a flow is drawn: some steps at once, every other one by code that comes later. None may be missing. */
export interface Screens<Host, Step extends { name: string }, Now extends Step['name']> {
  readonly now: { [Name in Now]: Draw<Host, Extract<Step, { name: Name }>> };
  later(): Promise<LaterScreens<Host, Exclude<Step, { name: Now }>>>;
  /** Steps drawn at once whose own drawing has nothing to show: with more on them than most instances need. */
  full?(): Promise<LaterScreens<Host, Extract<Step, { name: 'start' }>>>;
  /** What the first step probably is, to be rehearsed while the instance is awaited. */
  readonly guess?: Extract<Step, { name: Now }>;
}

type AnyScreens<Host, Step> = Partial<Record<string, Draw<Host, Step>>>;

/** Draws the current step of a flow, holding the last screen until the code of the next one is here. */
export class FlowScreen<Host extends FlowHost, Step extends { name: string }, Now extends Step['name']> {
  readonly #host: Host;
  readonly #flow: string;
  readonly #screens: Screens<Host, Step, Now>;
  readonly #later: AnyScreens<Host, Step> = {};
  #last: unknown;
  #prefetched = false;
  #rehearsed = false;

  /** @param flow appearance key of the flow, such as `signIn` */
  constructor(host: Host, flow: string, screens: Screens<Host, Step, Now>) {
    this.#host = host;
    this.#flow = flow;
    this.#screens = screens;
  }

  render(step: Step | undefined): unknown {
    if (!step) {
      this.#rehearse();
      return frame(this.#host, this.#flow);
    }
    const now = (this.#screens.now as unknown as AnyScreens<Host, Step>)[step.name];
    const later = this.#later[step.name];
    const shown = now?.(this.#host, step) ?? later?.(this.#host, step);
    this.#host.form.isLate = !shown;
    this.#last = shown ?? this.#last;
    if (shown || later) this.#prefetch();
    else if (!now || this.#screens.full)
      this.load(!!now).then(
        () => this.#host.requestUpdate(),
        (error: unknown) => {
          console.error('clerk-widgets: a screen could not be loaded.', error);
          // What was lost on the way of a module stays lost until the page goes. The URL has the step, and the server
          // what was sent. A page that has shown nothing yet would only come back the same.
          if (this.#last && !now && this.#host.routing !== 'virtual' && navigator.onLine) location.reload();
        },
      );
    return this.#last ?? frame(this.#host, this.#flow);
  }

  /** Fetches the later screens, or the full first one. */
  async load(full = false): Promise<void> {
    const screens = await (full ? this.#screens.full?.() : this.#screens.later());
    if (!screens) return;
    this.#host.extend(screens);
    Object.assign(this.#later, screens.screens);
  }

  /**
   * Draws the first screen once where nobody sees it, while there is nothing to do but wait. Its templates, styles
   * and fonts are then ready when the real one comes: on a slow phone that is a third of the time left.
   */
  #rehearse(): void {
    const { guess, now } = this.#screens;
    if (!guess || this.#rehearsed) return;
    this.#rehearsed = true;
    setTimeout(() => {
      const host = this.#host;
      if (this.#last || !host.isConnected) return;
      const stage = page.createElement('div');
      stage.className = 'cl-liveRegion';
      render((now as unknown as AnyScreens<Host, Step>)[guess.name]?.(host, guess), stage);
      host.renderRoot.append(stage);
      stage.getBoundingClientRect();
      stage.remove();
    });
  }

  /** Fetches what is not here yet, once the first screen is up and the browser idle. */
  #prefetch(): void {
    if (this.#prefetched) return;
    this.#prefetched = true;
    // A failure is tried again when the screen is needed.
    const fetchAll = () =>
      void Promise.all([this.#host.loadErrors(), this.load()]).then(
        // An error that is shown already gets what it leads to.
        () => this.#host.requestUpdate(),
        () => {},
      );
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (Object.hasOwn(globalThis, 'requestIdleCallback')) requestIdleCallback(fetchAll);
        else fetchAll();
      }, 100),
    );
  }
}
