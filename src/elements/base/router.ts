import { address, setAddress } from '../../client/platform/address.ts';
import { hashPaths } from '../../client/platform/hash-paths.ts';
import type { ClerkInstance } from '../../client/types.ts';
import { keptParameters, LANDED } from '../../protocol/kept-parameters.ts';

export type Routing = 'path' | 'hash' | 'virtual';

/**
 * Keeps the step of an element in the path (`/sign-in/factor-one`), in the hash (`#/factor-one?…`) or in memory. The
 * first step is the empty string.
 */
export class Router {
  /** The step that the URL names. */
  step = '';
  /** Query of the page, and of the hash, which wins. */
  params = new URLSearchParams(address.search);
  readonly #routing: Routing;
  readonly #base: string;
  /** First part of the hash, before the step. */
  readonly #under: string;
  readonly #clerk: ClerkInstance;
  #onChange: (() => void) | undefined;

  /** @param options `routing`, `path` and `under` of the element; `path` alone means path routing */
  constructor(
    clerk: ClerkInstance,
    options: { routing?: string | undefined; path?: string | undefined; under?: string | undefined },
  ) {
    const { path, routing = path ? 'path' : 'hash', under } = options;
    this.#routing = routing === 'virtual' ? routing : routing === 'path' && path ? 'path' : 'hash';
    this.#base = `/${path ?? ''}`.replace(/\/+/g, '/').replace(/\/$/, '');
    this.#under = under ? `${under}/` : '';
    this.#clerk = clerk;
    this.#locate();
  }

  get routing(): Routing {
    return this.#routing === 'path' && hashPaths.has(this.#base) ? 'hash' : this.#routing;
  }

  /** Calls back when the URL names another step, such as after going back, until {@link stop}. */
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
   * @param replace replaces the history entry instead of adding one
   */
  go(step: string, replace = false): void {
    this.step = step;
    if (this.routing === 'virtual') return;
    const to = this.urlOf(step);
    if (to === address.pathname + address.search + address.hash) return;
    if (this.#clerk.__internal_getOption(replace ? 'routerReplace' : 'routerPush')) {
      void this.#clerk.navigate(to, { replace, metadata: { routing: this.routing, navigationType: 'internal' } });
    } else {
      setAddress(to, replace);
    }
  }

  /** Returns the URL of a step, relative to the origin. */
  urlOf(step: string): string {
    // With hash routing, the query of the page stays as it is.
    const query = String(this.kept(step === 'verify' && this.routing === 'path' ? LANDED : undefined));
    const tail = query && `?${query}`;
    return this.routing === 'path'
      ? (step ? `${this.#base}/${step}` : this.#base || '/') + tail
      : `${address.pathname}${address.search}#/${this.#under}${step}${tail}`;
  }

  /** Returns the parameters that the next step and links to the other form keep. */
  kept(more?: RegExp): URLSearchParams {
    return keptParameters(this.params, more);
  }

  #moved = (): void => {
    const before = this.step;
    this.#locate();
    if (before !== this.step) this.#onChange?.();
  };

  #locate(): void {
    if (this.routing === 'virtual') return;
    const params = new URLSearchParams(address.search);
    const path = address.pathname;
    const hash = /^#\/([^?]*)\??(.*)$/.exec(address.hash);
    if (hash) for (const [name, value] of new URLSearchParams(hash[2])) params.set(name, value);
    this.params = params;
    const inPath = path.startsWith(`${this.#base}/`) ? path.slice(this.#base.length) : '';
    // With path routing, the hash of a link becomes the path.
    const inHash = `${hash?.[1] ?? ''}/`.replace(this.#under, '');
    this.step = (this.routing === 'hash' || hash ? inHash : inPath).replace(/^\/+|\/+$/g, '');
    if (this.routing === 'path' && hash) this.go(this.step, true);
  }
}
