import type { ClerkInstance } from '../../client/types.ts';
import { ContentGate } from './gate.ts';

/**
 * Shows its children while the API cannot be reached although the instance is loaded. Users who are signed in stay so,
 * and the page asks the API again by itself. Write `<clerk-degraded hidden>` so that nothing shows before the script has
 * loaded.
 *
 * @summary Shows its children while the API cannot be reached.
 * @tag clerk-degraded
 *
 * @attr {boolean} hidden - Set by the element; write it in the HTML to avoid a flash of the children.
 *
 * @slot - What users see meanwhile.
 */
export class ClerkDegraded extends ContentGate {
  protected override isOpen({ status }: ClerkInstance): boolean {
    return status === 'degraded';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-degraded': ClerkDegraded;
  }
}
