import type { ClerkInstance } from '../../client/types.ts';
import { PlainElement } from '../base/plain-element.ts';
import sheet from './gates.css';

/** The base of elements that render nothing and follow whether a user is signed in. */
export abstract class Gate extends PlainElement {
  /** @internal */
  static override readonly sheet = sheet;

  #unlisten: (() => void) | undefined;

  disconnectedCallback(): void {
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  /**
   * Called once it is known whether a user is signed in, and again at each change of the resources. Not called while that
   * is unknown, such as while the session changes.
   */
  protected abstract settled(signedIn: boolean, clerk: ClerkInstance): void;

  protected override follow(clerk: ClerkInstance | undefined): void {
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
