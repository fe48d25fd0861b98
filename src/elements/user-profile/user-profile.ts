import { html, nothing, type TemplateResult } from 'lit';
import { absolute, address } from '../../client/platform/address.ts';
import type { UserResource } from '../../client/resources/types/user.ts';
import { common } from '../../localization/en-us/common.ts';
import { userProfile } from '../../localization/en-us/user-profile.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { errorOf, type FormState } from '../base/form-state.ts';
import { ClerkStepEvent } from '../base/events.ts';
import { properties } from '../base/properties.ts';
import { Router, type Routing } from '../base/router.ts';
import { MountPoints } from '../controllers/mount-points.ts';
import { PopoverController } from '../controllers/popover-controller.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { alert } from '../parts/alert.ts';
import { childrenOf } from '../parts/children/child-element.ts';
import { LINK, PAGE, type ProfileChild } from '../parts/children/profile-children.ts';
import alertSheet from '../styles/alert.css';
import avatarSheet from '../styles/avatar.css';
import cardSheet from '../styles/card.css';
import previewSheet from '../styles/user-preview.css';
import { navbar } from './navbar.ts';
import { pageAt, pagesOf } from './pages.ts';
import { RETURN_PARAMETER } from './return-parameter.ts';
import type { ProfileActions } from './profile-actions.ts';
import type { linkOutcome } from './identifiers/link-outcome.ts';
import sectionSheet from './section.css';
import sheet from './user-profile.css';
import type { securityPage } from './security/security-page.ts';
import type { CustomPage, EditorName, Page, Place, UserProfileHost } from './user-profile-host.ts';

/** Stands where the account will be. */
const WAITING = html`<div class="cl-profileSkeleton">
  <span class="cl-skeleton"></span><span class="cl-skeleton"></span><span class="cl-skeleton"></span>
</div>`;

/**
 * Lets users see and change their account, on two pages: the profile with picture, name, username, email addresses,
 * phone numbers, connected accounts, enterprise accounts and wallets, and the security page with password, passkeys,
 * two-step verification, devices and the deletion of the account. It shows what the instance has turned on. Renders
 * nothing when no user is signed in.
 *
 * A change that could take the account away from its owner asks for a recent proof of identity first, in a dialog.
 *
 * The children `<clerk-user-profile-page>` and `<clerk-user-profile-link>` add pages and links.
 *
 * @summary Account page: the profile, security, and pages of your own.
 * @tag clerk-user-profile
 *
 * @attr {'path'|'hash'|'virtual'} [routing=hash] - Where the page is kept: in the path, in the hash or in memory.
 * @attr {string} path - Path of the element, such as `/user`; it implies `routing="path"`.
 * @attr {object} appearance - Clerk's appearance object, as JSON or as a property.
 * @attr {object} localization - Texts that replace the default ones, under Clerk's keys.
 * @attr {'light'|'dark'|'auto'} color-scheme - Forces a color scheme, or follows the system; default is the page's.
 *
 * @slot - Pages and links of your own: `<clerk-user-profile-page>`, `<clerk-user-profile-link>`. The element follows
 *   children that come, change and go.
 *
 * @fires {ClerkStepEvent} clerk-step - The element shows another page: `account`, `security`, or the `url` of one of
 *   yours.
 */
export class ClerkUserProfile extends ClerkElement implements UserProfileHost {
  static override properties = {
    ...properties<ClerkUserProfile>(['routing', 'path']),
    customPages: { attribute: false },
    additionalOAuthScopes: { attribute: false },
    __experimental_startPath: { attribute: false },
  };
  /** @internal */
  static override readonly component = 'userProfile';
  /** @internal */
  static override readonly sheets = [
    ...ClerkElement.sheets,
    cardSheet,
    alertSheet,
    avatarSheet,
    previewSheet,
    sectionSheet,
    sheet,
  ];
  /** @internal */
  static override readonly texts = [common, userProfile];

  /** Where the page is kept: `path`, `hash` (default) or `virtual` (in memory). */
  declare routing: Routing | undefined;
  /** Path of the page, such as `/user`; it implies path routing. The site shows the page at every path below, too. */
  declare path: string | undefined;
  /**
   * Clerk's `customPages`: further pages as `{ label, url, mount, unmount, mountIcon, unmountIcon }`, links as the same
   * without `mount`, and `{ label: 'security' }` to put a page of the profile's own in this place. They come before the
   * children.
   */
  declare customPages: readonly CustomPage[] | undefined;
  /**
   * Clerk's `additionalOAuthScopes`: scopes that the application needs of each provider, such as
   * `{ google: ['https://…/calendar'] }`. A connected account that did not give them offers to connect again.
   */
  declare additionalOAuthScopes: Readonly<Record<string, readonly string[]>> | undefined;
  /** @internal Provider that has just led back here after the user connected an account, without `oauth_`. */
  declare returnedFrom: string | undefined;
  /** Route of the page to begin with if the URL names none. */
  declare __experimental_startPath: string | undefined;

