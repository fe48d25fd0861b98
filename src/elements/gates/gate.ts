import type { ClerkInstance } from '../../client/types.ts';
import { adoptSheets } from '../base/adopt-sheets.ts';
import { whenInstance } from '../base/default-instance.ts';
import sheet from './gates.css';

/** Server-side rendering imports elements where there is no HTMLElement. The class is never instantiated there. */
const Base = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

/**
 * The base of elements that render nothing and follow whether a user is signed in. They do not use Lit, because their
 * children belong to the page, down to the last comment node.
 */
export abstract class Gate extends Base {
  #given: ClerkInstance | undefined;
  #unlisten: (() => void) | undefined;

  /** The instance to work with; the page's default one unless set. */
  get clerk(): ClerkInstance | undefined {
    return this.#given;
  }

  set clerk(clerk: ClerkInstance | undefined) {
    if (clerk === this.#given) return;
    this.#given = clerk;
    if (this.isConnected) this.#follow(clerk);
  }

  connectedCallback(): void {
    // A property that was set before the element was defined hides the accessor, so it is set again.
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
   * Called once it is known whether a user is signed in, and again at each change of the resources. Not called while that
   * is unknown, such as while the session changes.
   */
  protected abstract settled(signedIn: boolean, clerk: ClerkInstance): void;

  #follow(clerk: ClerkInstance | undefined): void {
    this.disconnectedCallback();
    if (!clerk) return;
    const changed = (): void => {
      const { client, session, status, __internal_incoming: incoming } = clerk;
      if (client && session !== undefined) this.settled(clerk.isSignedIn, clerk);
      // Who is signed in is known before the client is applied.
      else if (!client && status === 'loading' && incoming?.status === 'active') this.settled(true, clerk);
    };
    this.#unlisten = clerk.__internal_subscribe(changed);
    changed();
    // The instance reports the reason on the console and in its status.
    void clerk.__internal_ensureLoaded().catch(() => {});
  }
}
