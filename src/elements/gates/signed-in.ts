import type { ClerkInstance } from '../../client/types.ts';
import { ContentGate, isSignedIn } from './gate.ts';

/**
 * Shows its children to signed-in users. The element only hides them, also while it is unknown whether a user is signed
 * in. Write `<clerk-signed-in hidden>` so that nothing shows before the script has loaded.
 *
 * The children are in the page even when they are hidden: leave out on the server what must stay secret.
 *
 * @summary Shows its children when signed in.
 * @tag clerk-signed-in
 *
 * @attr {boolean} hidden - Set by the element; write it in the HTML to avoid a flash of the children.
 *
 * @slot - What signed-in users see.
 */
export class ClerkSignedIn extends ContentGate {
  protected override isOpen(clerk: ClerkInstance): boolean | undefined {
    return isSignedIn(clerk);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-signed-in': ClerkSignedIn;
  }
}