  /** @internal */
  readonly store = new StoreController(this, (clerk) => [
    clerk.user,
    clerk.session?.id,
    clerk.client === undefined,
    clerk.status,
    clerk.__internal_environment,
    clerk.__internal_getOption('localization'),
    clerk.__internal_getOption('appearance'),
  ]);
  /** @internal */
  readonly mounts = new MountPoints(this);
  /** @internal */
  readonly sheet = new PopoverController(this, {
    trigger: () => this.renderRoot.querySelector<HTMLElement>('.cl-navbarMobileMenuButton'),
    panel: () => this.renderRoot.querySelector<HTMLElement>('.cl-navbar'),
    opened: (panel) => panel.querySelector<HTMLElement>('[aria-current=page]')?.focus(),
  });
  /** @internal */
  actions: ProfileActions | undefined;
  /** @internal */
  user: UserResource | null | undefined;

  #router: Router | undefined;
  #page: Page | undefined;
  #securityPage: typeof securityPage | undefined;
  #linkOutcome: typeof linkOutcome | undefined;
  /** What the user asked for, and whose code could not be loaded. */
  #missing: (() => Promise<unknown>) | undefined;

  /** @internal */
  get form(): FormState | undefined {
    return this.actions?.form;
  }

  /** @internal */
  get authored(): ProfileChild[] {
    return childrenOf(this, PAGE, LINK);
  }

