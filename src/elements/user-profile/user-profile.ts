import { html, nothing, type TemplateResult } from 'lit';
import { native } from '../../client/platform/native.ts';
import type { SessionWithActivitiesResource, UpdateUserParams, UserResource } from '../../client/resources/types.ts';
import { common } from '../../localization/en-us/common.ts';
import { userProfile } from '../../localization/en-us/user-profile.ts';
import type { TextKey } from '../../localization/types.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { errorOf } from '../base/form-state.ts';
import { ClerkStepEvent } from '../base/events.ts';
import { properties } from '../base/properties.ts';
import { Router, type Routing } from '../base/router.ts';
import { focusFirst } from '../controllers/focus.ts';
import { FormController } from '../controllers/form-controller.ts';
import { MountPoints } from '../controllers/mount-points.ts';
import { PopoverController } from '../controllers/popover-controller.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { alert } from '../parts/alert.ts';
import { errorAction } from '../parts/error-action.ts';
import avatarSheet from '../styles/avatar.css';
import rowSheet from '../styles/field-row.css';
import { formSheets } from '../styles/form-sheets.ts';
import previewSheet from '../styles/user-preview.css';
import { navbar } from './navbar.ts';
import { withReverification } from './with-reverification.ts';
import { pageAt, pagesOf } from './pages.ts';
import sectionSheet from './section.css';
import { DeviceList } from './security/device-list.ts';
import sheet from './user-profile.css';
import type { CustomPage, EditorName, Page, UserProfileHost } from './user-profile-host.ts';

/**
 * Lets users see and change their account: name, username, email addresses, and the devices they are signed in on.
 * Renders nothing when no user is signed in.
 *
 * Children with `data-clerk-page` are further pages: `<section data-clerk-page label="Billing" url="billing" hidden>`.
 * The element leaves them in place and shows the one that the user opens. A `data-clerk-icon` inside becomes the icon.
 *
 * @summary Account page.
 * @tag clerk-user-profile
 *
 * @attr {'path'|'hash'|'virtual'} routing - Where the page is kept: in the path, in the hash (default) or in memory.
 * @attr {string} path - Path of the element, such as `/user`; it implies `routing="path"`.
 * @attr {object} appearance - Clerk's appearance object, as JSON or as a property.
 * @attr {object} localization - Texts that replace the default ones, under Clerk's keys.
 * @attr {'light'|'dark'|'auto'} color-scheme - Forces a color scheme, or follows the system; default is the page's.
 *
 * @fires {ClerkStepEvent} clerk-step - The element shows another page; `step` names it.
 */
export class ClerkUserProfile extends ClerkElement implements UserProfileHost {
  static override properties = {
    ...properties<ClerkUserProfile>(['routing', 'path']),
    customPages: { attribute: false },
    __experimental_startPath: { attribute: false },
  };
  /** @internal */
  static override readonly component = 'userProfile';
  /** @internal */
  static override readonly sheets = [...formSheets, rowSheet, avatarSheet, previewSheet, sectionSheet, sheet];
  /** @internal */
  static override readonly texts = [common, userProfile];

  /** Where the page is kept: `path`, `hash` (default) or `virtual` (in memory). */
  declare routing: Routing | undefined;
  /** Path of the element, such as `/user`; it implies path routing. */
  declare path: string | undefined;
  /** Further pages, and the order of the built-in ones. */
  declare customPages: readonly CustomPage[] | undefined;
  /** Route of the page to begin with if the URL names none. */
  declare __experimental_startPath: string | undefined;

  /** @internal */
  override readonly errorAction = errorAction;
  /** @internal */
  readonly form = new FormController(this, undefined, (call) => withReverification(this, call));
  /** @internal */
  readonly actions = new FormController(this, undefined, (call) => withReverification(this, call));
  /** @internal */
  readonly devices = new DeviceList(this);
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
  editing: EditorName | null = null;
  /** @internal */
  confirming: string | null = null;

  #user: UserResource | null | undefined;
  #router: Router | undefined;
  #page: Page | undefined;
  #drafts = new Map<EditorName, Record<string, string>>();

