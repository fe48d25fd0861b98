import { Gate } from './gate.ts';

/**
 * Shows its children to signed-in visitors. They stay where they are and are only hidden; until it is known who the
 * visitor is they are hidden too. Write `<clerk-signed-in hidden>` and nothing shows before the script is here.
 *
 * Hiding is a matter of looks: the children are in the page, so what must stay secret has to be left out by the server.
 *
 * @summary Shows its children when signed in.
 * @tag clerk-signed-in
 *
 * @attr {boolean} hidden - Kept up to date by the element; set it in the HTML to avoid a flash.
 */
export class ClerkSignedIn extends Gate {
  override connectedCallback(): void {
    this.hidden = true;
    super.connectedCallback();
  }

  protected override settled(signedIn: boolean): void {
    this.hidden = !signedIn;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-signed-in': ClerkSignedIn;
  }
}
