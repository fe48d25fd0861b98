import type { TemplateResult } from 'lit';
import { address } from '../../client/platform/address.ts';
import type { RememberedAccount } from '../../client/session/remembered-accounts.ts';
import type { SessionResource } from '../../client/resources/types/session.ts';
import { MAX_ACCOUNTS } from '../../protocol/status.ts';
import { common } from '../../localization/en-us/common.ts';
import { userMenu } from '../../localization/en-us/user-menu.ts';
import { counterpartUrl } from '../base/counterpart-url.ts';
import { errorOf } from '../base/form-state.ts';
import { FormController } from '../controllers/form-controller.ts';
import { focusItem, itemsOf } from '../controllers/menu-keys.ts';
import { MountPoints } from '../controllers/mount-points.ts';
import { PopoverController } from '../controllers/popover-controller.ts';
import {
  ACTION,
  BUTTON_LINK,
  type ClerkUserButtonAction,
  type ClerkUserButtonLink,
} from '../parts/children/button-children.ts';
import { childrenOf } from '../parts/children/child-element.ts';
import type { Person } from '../parts/person.ts';
import alertSheet from '../styles/alert.css';
import previewSheet from '../styles/user-preview.css';
import { LentPages } from './lent-pages.ts';
import { popover } from './popover.ts';
import { positionPanel } from '../controllers/position-panel.ts';
import { RememberedList, signInParameter } from './remembered-list.ts';
import type { UserButtonHost } from './user-button-host.ts';
import sheet from './user-menu.css';

/** The menu of a user button, and what its items do. It is loaded when the user turns to the button. */
export class UserMenu {
  readonly host: UserButtonHost;
  /** The items' calls of the API. */
  readonly actions: FormController;
  readonly mounts: MountPoints;
  readonly panel: PopoverController;
  readonly remembered: RememberedList;
  readonly #pages: LentPages;
  #person: Person | undefined;

  constructor(host: UserButtonHost) {
    this.host = host;
    this.actions = new FormController(host);
    this.mounts = new MountPoints(host);
    this.remembered = new RememberedList(host);
    this.#pages = new LentPages(host);
    this.panel = new PopoverController(host, {
      trigger: () => host.renderRoot.querySelector<HTMLElement>('.cl-userButtonTrigger'),
      panel: () => host.renderRoot.querySelector<HTMLElement>('.cl-userButton-root'),
      place: positionPanel,
      opened: (panel) => focusItem(panel),
    });
    host.extend({ sheets: [alertSheet, previewSheet, sheet], texts: [common, userMenu] });
  }

  /** Items that the application put into the element. */
  get authoredItems(): (ClerkUserButtonAction | ClerkUserButtonLink)[] {
    return childrenOf(this.host, ACTION, BUTTON_LINK);
  }

  /** Whether this browser may hold several sessions. */
  get multiSession(): boolean {
    return !this.host.environment?.auth_config.single_session_mode;
  }

  /** Sessions of the other users who are signed in on this browser. */
  get otherSessions(): SessionResource[] {
    const sessions = this.host.clerk?.client?.signedInSessions ?? [];
    return sessions.filter(({ publicUserData }) => publicUserData.userId !== this.#person?.userId);
  }

  /** Draws the content of the panel. */
  draw(person: Person): TemplateResult {
    this.#person = person;
    return popover(this, person);
  }

  /** @param startPath page of the profile, such as `security` */
  manage(startPath = ''): void {
    const { clerk, userProfileMode, userProfileUrl, userProfileProps } = this.host;
    const path = startPath.replace(/^\/+/, '');
    this.panel.hide();
    if (userProfileMode === 'navigation') {
      const url = userProfileUrl || clerk?.buildUserProfileUrl() || '/';
      // With path routing, too, the profile takes its page from the hash.
      void clerk?.navigate(path ? `${url.replace(/#.*/, '')}#/${path}` : url);
    } else {
      clerk?.openUserProfile({
        ...userProfileProps,
        customPages: this.#pages.open(),
        ...(path && { __experimental_startPath: path }),
      });
    }
  }

  /** Follows a link of the application. */
  follow(url: string): void {
    this.panel.hide();
    void this.host.clerk?.navigate(url);
  }

  /** @param all every account of this browser, not only the active one */
  signOut(all = false): void {
    const { clerk, environment, afterSignOutUrl } = this.host;
    const redirectUrl =
      afterSignOutUrl ||
      clerk?.__internal_getOption('afterSignOutUrl') ||
      environment?.display_config.after_sign_out_all_url;
    void this.#run(all ? 'signOutAll' : 'signOut', () => {
      const sessionId = clerk?.session?.id;
      return clerk?.signOut(
        !all && sessionId && this.otherSessions.length > 0 ? { sessionId } : { ...(redirectUrl && { redirectUrl }) },
      );
    });
  }

  switchTo(session: SessionResource): void {
    const { clerk, environment, afterSwitchSessionUrl } = this.host;
    const redirectUrl = afterSwitchSessionUrl || environment?.display_config.after_switch_session_url;
    void this.#run(session.id, () => clerk?.setActive({ session: session.id, ...(redirectUrl && { redirectUrl }) }));
  }

  /** Goes to the sign-in page, and back to this page afterwards. @param account fills in its identifier */
  addAccount(account?: RememberedAccount): void {
    const { clerk, environment, signInUrl } = this.host;
    const { length } = clerk?.client?.signedInSessions ?? [];
    // The server would refuse the account at the end of its sign-in.
    if (length >= MAX_ACCOUNTS) {
      this.actions.amend({ fields: {}, global: errorOf('session_quota_exceeded') });
      return void this.#showError();
    }
    const page = signInUrl || clerk?.__internal_getOption('signInUrl') || environment?.display_config.sign_in_url;
    this.panel.hide();
    void clerk?.navigate(
      counterpartUrl(clerk, page, new URLSearchParams(), {
        redirect_url: address.href,
        ...(account && signInParameter(account.identifier)),
      }),
    );
  }

  /** Removes an account from the list, and focuses the item that takes its place. */
  async forget(account: RememberedAccount): Promise<void> {
    const menu = this.host.renderRoot.querySelector<HTMLElement>('.cl-userButtonPopoverMenu');
    const at = menu ? itemsOf(menu).findIndex((item) => item.matches(':focus')) : -1;
    this.remembered.forget(account);
    await this.host.updateComplete;
    // The row had an item for the account and one to remove it.
    if (menu && at >= 0) focusItem(menu, itemsOf(menu)[at - 1]);
  }

  async #run(name: string, call: () => Promise<unknown> | undefined): Promise<void> {
    const done = await this.actions.run(name, async () => {
      // The button is shown before the client is applied.
      await this.host.clerk?.__internal_ensureLoaded();
      await call();
    });
    if (done) this.panel.hide();
    else await this.#showError();
  }

  /** Scrolls a long menu to its error, which is above the items. */
  async #showError(): Promise<void> {
    await this.host.loadErrors();
    await this.host.updateComplete;
    this.host.renderRoot.querySelector('.cl-userButtonPopoverMain > .cl-alert')?.scrollIntoView({ block: 'nearest' });
  }
}
