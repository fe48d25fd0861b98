import type { ClerkInstance } from '../../client/types.ts';
import { ContentGate, isSignedIn } from './gate.ts';

/**
 * Shows its children to users who are not signed in. The element only hides them, also while it is unknown whether a
 * user is signed in. Write `<clerk-signed-out hidden>` so that nothing shows before the script has loaded.
 *
 * @summary Shows its children when signed out.
 * @tag clerk-signed-out
 *
 * @attr {boolean} hidden - Set by the element; write it in the HTML to avoid a flash of the children.
 *
 * @slot - What users who are not signed in see.
 */
export class ClerkSignedOut extends ContentGate {
  protected override isOpen(clerk: ClerkInstance): boolean | undefined {
    const signedIn = isSignedIn(clerk);
    return signedIn === undefined ? undefined : !signedIn;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-signed-out': ClerkSignedOut;
  }
}
