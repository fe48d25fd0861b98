import { Gate } from './gate.ts';

/**
 * Shows its children to visitors who are not signed in. They stay where they are and are only hidden; until it is
 * known who the visitor is they are hidden too. Write `<clerk-signed-out hidden>` and nothing shows before the script
 * is here.
 *
 * @summary Shows its children when signed out.
 * @tag clerk-signed-out
 *
 * @attr {boolean} hidden - Kept up to date by the element; set it in the HTML to avoid a flash.
 */
export class ClerkSignedOut extends Gate {
  override connectedCallback(): void {
    this.hidden = true;
    super.connectedCallback();
  }

  protected override settled(signedIn: boolean): void {
    this.hidden = signedIn;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-signed-out': ClerkSignedOut;
  }
}
