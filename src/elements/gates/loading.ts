import type { ClerkInstance } from '../../client/types.ts';
import { Gate } from './gate.ts';

/**
 * Shows its children until the instance is loaded, or could not be loaded. They also show before the script has loaded;
 * if it never does, such as because an extension blocks it, they stay, unless a style sheet of the page hides
 * `clerk-loading:not(:defined)` after a while. README has one, under "Show and hide".
 *
 * @summary Shows its children while the instance loads.
 * @tag clerk-loading
 *
 * @attr {boolean} hidden - Set by the element.
 *
 * @slot - What users see meanwhile, such as a placeholder of the size of what comes.
 *
 * @example
 * <clerk-loading><p>One moment …</p></clerk-loading>
 * <clerk-loaded hidden><clerk-sign-in></clerk-sign-in></clerk-loaded>
 */
export class ClerkLoading extends Gate {
  protected override changed({ status }: ClerkInstance): void {
    this.hidden = status !== 'loading';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-loading': ClerkLoading;
  }
}
