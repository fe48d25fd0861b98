import { html, nothing, type TemplateResult } from 'lit';
import { address } from '../../client/platform/address.ts';
import type { SessionResource, UserResource } from '../../client/resources/types.ts';
import { common } from '../../localization/en-us/common.ts';
import { userButton } from '../../localization/en-us/user-button.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { properties } from '../base/properties.ts';
import { hasSessionCookie } from '../base/has-session-cookie.ts';
import { FormController } from '../controllers/form-controller.ts';
import { counterpartUrl } from '../base/counterpart-url.ts';
import { focusItem } from '../controllers/menu-keys.ts';
import { MountPoints } from '../controllers/mount-points.ts';
import { PopoverController } from '../controllers/popover-controller.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { avatar } from '../parts/avatar.ts';
import { type Person, personOf } from '../parts/person.ts';
import alertSheet from '../styles/alert.css';
import avatarSheet from '../styles/avatar.css';
import previewSheet from '../styles/user-preview.css';
import { positionPanel } from './position-panel.ts';
import { popover } from './popover.ts';
import sheet from './user-button.css';
import type { CustomMenuItem, UserButtonHost } from './user-button-host.ts';

/**
 * Shows the picture of the signed-in user and opens a menu: manage the account, switch to another one, add one, sign
 * out. Renders nothing when no user is signed in.
 *
 * Children with `data-clerk-menu-item` become items of the menu: `<a href="/billing" data-clerk-menu-item
 * label="Billing">`, or a `<button>`, which is clicked when the user chooses the item. A picture inside becomes the
 * item's icon.
 *
 * @summary Account menu.
 * @tag clerk-user-button
 *
 * @attr {boolean} show-name - Shows the name beside the picture.
 * @attr {boolean} default-open - Opens the menu as soon as the user is known.
 * @attr {'modal'|'navigation'} user-profile-mode - Whether "Manage account" opens a dialog (default) or a page.
 * @attr {string} user-profile-url - That page; default from the instance.
 * @attr {string} sign-in-url - Page that "Add account" leads to; default from the instance.
 * @attr {string} after-switch-session-url - Where to go after switching accounts; default from the instance.
 * @attr {object} appearance - Clerk's appearance object, as JSON or as a property.
 * @attr {object} localization - Texts that replace the default ones, under Clerk's keys.
 * @attr {'light'|'dark'|'auto'} color-scheme - Forces a color scheme, or follows the system; default is the page's.
 */
export class ClerkUserButton extends ClerkElement implements UserButtonHost {
  static override properties = {
    ...properties<ClerkUserButton>(['showName', 'defaultOpen'], Boolean),
    ...properties<ClerkUserButton>(['userProfileMode', 'userProfileUrl', 'signInUrl', 'afterSwitchSessionUrl']),
    userProfileProps: { attribute: false },
    customMenuItems: { attribute: false },
  };
  /** @internal */
  static override readonly component = 'userButton';
  /** @internal */
  static override readonly sheets = [...ClerkElement.sheets, avatarSheet, alertSheet, previewSheet, sheet];
  /** @internal */
  static override readonly texts = [common, userButton];

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
  /** Where to go after switching accounts; default from the instance. */
  declare afterSwitchSessionUrl: string | undefined;
  /** Properties of the `<clerk-user-profile>` in the dialog. */
  declare userProfileProps: Record<string, unknown> | undefined;
  /** Further items of the menu, and the order of the built-in ones. */
  declare customMenuItems: readonly CustomMenuItem[] | undefined;

  /** @internal */
  readonly actions = new FormController(this);
  /** @internal */
  readonly store = new StoreController(this, (clerk) => [
    clerk.user,
    clerk.client,
    clerk.status,
    clerk.__internal_environment,
    clerk.__internal_getOption('localization'),
    clerk.__internal_getOption('appearance'),
  ]);
  /** @internal */
  readonly mounts = new MountPoints(this);
  /** @internal */
  readonly menu = new PopoverController(this, {
    trigger: () => this.renderRoot.querySelector<HTMLElement>('.cl-userButtonTrigger'),
    panel: () => this.renderRoot.querySelector<HTMLElement>('.cl-userButtonPopoverCard'),
    place: positionPanel,
    opened: (panel) => focusItem(panel),
  });