  /** @internal */
  get sections(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(':scope > [data-clerk-page]')];
  }

  /** @internal */
  go(page: Page): void {
    this.sheet.hide();
    if (page.id === this.#page?.id) return;
    this.#keepDraft();
    this.#router?.go(page.route === 'account' ? '' : page.route);
    this.#arrive();
  }

  /** @internal */
  edit(editor: EditorName): void {
    if (this.form.pending) return;
    this.#keepDraft();
    this.form.reset();
    this.editing = editor;
    void this.#focus(`.cl-actionCard__${editor}`, focusFirst);
  }

  /** @internal */
  cancel(): void {
    if (this.form.pending) return;
    this.form.reset();
    this.#close();
  }

  /** @internal */
  draft(editor: EditorName): Record<string, string> | undefined {
    return this.#drafts.get(editor);
  }

  /** @internal */
  async save(editor: EditorName, params: UpdateUserParams, message: TextKey): Promise<void> {
    const user = this.#user;
    if (!user || !(await this.form.run(editor, () => user.update(params)))) return;
    this.#close();
    this.#announce(this.t(message));
  }

  /** @internal */
  confirm(session: string | null): void {
    if (this.actions.pending) return;
    const before = this.confirming;
    this.actions.reset();
    this.confirming = session;
    void this.#focus(session ? '.cl-actionCard__revoke button' : `[data-session="${before}"]`);
  }

  /** @internal */
  async revoke(session: SessionWithActivitiesResource): Promise<void> {
    const user = this.#user;
    if (!user || !(await this.actions.run(session.id, () => session.revoke()))) return;
    this.confirming = null;
    await this.devices.load(user);
    this.#announce(this.t('userProfile.start.activeDevicesSection.successMessage'));
    void this.#focus('.cl-profileSection__activeDevices h2');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#router?.start(this.#arrive);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#router?.stop();
  }

  protected override willUpdate(): void {
    const { clerk } = this;
    if (!clerk) return;
    // While the session changes there is no user for a moment: the last one stays on the screen.
    if (clerk.client && clerk.user !== undefined) {
      if (this.#user && clerk.user?.id !== this.#user.id) this.#forget();
      this.#user = clerk.user;
    }
    if (!this.#router) {
      const { routing, path } = this;
      this.#router = new Router(clerk, { routing, path });
      this.#router.start(this.#arrive);
      this.#router.step ||= (this.__experimental_startPath ?? '').replace(/^\/+|\/+$/g, '');
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const user = this.#user;
    if (user === null) return nothing;
    const failed = !user && this.clerk?.status === 'error';
    const pages = pagesOf(this);
    const page = pageAt(pages, this.#router?.step ?? '');
    this.#page = page;
    if (user && page?.id === 'security') this.devices.show(user);
    else this.devices.leave();
    return html`<section class="${this.cl('cardBox')} cl-userProfile-root" aria-busy=${!user && !failed}>
      ${navbar(this, pages, page)}
      <div class=${this.cl('pageScrollBox')} data-page=${page?.id ?? nothing}>
        ${
          page?.section
            ? nothing
            : html`<div class="${this.cl('page', page?.id)} cl-profilePage">
              ${page?.title ? html`<h1 class=${this.cl('headerTitle')} .textContent=${page.title}></h1>` : nothing}
              ${user ? page?.render?.(user) : this.#waiting(failed)}
            </div>`
        }
      </div>
      <p class="cl-liveRegion" role="status"></p>
    </section>`;
  }

  protected override firstUpdated(): void {
    this.clerk?.__internal_expectSessions();
  }

  protected override updated(): void {
    for (const section of this.sections) native(section).hidden = !this.#user || section !== this.#page?.section;
  }

  #waiting(failed: boolean): TemplateResult {
    if (failed) {
      return html`${alert(this, this.errorText(errorOf(this.clerk?.__internal_problem ?? 'network_error')))}`;
    }
    return html`<div class="cl-profileSkeleton">
      <span class="cl-skeleton"></span><span class="cl-skeleton"></span><span class="cl-skeleton"></span>
    </div>`;
  }

  /** Leaves open forms and announces the page that is now shown. */
  #arrive = (): void => {
    this.#keepDraft();
    this.editing = this.confirming = null;
    this.form.reset();
    this.actions.reset();
    const before = this.#page;
    void this.updateComplete.then(() => {
      const page = this.#page;
      if (!page || page.id === before?.id) return;
      this.renderRoot.querySelector('.cl-pageScrollBox')?.scrollTo(0, 0);
      this.#announce(page.title ?? page.label);
      this.dispatchEvent(new ClerkStepEvent(page.route));
    });
  };

  #close(): void {
    const editor = this.editing;
    this.editing = null;
    if (editor) this.#drafts.delete(editor);
    void this.#focus(`.cl-profileSectionPrimaryButton__${editor}`);
  }

  #keepDraft(): void {
    const form = this.renderRoot.querySelector('form');
    if (this.editing && form) {
      this.#drafts.set(this.editing, Object.fromEntries(new FormData(form)) as Record<string, string>);
    }
  }

  /** Discards what the previous user typed. */
  #forget(): void {
    this.#drafts.clear();
    this.editing = this.confirming = null;
    this.form.errors = this.actions.errors = { fields: {}, global: null };
  }

  async #focus(selector: string, how: (node: HTMLElement) => void = (node) => node.focus()): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    const node = this.renderRoot.querySelector<HTMLElement>(selector);
    if (node) how(node);
  }

  #announce(text: string): void {
    const live = this.renderRoot.querySelector('.cl-liveRegion');
    if (live) live.textContent = text;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-user-profile': ClerkUserProfile;
  }
}
