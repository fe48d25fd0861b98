import type { ClerkInstance } from '../../client/types.ts';
import { PlainElement } from '../base/plain-element.ts';
import sheet from './gates.css';

/** The base of elements that render nothing and follow the state of the instance. */
export abstract class Gate extends PlainElement {
  /** @internal */
  static override readonly sheet = sheet;

  #unlisten: (() => void) | undefined;

  disconnectedCallback(): void {
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  /** Called when the instance is known and at each change of its state, while the element is in the page. */
  protected abstract changed(clerk: ClerkInstance): void;

  protected override follow(clerk: ClerkInstance | undefined): void {
    this.disconnectedCallback();
    if (!clerk) return;
    const changed = (): void => this.changed(clerk);
    this.#unlisten = clerk.__internal_subscribe(changed);
    changed();
    // The instance reports the reason on the console and in its status.
    void clerk.__internal_ensureLoaded().catch(() => {});
  }
}

/** A server marks what it has decided, with the slot that it shows. */
export const DECIDED = 'data-clerk-ssr';

/** The base of elements that hide their children until they know better, or a server has decided. */
export abstract class ContentGate extends Gate {
  override connectedCallback(): void {
    if (this.getAttribute(DECIDED) === null) this.hidden = true;
    super.connectedCallback();
  }

  /** Returns whether the children are shown; undefined leaves them as they are, and hidden in the beginning. */
  protected abstract isOpen(clerk: ClerkInstance): boolean | undefined;

  protected override follow(clerk: ClerkInstance | undefined): void {
    // What another instance has shown says nothing about this one.
    if (this.getAttribute(DECIDED) === null) this.hidden = true;
    this.removeAttribute(DECIDED);
    super.follow(clerk);
  }

  protected override changed(clerk: ClerkInstance): void {
    const open = this.isOpen(clerk);
    if (open !== undefined) this.hidden = !open;
  }
}

/** Returns whether a user is signed in; undefined while that is unknown, such as while the session changes. */
export function isSignedIn(clerk: ClerkInstance): boolean | undefined {
  const { client, session, status, __internal_incoming: incoming } = clerk;
  if (client) return session === undefined ? undefined : clerk.isSignedIn;
  // Who is signed in is known before the client is applied.
  return status === 'loading' && incoming?.status === 'active' ? true : undefined;
}
