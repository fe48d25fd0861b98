import { html, nothing, type TemplateResult } from 'lit';
import type { SessionResource, UserResource } from '../../client/resources/types.ts';
import { userButton } from '../../localization/en-us/user-button.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { properties } from '../base/properties.ts';
import { isReturning } from '../base/returning.ts';
import { FormController } from '../controllers/form-controller.ts';
import { linkTo } from '../controllers/link-to.ts';
import { focusItem } from '../controllers/menu-keys.ts';
import { MountPoints } from '../controllers/mount-points.ts';
import { PopoverController } from '../controllers/popover-controller.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { avatar } from '../parts/avatar.ts';
import { type Person, personOf } from '../parts/user-preview.ts';
import alertSheet from '../styles/alert.css';
import avatarSheet from '../styles/avatar.css';
import previewSheet from '../styles/user-preview.css';
import { place } from './place.ts';
import { popover } from './popover.ts';
import sheet from './user-button.css';
import type { CustomMenuItem, UserButtonHost } from './user-button-host.ts';

/**
 * The picture of who is signed in, with a menu: manage the account, switch to another one, add one, sign out. Renders
 * nothing for visitors who are not signed in.
 *
 * Children with `data-clerk-menu-item` become items of the menu: `<a href="/billing" data-clerk-menu-item
 * label="Billing">`, or a `<button>` whose click is passed on. A drawing inside becomes the item's icon.
 *
 * @summary Account menu.
 * @tag clerk-user-button
 *
 * @attr {boolean} show-name - Shows the name beside the picture.
 * @attr {boolean} default-open - Opens the menu as soon as the user is known.
 * @attr {'modal'|'navigation'} user-profile-mode - Whether "Manage account" opens a dialog (default) or a page.
 * @attr {string} user-profile-url - That page; default from the instance.
 * @attr {string} sign-in-url - Where "Add account" leads; default from the instance.
 * @attr {string} after-switch-session-url - Where to go after switching accounts; default from the instance.
 * @attr {object} appearance - Clerk's appearance object, as JSON or as a property.
 * @attr {object} localization - Texts that replace the default ones, under Clerk's keys.
 * @attr {'light'|'dark'|'auto'} color-scheme - Forces a scheme, or follows the system; default is the page's.
 *
 * @cssproperty --clerk-color-primary - Accent; see the base element for every other property.
 */
export class ClerkUserButton extends ClerkElement implements UserButtonHost {
  static override properties = {
    ...properties('showName defaultOpen', Boolean),
    ...properties('userProfileMode userProfileUrl signInUrl afterSwitchSessionUrl'),
    userProfileProps: { attribute: false },
    customMenuItems: { attribute: false },
  };
  static override readonly component = 'userButton';
  static override readonly sheets = [...ClerkElement.sheets, avatarSheet, alertSheet, previewSheet, sheet];
  static override readonly texts = [...ClerkElement.texts, userButton];

  declare showName: boolean | undefined;
  declare defaultOpen: boolean | undefined;
  declare userProfileMode: 'modal' | 'navigation' | undefined;
  declare userProfileUrl: string | undefined;
  declare signInUrl: string | undefined;
  declare afterSwitchSessionUrl: string | undefined;
  /** Properties of the `<clerk-user-profile>` in the dialog. */
  declare userProfileProps: Record<string, unknown> | undefined;
  declare customMenuItems: readonly CustomMenuItem[] | undefined;

  /** Items that wait for the API; one at a time. */
  readonly actions = new FormController(this);
  readonly store = new StoreController(this, (clerk) => [
    clerk.user,
    clerk.client,
    clerk.status,
    clerk.__internal_environment,
    clerk.__internal_getOption('localization'),
    clerk.__internal_getOption('appearance'),
  ]);
  readonly mounts = new MountPoints(this);
  readonly menu = new PopoverController(this, {
    trigger: () => this.renderRoot.querySelector<HTMLElement>('.cl-userButtonTrigger'),
    panel: () => this.renderRoot.querySelector<HTMLElement>('.cl-userButtonPopoverCard'),
    place,
    opened: (panel) => focusItem(panel),
  });

  #user: UserResource | null | undefined;
  #opened = false;

  get authoredItems(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(':scope > [data-clerk-menu-item]')];
  }

  get multiSession(): boolean {
    return !this.environment?.auth_config.single_session_mode;
  }

  get otherSessions(): SessionResource[] {
    const user = this.#user?.id;
    return this.clerk?.client?.signedInSessions.filter(({ publicUserData }) => publicUserData.userId !== user) ?? [];
  }

  /** @param startPath page of the profile, such as `security` */
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

  /** @param all every account of this browser, not only the active one */
  signOut(all = false): void {
    const sessionId = this.clerk?.session?.id;
    void this.#run(all ? 'signOutAll' : 'signOut', () =>
      this.clerk?.signOut(!all && sessionId && this.otherSessions.length > 0 ? { sessionId } : {}),
    );
  }

  switchTo(session: SessionResource): void {
    const redirectUrl = this.afterSwitchSessionUrl || this.environment?.display_config.after_switch_session_url;
    void this.#run(session.id, () =>
      this.clerk?.setActive({ session: session.id, ...(redirectUrl && { redirectUrl }) }),
    );
  }

  addAccount(): void {
    const { clerk } = this;
    const page =
      this.signInUrl || clerk?.__internal_getOption('signInUrl') || this.environment?.display_config.sign_in_url;
    this.menu.hide();
    void clerk?.navigate(linkTo(clerk, page, new URLSearchParams(), { redirect_url: location.href }));
  }

  protected override updated(): void {
    if (this.#opened || !this.defaultOpen || !this.#user) return;
    this.#opened = true;
    this.menu.show();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { clerk } = this;
    // While one session makes way for another the last user stays.
    if (clerk?.client && clerk.user !== undefined) this.#user = clerk.user;
    if (this.#user) return this.#button(personOf(this.#user));
    const waiting = this.#user === undefined && clerk?.status !== 'error' && isReturning();
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
