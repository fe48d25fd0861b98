import type { ClerkInstance } from '../../client/types.ts';
import { ContentGate } from './gate.ts';

/**
 * Shows its children when the instance could not be loaded, until a later attempt succeeds. The page makes these attempts
 * itself, unless the API has refused it; the console says why.
 *
 * The element needs the script. If that never comes, such as because an extension blocks it, a style sheet of the page can
 * show the children after a while: `clerk-failed:not(:defined)` selects the element as long as it does not work. README has
 * one, under "Show and hide".
 *
 * @summary Shows its children when the instance could not be loaded.
 * @tag clerk-failed
 *
 * @attr {boolean} hidden - Set by the element; write it in the HTML to avoid a flash of the children.
 *
 * @slot - What users see instead, such as a telephone number or a link to another page.
 *
 * @example
 * <clerk-failed hidden><p>You cannot sign in at the moment. <a href="/status">What we know</a></p></clerk-failed>
 */
export class ClerkFailed extends ContentGate {
  protected override isOpen({ status }: ClerkInstance): boolean {
    return status === 'error';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-failed': ClerkFailed;
  }
}
