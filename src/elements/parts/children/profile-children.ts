import { properties } from '../../base/properties.ts';
import { ChildElement } from './child-element.ts';

/**
 * A page of the profile. Its content is the page, and stays yours: it is neither copied nor wiped. In
 * `<clerk-user-profile>` it is shown in its place. In `<clerk-user-button>` it is moved into the dialog of the profile
 * while the user is on the page, and back afterwards.
 *
 * A label that the profile has itself, `account` or `security`, without a `url`, puts that page in this place instead.
 * Write `hidden`, so that nothing shows before the script has loaded; the profile takes it away.
 *
 * @summary A page that you add to the profile.
 * @tag clerk-user-profile-page
 *
 * @attr {string} label - Its name in the list of pages; `account` and `security` put the profile's own page here.
 * @attr {string} url - Its step in the URL, such as `billing`; default from the label.
 * @attr {string} icon - URL of the icon.
 *
 * @slot - The page.
 * @slot icon - The icon, if there is no attribute: a picture or an inline SVG, of which the profile shows a copy.
 */
export class ClerkUserProfilePage extends ChildElement {
  static override properties = properties<ClerkUserProfilePage>(['url']);

  /** Its name in the list of pages. */
  declare label: string | undefined;
  /** URL of the icon. */
  declare icon: string | undefined;
  /** Its step in the URL. */
  declare url: string | undefined;

  protected override get isContent(): boolean {
    return true;
  }
}

/**
 * A link in the list of the profile's pages, in `<clerk-user-profile>` or `<clerk-user-button>`.
 *
 * @summary A link that you add to the profile.
 * @tag clerk-user-profile-link
 *
 * @attr {string} label - Its text; default the text inside.
 * @attr {string} url - Where it leads.
 * @attr {string} icon - URL of the icon.
 *
 * @slot - The label, if there is no attribute.
 * @slot icon - The icon, if there is no attribute: a picture or an inline SVG, of which the profile shows a copy.
 */
export class ClerkUserProfileLink extends ChildElement {
  static override properties = properties<ClerkUserProfileLink>(['url']);

  /** Its text; default the text inside. */
  declare label: string | undefined;
  /** URL of the icon. */
  declare icon: string | undefined;
  /** Where it leads. */
  declare url: string | undefined;
}

export type ProfileChild = ClerkUserProfilePage | ClerkUserProfileLink;

export const PAGE = 'clerk-user-profile-page';
export const LINK = 'clerk-user-profile-link';

declare global {
  interface HTMLElementTagNameMap {
    'clerk-user-profile-page': ClerkUserProfilePage;
    'clerk-user-profile-link': ClerkUserProfileLink;
  }
}
