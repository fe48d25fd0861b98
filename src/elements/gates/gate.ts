import type { ClerkInstance } from '../../client/types.ts';
import { adoptSheets } from '../base/adopt-sheets.ts';
import { whenInstance } from '../base/default-instance.ts';
import sheet from './gates.css';

/** Frameworks import elements where they render pages, too: there is no such class there, and no element is made. */
const Base = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

/**
 * The base of elements that render nothing of their own and follow whether somebody is signed in. They are no Lit
 * elements: their children belong to the page, down to the last comment node.
 */
export abstract class Gate extends Base {
  #given: ClerkInstance | undefined;
  #unlisten: (() => void) | undefined;

  /** The instance to follow; the page's default one when not set. */
  get clerk(): ClerkInstance | undefined {
    return this.#given;
  }

  set clerk(clerk: ClerkInstance | undefined) {
    if (clerk === this.#given) return;
    this.#given = clerk;
    if (this.isConnected) this.#follow(clerk);
  }

  connectedCallback(): void {
    // A property that was set before the element was defined hides the accessor.
    if (Object.hasOwn(this, 'clerk')) {
      const early = this.clerk;
      Reflect.deleteProperty(this, 'clerk');
      this.clerk = early;
    }
    adoptSheets(this, [sheet]);
    if (this.#given) this.#follow(this.#given);
    else void whenInstance().then((clerk) => (this.clerk ??= clerk));
  }

  disconnectedCallback(): void {
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  /**
   * Called once it is known whether somebody is signed in, and again with each change of the resources. Not called
   * while that is unknown or in transition.
   */
  protected abstract settled(signedIn: boolean, clerk: ClerkInstance): void;

  #follow(clerk: ClerkInstance | undefined): void {
    this.disconnectedCallback();
    if (!clerk) return;
    const changed = (): void => {
      if (clerk.client && clerk.session !== undefined) this.settled(clerk.isSignedIn, clerk);
    };
    this.#unlisten = clerk.addListener(changed, { skipInitialEmit: true });
    changed();
    // Why it failed is on the console and in the status.
    void clerk.__internal_ensureLoaded().catch(() => {});
  }
}
