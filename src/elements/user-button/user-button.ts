import { nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../client/resources/types/user.ts';
import { userButton } from '../../localization/en-us/user-button.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { hasSessionCookie } from '../base/has-session-cookie.ts';
import { properties } from '../base/properties.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { personOf, personOfJSON } from '../parts/person.ts';
import { button, waitingButton } from './button.ts';
import { buttonSheets } from './button-sheets.ts';
import { placeRoughly } from '../controllers/place-roughly.ts';
import type { CustomMenuItem, UserButtonHost } from './user-button-host.ts';
import type { UserMenu } from './user-menu.ts';

/**
 * Shows the picture of the signed-in user and opens a menu: manage the account, in a dialog or on a page; switch to
 * another account, add one, sign in again to one that has signed out; sign out of this account or of all. Renders
 * nothing when no user is signed in.
 *
 * The children `<clerk-user-button-action>` and `<clerk-user-button-link>` add items to the menu;
 * `<clerk-user-profile-page>` and `<clerk-user-profile-link>` add pages and links to the profile that opens in the
 * dialog.
 *
 * Where a browser may hold several accounts, the menu keeps those that have signed out, to sign in again with one
 * click. The browser stores their names, identifiers and pictures, until the user removes them from the list, signs in
 * again or clears the data of the site.
 *
 * @summary Account menu: the profile, several accounts, and items of your own.
 * @tag clerk-user-button
 *
 * @attr {boolean} show-name - Shows the name beside the picture.
 * @attr {boolean} default-open - Opens the menu as soon as the user is known.
 * @attr {'modal'|'navigation'} [user-profile-mode=modal] - Whether "Manage account" opens a dialog or a page.
 * @attr {string} user-profile-url - That page; default from the instance.
 * @attr {string} sign-in-url - Page that "Add account" leads to; default from the instance.
 * @attr {string} after-sign-out-url - Where to go after signing out of the last account, or of all; default from the
 *   instance.
 * @attr {string} after-switch-session-url - Where to go after switching accounts; default from the instance.
 * @attr {'off'} remember-accounts - `off` keeps no accounts that have signed out, and forgets those that are kept.
 * @attr {object} appearance - Clerk's appearance object, as JSON or as a property.
 * @attr {object} localization - Texts that replace the default ones, under Clerk's keys.
 * @attr {'light'|'dark'|'auto'} color-scheme - Forces a color scheme, or follows the system; default is the page's.
 *
 * @slot - Items of the menu: `<clerk-user-button-action>`, `<clerk-user-button-link>`. Pages and links of the profile:
 *   `<clerk-user-profile-page>`, `<clerk-user-profile-link>`. The element follows children that come, change and go.
 */
export class ClerkUserButton extends ClerkElement implements UserButtonHost {
  static override properties = {
    ...properties<ClerkUserButton>(['showName', 'defaultOpen'], Boolean),
    ...properties<ClerkUserButton>(['userProfileMode', 'userProfileUrl', 'signInUrl']),
    ...properties<ClerkUserButton>(['afterSignOutUrl', 'afterSwitchSessionUrl', 'rememberAccounts']),
    userProfileProps: { attribute: false },
    customMenuItems: { attribute: false },
  };
  /** @internal */
  static override readonly component = 'userButton';
  /** @internal */
  static override readonly sheets = buttonSheets;
  /** @internal */
  static override readonly texts = [userButton];

  /** Shows the name beside the picture. */
  declare showName: boolean | undefined;
  /** Opens the menu as soon as the user is known. */
  declare defaultOpen: boolean | undefined;
  /** Whether "Manage account" opens a dialog (`modal`, default) or a page (`navigation`). */
  declare userProfileMode: 'modal' | 'navigation' | undefined;
  /** The page that "Manage account" opens; default from the instance. */
  declare userProfileUrl: string | undefined;
  /** Page that "Add account" leads to; default from the instance. */
  declare signInUrl: string | undefined;
  /** Where to go after signing out of the last account, or of all; default from the instance. */
  declare afterSignOutUrl: string | undefined;
  /** `off` keeps no accounts that have signed out, and forgets those that are kept. */
  declare rememberAccounts: 'off' | undefined;
  /** Where to go after switching accounts; default from the instance. */
  declare afterSwitchSessionUrl: string | undefined;
  /**
   * Clerk's `userProfileProps`: properties of the `<clerk-user-profile>` in the dialog, such as `appearance`,
   * `customPages` and `additionalOAuthScopes`.
   */
  declare userProfileProps: Record<string, unknown> | undefined;
  /**
   * Clerk's `customMenuItems`: items as `{ label, mountIcon, unmountIcon }` with `href` for a link, `open` for a page
   * of the profile, or `onClick`; and `{ label: 'manageAccount' }` or `{ label: 'signOut' }` to put the menu's own item
   * in this place. They come before the children.
   */
  declare customMenuItems: readonly CustomMenuItem[] | undefined;

  /** @internal */
  readonly store = new StoreController(this, (clerk) => [
    clerk.user,
    clerk.client,
    clerk.__internal_incoming,
    clerk.status,
    clerk.__internal_environment,
    clerk.__internal_getOption('localization'),
    clerk.__internal_getOption('appearance'),
  ]);
  #user: UserResource | null | undefined;
  #menu: UserMenu | undefined;
  #isLoading = false;
  /** What the open panel shows as long as the menu is not there. */
  #phase: 'loading' | 'missing' | undefined;
  /** Whether the user has asked for the menu before its code is there, in browsers without the popover API. */
  #isWanted = false;
  #opened = false;

  protected override updated(): void {
    const { clerk } = this;
    if (this.rememberAccounts === 'off' && clerk && clerk.__internal_getOption('rememberAccounts') !== false) {
      clerk.load({ rememberAccounts: false }).catch(() => {}); // The instance reports the reason on the console.
    }
    const trigger = this.renderRoot.querySelector<HTMLElement>('.cl-userButtonTrigger');
    const waiting = this.#phase && this.#panel();
    if (trigger && waiting) placeRoughly(trigger, waiting);
    if (this.#opened || !this.defaultOpen || !this.#user) return;
    this.#opened = true;
    const panel = this.#panel();
    if (panel?.showPopover) panel.showPopover();
    else this.#clicked();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { clerk } = this;
    // While the session changes there is no user for a moment: the last one stays on the screen.
    if (clerk?.client && clerk.user !== undefined) this.#user = clerk.user;
    const incoming = clerk?.status === 'loading' && !clerk.client && clerk.__internal_incoming?.user;
    const person = this.#user ? personOf(this.#user) : incoming && personOfJSON(incoming);
    const menu = this.#menu;
    if (person) {
      return button(this, person, [
        menu?.panel.open && menu.draw(person),
        !menu && this.#phase,
        this.#isLoading,
        this.#loadMenu,
        this.#clicked,
        this.#toggled,
      ]);
    }
    const waiting = this.#user === undefined && clerk?.status !== 'error' && hasSessionCookie();
    return waiting ? waitingButton(this) : nothing;
  }

  #panel(): HTMLElement | null {
    return this.renderRoot.querySelector('.cl-userButton-root');
  }

  #toggled = (event: Event): void => {
    if (this.#menu) this.#menu.panel.onToggle(event);
    else this.#wait((event as ToggleEvent).newState === 'open');
  };

  #clicked = (): void => {
    if (this.#menu) return this.#menu.panel.onClick();
    this.#isWanted = !this.#isWanted;
    // The popover API tells of it otherwise.
    if (!('popover' in HTMLElement.prototype)) this.#wait(this.#isWanted);
  };

  /** Shows in the panel that the menu is on its way, as soon as the user has opened it. */
  #wait(isOpen: boolean): void {
    this.#phase = isOpen ? (this.#phase ?? 'loading') : undefined;
    this.requestUpdate();
    if (isOpen) void this.#loadMenu();
  }

  /**
   * Loads the menu when the user turns to the button, so that it is there at the click. A click that comes first is not
   * lost: the browser opens the panel, and the menu continues from there.
   */
  #loadMenu = async (): Promise<void> => {
    if (this.#menu || this.#isLoading) return;
    this.#isLoading = true;
    this.requestUpdate();
    try {
      const { UserMenu } = await import('./user-menu.ts');
      this.#menu = new UserMenu(this);
      this.#menu.panel.resume(this.#isWanted);
      this.#phase = undefined;
      this.#isWanted = false;
    } catch (error) {
      console.error('clerk-widgets: the menu could not be loaded.', error);
      if (this.#phase) this.#phase = 'missing';
      addEventListener('online', this.#loadMenu, { once: true });
    }
    this.#isLoading = false;
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-user-button': ClerkUserButton;
  }
}