  #user: UserResource | null | undefined;
  #opened = false;

  /** @internal */
  get authoredItems(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(':scope > [data-clerk-menu-item]')];
  }

  /** @internal */
  get multiSession(): boolean {
    return !this.environment?.auth_config.single_session_mode;
  }

  /** @internal */
  get otherSessions(): SessionResource[] {
    const user = this.#user?.id;
    return this.clerk?.client?.signedInSessions.filter(({ publicUserData }) => publicUserData.userId !== user) ?? [];
  }

  /** @internal */
  manage(startPath?: string): void {
    const { clerk, userProfileUrl } = this;
    this.menu.hide();
    if (this.userProfileMode === 'navigation') {
      void clerk?.navigate(userProfileUrl || clerk.buildUserProfileUrl());
    } else {
      clerk?.openUserProfile({
        ...this.userProfileProps,
        ...(startPath !== undefined && { __experimental_startPath: startPath }),
      });
    }
  }

  /** @internal */
  signOut(all = false): void {
    const sessionId = this.clerk?.session?.id;
    void this.#run(all ? 'signOutAll' : 'signOut', () =>
      this.clerk?.signOut(!all && sessionId && this.otherSessions.length > 0 ? { sessionId } : {}),
    );
  }

  /** @internal */
  switchTo(session: SessionResource): void {
    const redirectUrl = this.afterSwitchSessionUrl || this.environment?.display_config.after_switch_session_url;
    void this.#run(session.id, () =>
      this.clerk?.setActive({ session: session.id, ...(redirectUrl && { redirectUrl }) }),
    );
  }

  /** @internal */
  addAccount(): void {
    const { clerk } = this;
    const page =
      this.signInUrl || clerk?.__internal_getOption('signInUrl') || this.environment?.display_config.sign_in_url;
    this.menu.hide();
    void clerk?.navigate(counterpartUrl(clerk, page, new URLSearchParams(), { redirect_url: address.href }));
  }

  protected override updated(): void {
    if (this.#opened || !this.defaultOpen || !this.#user) return;
    this.#opened = true;
    this.menu.show();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { clerk } = this;
    // While the session changes there is no user for a moment: the last one stays on the screen.
    if (clerk?.client && clerk.user !== undefined) this.#user = clerk.user;
    if (this.#user) return this.#button(personOf(this.#user));
    const waiting = this.#user === undefined && clerk?.status !== 'error' && hasSessionCookie();
    return waiting
      ? html`<div class=${this.cl('userButtonBox', undefined, 'loading')}>
          <span class=${this.cl('userButtonTrigger')}><span class="cl-avatarBox cl-avatar__s"></span></span>
        </div>`
      : nothing;
  }

  #button(person: Person): TemplateResult {
    const { open } = this.menu;
    const panel = `${this.uid}-menu`;
    const name = this.showName
      ? html`<span class=${this.cl('userButtonOuterIdentifier')} .textContent=${person.name}></span>`
      : nothing;
    return html`<div class=${this.cl('userButtonBox', undefined, open && 'open')}>
      <button
        type="button"
        class=${this.cl('userButtonTrigger', undefined, open && 'open')}
        popovertarget=${panel}
        aria-haspopup="menu"
        aria-expanded=${open}
        @click=${this.menu.onClick}
      >
        ${name}<span class="cl-liveRegion" .textContent=${this.t('userButton.action__openUserMenu')}></span>
        ${avatar(this, { ...person, size: 's' })}
      </button>
      <section
        class="${this.cl('userButtonPopoverCard', undefined, open && 'open')} cl-userButton-root"
        id=${panel}
        popover
        @beforetoggle=${this.menu.onToggle}
        @toggle=${this.menu.onToggle}
      >
        ${open ? popover(this, person) : nothing}
      </section>
    </div>`;
  }

  async #run(name: string, call: () => Promise<unknown> | undefined): Promise<void> {
    if (await this.actions.run(name, async () => call())) this.menu.hide();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-user-button': ClerkUserButton;
  }
}
