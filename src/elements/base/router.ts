import { attempt } from '../../client/platform/native.ts';
import type { ClerkInstance } from '../../client/types.ts';

export type Routing = 'path' | 'hash' | 'virtual';

/** Query parameters that survive a change of step. */
const KEPT = /^(redirect_url|__clerk_ticket|after_sign_(in|up)_url|sign_(in|up)_(force|fallback)_redirect_url)$/;

/** What the page behind a mailed link was told, which has to survive a reload. */
const LANDED = /^__clerk_(status|created_session)$/;

/**
 * Where an element keeps its step: in the path (`/sign-in/factor-one`), in the hash (`#/factor-one?…`) or in memory.
 * The first step is the empty string.
 */
export class Router {
  /** Step the URL names. */
  step = '';
  /** Query of the page; with hash routing, of the hash over that of the page. */
  params = new URLSearchParams(location.search);
  readonly routing: Routing;
  readonly #base: string;
  /** What stands before the step in the hash. */
  readonly #under: string;
  readonly #clerk: ClerkInstance;
  #onChange: (() => void) | undefined;

  /** @param options `routing` and `path` of the element; `path` alone means path routing */
  constructor(
    clerk: ClerkInstance,
    options: { routing?: string | undefined; path?: string | undefined; under?: string | undefined },
  ) {
    const { path, routing = path ? 'path' : 'hash', under } = options;
    if ((routing === 'path') !== !!path) {
      console.error(`clerk-widgets: routing="${routing}" ${path ? 'does not go with' : 'needs'} a path attribute.`);
    }
    this.routing = routing === 'virtual' ? routing : routing === 'path' && path ? 'path' : 'hash';
    this.#base = `/${path ?? ''}`.replace(/\/+/g, '/').replace(/\/$/, '');
    this.#under = under ? `${under}/` : '';
    this.#clerk = clerk;
    this.#locate();
  }

  /** Follows the back and forward buttons until {@link stop}. */
  start(onChange: () => void): void {
    this.#onChange = onChange;
    if (this.routing === 'virtual') return;
    addEventListener('popstate', this.#moved);
    addEventListener('hashchange', this.#moved);
  }

  stop(): void {
    removeEventListener('popstate', this.#moved);
    removeEventListener('hashchange', this.#moved);
  }

  /**
   * Writes a step into the URL, through the application's router when it gave one.
   *
   * @param replace keep the number of history entries
   */
  go(step: string, replace = false): void {
    this.step = step;
    if (this.routing === 'virtual') return;
    const to = this.urlOf(step);
    if (to === location.pathname + location.search + location.hash) return;
    if (this.#clerk.__internal_getOption(replace ? 'routerReplace' : 'routerPush')) {
      void this.#clerk.navigate(to, { replace, metadata: { routing: this.routing, navigationType: 'internal' } });
    } else {
      // Safari refuses after a hundred calls. The address stays behind, and the form goes on.
      attempt(() => history[replace ? 'replaceState' : 'pushState'](null, '', location.origin + to));
    }
  }

  /** The address of a step, relative to the origin. */
  urlOf(step: string): string {
    // With hash routing the query of the page stays as it is.
    const query = String(this.kept(step === 'verify' && this.routing === 'path' ? LANDED : undefined));
    const tail = query && `?${query}`;
    return this.routing === 'path'
      ? (step ? `${this.#base}/${step}` : this.#base || '/') + tail
      : `${location.pathname}${location.search}#/${this.#under}${step}${tail}`;
  }

  /** The parameters that go along to the next step and to the twin element. */
  kept(more?: RegExp): URLSearchParams {
    return new URLSearchParams([...this.params].filter(([name]) => KEPT.test(name) || more?.test(name)));
  }

  #moved = (): void => {
    const before = this.step;
    this.#locate();
    if (before !== this.step) this.#onChange?.();
  };

  #locate(): void {
    if (this.routing === 'virtual') return;
    const params = new URLSearchParams(location.search);
    const hash = /^#\/([^?]*)\??(.*)$/.exec(location.hash);
    if (hash) for (const [name, value] of new URLSearchParams(hash[2])) params.set(name, value);
    this.params = params;
    const path = location.pathname;
    const inPath = path.startsWith(`${this.#base}/`) ? path.slice(this.#base.length) : '';
    // A link to a hash step, arriving at an element with path routing, becomes that path.
    const inHash = `${hash?.[1] ?? ''}/`.replace(this.#under, '');
    this.step = (this.routing === 'hash' || hash ? inHash : inPath).replace(/^\/+|\/+$/g, '');
    if (this.routing === 'path' && hash) this.go(this.step, true);
  }
}
