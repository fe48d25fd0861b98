import { properties } from '../../base/properties.ts';
import { ChildElement } from './child-element.ts';

/**
 * An action in the menu of `<clerk-user-button>`. Choosing it dispatches `clerk-action`, closes the menu, and opens the
 * page of the profile that `open` names.
 *
 * A label that the menu has itself, `manageAccount` or `signOut`, puts that item in this place instead.
 *
 * @summary An action that you add to the menu.
 * @tag clerk-user-button-action
 *
 * @attr {string} label - Its text; default the text inside. `manageAccount` and `signOut` put the menu's own item here.
 * @attr {string} open - Page of the profile to open, such as `security` or the `url` of a page of yours.
 * @attr {string} icon - URL of the icon.
 *
 * @slot - The label, if there is no attribute.
 * @slot icon - The icon, if there is no attribute: a picture or an inline SVG, of which the menu shows a copy.
 *
 * @fires {ClerkActionEvent} clerk-action - The user has chosen it. Cancel the event to keep the menu open and the
 *   profile closed.
 */
export class ClerkUserButtonAction extends ChildElement {
  static override properties = properties<ClerkUserButtonAction>(['open']);

  /** Its text; default the text inside. */
  declare label: string | undefined;
  /** URL of the icon. */
  declare icon: string | undefined;
  /** Page of the profile to open. */
  declare open: string | undefined;
}

/**
 * A link in the menu of `<clerk-user-button>`.
 *
 * @summary A link that you add to the menu.
 * @tag clerk-user-button-link
 *
 * @attr {string} label - Its text; default the text inside.
 * @attr {string} href - Where it leads: through the router of the application within its own pages.
 * @attr {string} icon - URL of the icon.
 *
 * @slot - The label, if there is no attribute.
 * @slot icon - The icon, if there is no attribute: a picture or an inline SVG, of which the menu shows a copy.
 */
export class ClerkUserButtonLink extends ChildElement {
  static override properties = properties<ClerkUserButtonLink>(['href']);

  /** Its text; default the text inside. */
  declare label: string | undefined;
  /** URL of the icon. */
  declare icon: string | undefined;
  /** Where it leads. */
  declare href: string | undefined;
}

export const ACTION = 'clerk-user-button-action';
export const BUTTON_LINK = 'clerk-user-button-link';

declare global {
  interface HTMLElementTagNameMap {
    'clerk-user-button-action': ClerkUserButtonAction;
    'clerk-user-button-link': ClerkUserButtonLink;
  }
}