  /** @internal */
  go(page: Pick<Page, 'id' | 'route'>): void {
    this.sheet.hide();
    if (page.id === this.#page?.id) return;
    this.actions?.keepDraft();
    // The URL names no page for the one that is shown without a name.
    this.#router?.go(page.id === pageAt(pagesOf(this), '')?.id ? '' : page.route);
    this.#arrive();
  }

  /** @internal */
  urlOf(route: string): string {
    const router = this.#router;
    return absolute(router && router.routing !== 'virtual' ? router.urlOf(route) : address.href);
  }

  /** @internal */
  edit(editor: EditorName, place: Place): void {
    void this.#need(async () => (await this.#loadActions()).open(editor, place));
  }

  /** @internal */
  openMenu(panel: string): void {
    void this.#need(async () => {
      const { menus } = await this.#loadActions();
      await this.updateComplete;
      menus.of(panel).show();
    });
  }

  /** @internal */
  drawEditor(place: Place): TemplateResult | undefined {
    return this.user ? this.actions?.draw(place, this.user) : undefined;
  }

  /** @internal */
  drawSecurity(user: UserResource): unknown {
    return this.actions && this.#securityPage?.(this, user);
  }

  /** @internal */
  async focusOn(selector: string, how: (node: HTMLElement) => void = (node) => node.focus()): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    const node = this.renderRoot.querySelector<HTMLElement>(selector);
    if (node) how(node);
  }

  /** @internal */
  announce(text: string): void {
    const live = this.renderRoot.querySelector('.cl-liveRegion');
    if (live) live.textContent = text;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#router?.start(this.#arrive);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#router?.stop();
    removeEventListener('online', this.#retry);
  }

  protected override willUpdate(): void {
    const { clerk } = this;
    if (!clerk) return;
    // While the session changes there is no user for a moment: the last one stays on the screen.
    if (clerk.client && clerk.user !== undefined) {
      if (this.user && clerk.user?.id !== this.user.id) this.actions?.forget();
      this.user = clerk.user;
    }
    if (!this.#router) {
      const { routing, path } = this;
      this.#router = new Router(clerk, { routing, path });
      this.#router.start(this.#arrive);
      this.returnedFrom ??= this.#router.params.get(RETURN_PARAMETER) ?? undefined;
      const first = this.returnedFrom ? 'account' : this.__experimental_startPath;
      this.#router.step ||= (first ?? '').replace(/^\/+|\/+$/g, '');
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { user } = this;
    const status = this.#linkStatus;
    // A link may be opened where nobody is signed in.
    if (user === null && !status) return nothing;
    const failed = user || status ? !!this.#missing : this.clerk?.status === 'error';
    const pages = pagesOf(this);
    const page = status ? undefined : pageAt(pages, this.#router?.step ?? '');
    this.#page = page;
    return html`<section
      class="${this.cl('cardBox')} cl-userProfile-root"
      aria-busy=${!user && !status && !failed}
      @pointerenter=${this.#prepare}
      @focusin=${this.#prepare}
    >
      ${user === null ? nothing : navbar(this, pages, page)}
      <div class=${this.cl('pageScrollBox')} data-page=${page?.id ?? nothing} aria-owns=${page?.section?.id ?? nothing}>
        ${
          page?.section
            ? nothing
            : html`<div class="${this.cl('page', page?.id)} cl-profilePage">
              ${page?.title ? html`<h1 class=${this.cl('headerTitle')} .textContent=${page.title}></h1>` : nothing}
              ${failed ? this.#failure() : nothing}
              ${(status ? this.#linkOutcome?.(this, status, this.#leaveLink) : user && page?.render?.(user)) ?? (failed ? nothing : WAITING)}
            </div>`
        }
      </div>
      <div class="cl-noticeBox"><p class="cl-liveRegion" role="status"></p></div>
    </section>`;
  }

  protected override firstUpdated(): void {
    this.clerk?.__internal_expectSessions();
  }

  protected override updated(): void {
    for (const child of this.authored) child.hidden = !this.user || child !== this.#page?.section;
    if (this.#linkStatus && !this.#linkOutcome && !this.#missing) void this.#need(() => this.#loadLinkOutcome());
    const isWaiting = this.#page?.id === 'security' && !(this.actions && this.#securityPage);
    if (this.user && isWaiting && !this.#missing) void this.#need(() => this.#loadSecurity());
    const { returnedFrom } = this;
    if (!this.user || !this.environment || !returnedFrom) return;
    this.returnedFrom = undefined;
    void this.#need(async () => {
      const { comeBack } = await import('./connections/come-back.ts');
      await comeBack(await this.#loadActions(), returnedFrom);
    });
  }

  /** What became of a mailed link, on the page that it leads to. */
  get #linkStatus(): string | null {
    const router = this.#router;
    return router?.step === 'verify' ? router.params.get('__clerk_status') : null;
  }

  #leaveLink = (): void => {
    this.#router?.go('');
    this.#arrive();
  };

  /** Loads what the user can change, so that it is there at the first click. */
  #prepare = (): void => {
    // A click asks again, and says what went wrong.
    if (!this.actions && this.user) this.#loadActions().catch(() => {});
  };

  /** Does what the user has asked for, and says so if its code cannot be loaded. */
  async #need(asked: () => Promise<unknown>): Promise<void> {
    try {
      await asked();
      this.#missing = undefined;
    } catch (error) {
      console.error('clerk-widgets: a part of the profile could not be loaded.', error);
      this.#missing = asked;
      addEventListener('online', this.#retry, { once: true });
    }
    this.requestUpdate();
  }

  #retry = (): void => {
    if (this.#missing) void this.#need(this.#missing);
  };

  async #loadSecurity(): Promise<void> {
    this.actions?.loadCalls();
    const [module] = await Promise.all([import('./security/security-page.ts'), this.#loadActions()]);
    this.#securityPage = module.securityPage;
  }

  async #loadLinkOutcome(): Promise<void> {
    this.#linkOutcome = (await import('./identifiers/link-outcome.ts')).linkOutcome;
  }

  async #loadActions(): Promise<ProfileActions> {
    if (!this.actions) {
      const { ProfileActions } = await import('./profile-actions.ts');
      this.actions ??= new ProfileActions(this);
      this.requestUpdate();
    }
    return this.actions;
  }

  #failure(): TemplateResult | typeof nothing {
    const problem = (!this.user && this.clerk?.__internal_problem) || 'network_error';
    const retry = html` <button
      type="button"
      class=${this.cl('alertAction')}
      @click=${this.#retry}
      .textContent=${this.t('userProfile.retryButton')}
    ></button>`;
    return alert(this, this.errorText(errorOf(problem)), this.#missing && retry);
  }

  /** Leaves open forms and announces the page that is now shown. */
  #arrive = (): void => {
    this.actions?.leave();
    this.#missing = undefined;
    this.requestUpdate();
    const before = this.#page;
    void this.updateComplete.then(() => {
      const page = this.#page;
      if (!page || page.id === before?.id) return;
      this.renderRoot.querySelector('.cl-pageScrollBox')?.scrollTo(0, 0);
      this.announce(page.title ?? page.label);
      this.dispatchEvent(new ClerkStepEvent(page.route));
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-user-profile': ClerkUserProfile;
  }
}
