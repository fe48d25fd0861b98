import type { TemplateResult } from 'lit';
import type { FlowHost } from '../controllers/flow-controller.ts';
import { frame } from './frame.ts';

/** Draws one step; given what it needs and nothing else. */
export type Screen<Host, Step> = (host: Host, step: Step) => TemplateResult;

/** A screen for each step of a flow: one that is missing does not compile. */
export type Screens<Host, Step extends { name: string }> = {
  [Name in Step['name']]: Screen<Host, Extract<Step, { name: Name }>> | LazyScreen<Host, Extract<Step, { name: Name }>>;
};

/** A screen whose code comes when it is needed, or a little earlier. */
export interface LazyScreen<Host, Step> {
  draw: Screen<Host, Step> | undefined;
  load(): Promise<void>;
}

/** @param load imports the screen */
export function lazyScreen<Host, Step>(load: () => Promise<Screen<Host, Step>>): LazyScreen<Host, Step> {
  const screen: LazyScreen<Host, Step> = {
    draw: undefined,
    async load() {
      screen.draw ??= await load();
    },
  };
  return screen;
}

/** Draws the current step of a flow, holding the last screen until the code of the next one is here. */
export class FlowScreen<Host extends FlowHost, Step extends { name: string }> {
  readonly #host: Host;
  readonly #flow: string;
  readonly #screens: Screens<Host, Step>;
  #last: TemplateResult | undefined;

  constructor(host: Host, flow: string, screens: Screens<Host, Step>) {
    this.#host = host;
    this.#flow = flow;
    this.#screens = screens;
  }

  render(step: Step | undefined): TemplateResult {
    if (!step) return frame(this.#host, this.#flow);
    const screen = this.#screens[step.name as Step['name']] as Screen<Host, Step> | LazyScreen<Host, Step>;
    const draw = typeof screen === 'function' ? screen : screen.draw;
    if (draw) return (this.#last = draw(this.#host, step));
    (screen as LazyScreen<Host, Step>).load().then(
      () => this.#host.requestUpdate(),
      (error: unknown) => console.error('clerk-widgets: a screen could not be loaded.', error),
    );
    return this.#last ?? frame(this.#host, this.#flow);
  }

  /** Fetches the screens and texts that are not here yet, once the browser is idle. */
  prefetch(): void {
    const fetchAll = () => {
      void this.#host.loadErrors();
      for (const screen of Object.values(this.#screens) as (unknown | LazyScreen<Host, Step>)[]) {
        if (typeof screen === 'object') (screen as LazyScreen<Host, Step>).load().catch(() => {});
      }
    };
    if ('requestIdleCallback' in globalThis) requestIdleCallback(fetchAll);
    else setTimeout(fetchAll, 200);
  }
}
