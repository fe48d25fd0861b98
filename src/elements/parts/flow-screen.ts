import { render } from 'lit';
import { address } from '../../client/platform/address.ts';
import { page } from '../../client/platform/native.ts';
import type { Extension } from '../base/view-host.ts';
import type { FlowHost } from '../controllers/flow-controller.ts';
import { frame } from './frame.ts';

/** Draws one step. Returns undefined while code that it needs is being loaded. */
export type View<Host, Step> = (host: Host, step: Step) => unknown;

/** One view for each step: a step without a view does not compile. */
export type ViewTable<Host, Step extends { name: string }> = {
  readonly [Name in Step['name']]: View<Host, Extract<Step, { name: Name }>>;
};

/** Views that are loaded after the first one, with the sheets and texts that they need. */
export interface DeferredViews<Host, Step extends { name: string }> extends Extension {
  readonly views: ViewTable<Host, Step>;
}

/** The views of a flow. Some come with the element; the others are loaded later. */
export interface FlowViews<Host, Step extends { name: string }, First extends Step['name']> {
  readonly first: ViewTable<Host, Extract<Step, { name: First }>>;
  /** Loads the views of all other steps. */
  rest(): Promise<DeferredViews<Host, Exclude<Step, { name: First }>>>;
  /** Loads views that replace first ones where those return undefined: they offer more than most instances need. */
  full?(): Promise<DeferredViews<Host, Extract<Step, { name: 'start' }>>>;
  /** The step that the flow most likely begins with. It is drawn out of sight while the instance loads. */
  readonly guess?: Extract<Step, { name: First }>;
}

type AnyViews<Host, Step> = Partial<Record<string, View<Host, Step>>>;

/** Draws the current step of a flow. While the code of a step is being loaded, the last view stays. */
export class FlowScreen<Host extends FlowHost, Step extends { name: string }, First extends Step['name']> {
  readonly #host: Host;
  readonly #flow: string;
  readonly #views: FlowViews<Host, Step, First> & { first: AnyViews<Host, Step> };
  readonly #loaded: AnyViews<Host, Step> = {};
  #last: unknown;
  #prefetched = false;
  #rehearsed = false;
  /** Whether there is nothing to show, because its code could not be loaded. */
  #isMissing = false;

  /** @param flow appearance key of the flow, such as `signIn` */
  constructor(host: Host, flow: string, views: FlowViews<Host, Step, First>) {
    this.#host = host;
    this.#flow = flow;
    // Without the cast, TypeScript cannot look up a view by the name of a step: `Step` is still a type parameter.
    this.#views = views as FlowViews<Host, Step, First> & { first: AnyViews<Host, Step> };
  }

  render(step: Step | undefined): unknown {
    if (!step) {
      this.#rehearse();
      return frame(this.#host, this.#flow);
    }
    const first = this.#views.first[step.name];
    const loaded = this.#loaded[step.name];
    const shown = first?.(this.#host, step) ?? loaded?.(this.#host, step);
    this.#host.form.isLate = !shown;
    this.#last = shown ?? this.#last;
    if (shown || loaded) this.#prefetch();
    else if ((!first || this.#views.full) && !this.#isMissing)
      this.load(!!first).then(
        () => this.#host.requestUpdate(),
        (error: unknown) => {
          console.error('clerk-widgets: a screen could not be loaded.', error);
          // The last form may be sent again, which tries again.
          this.#host.form.isLate = false;
          // Browsers remember a failed import until the page is left, so the page is loaded again: the URL names the
          // step, and the server has what was sent. A page that has shown nothing yet would only fail again.
          if (this.#last && !first && this.#host.routing !== 'virtual' && navigator.onLine) address.reload();
          if (!this.#last) this.#miss();
        },
      );
    return this.#last ?? frame(this.#host, this.#flow, this.#isMissing);
  }

  /** Says that there is no connection, until the browser is online again. */
  #miss(): void {
    const set = (isMissing: boolean) => {
      this.#isMissing = isMissing;
      this.#host.requestUpdate();
    };
    if (!this.#isMissing) addEventListener('online', () => set(false), { once: true });
    set(true);
  }

  /** Loads the views of the other steps, or with `full` the fuller first one. */
  async load(full = false): Promise<void> {
    const deferred = await (full ? this.#views.full?.() : this.#views.rest());
    if (!deferred) return;
    this.#host.extend(deferred);
    Object.assign(this.#loaded, deferred.views);
  }

  /**
   * Draws the first view once out of sight while the instance loads. Its templates, styles and fonts are then ready
   * when the real one is drawn, which saves a third of the remaining time on a slow phone.
   */
  #rehearse(): void {
    const { guess, first } = this.#views;
    if (!guess || this.#rehearsed) return;
    this.#rehearsed = true;
    setTimeout(() => {
      const host = this.#host;
      if (this.#last || !host.isConnected) return;
      const stage = page.createElement('div');
      stage.className = 'cl-liveRegion';
      render(first[guess.name]?.(host, guess), stage);
      host.renderRoot.append(stage);
      stage.getBoundingClientRect();
      stage.remove();
    });
  }

  /** Loads the error texts and the other views once the first view is up and the browser is idle. */
  #prefetch(): void {
    if (this.#prefetched) return;
    this.#prefetched = true;
    const fetchAll = () =>
      void Promise.all([this.#host.loadErrors(), this.load()]).then(
        // An error that is already shown gets its action.
        () => this.#host.requestUpdate(),
        // The view is loaded again when its step is shown.
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
