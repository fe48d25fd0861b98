import type { ClerkInstance } from '../../client/types.ts';
import { ContentGate } from './gate.ts';

/**
 * Shows its children once the instance is loaded, whoever is signed in. That includes the status `degraded`: the API
 * cannot be reached, and the page continues with what it knows. Write `<clerk-loaded hidden>` so that nothing shows before
 * the script has loaded.
 *
 * @summary Shows its children once the instance is loaded.
 * @tag clerk-loaded
 *
 * @attr {boolean} hidden - Set by the element; write it in the HTML to avoid a flash of the children.
 *
 * @slot - What needs the instance.
 */
export class ClerkLoaded extends ContentGate {
  protected override isOpen({ loaded }: ClerkInstance): boolean {
    return loaded;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-loaded': ClerkLoaded;
  }
}
