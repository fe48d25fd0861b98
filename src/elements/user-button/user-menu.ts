import type { TemplateResult } from 'lit';
import { address } from '../../client/platform/address.ts';
import type { SessionResource } from '../../client/resources/types.ts';
import { common } from '../../localization/en-us/common.ts';
import { userMenu } from '../../localization/en-us/user-menu.ts';
import { counterpartUrl } from '../base/counterpart-url.ts';
import { FormController } from '../controllers/form-controller.ts';
import { focusItem } from '../controllers/menu-keys.ts';
import { MountPoints } from '../controllers/mount-points.ts';
import { PopoverController } from '../controllers/popover-controller.ts';
import type { Person } from '../parts/person.ts';
import alertSheet from '../styles/alert.css';
import previewSheet from '../styles/user-preview.css';
import { popover } from './popover.ts';
import { positionPanel } from '../controllers/position-panel.ts';
import type { UserButtonHost } from './user-button-host.ts';
import sheet from './user-menu.css';

/** The menu of a user button, and what its items do. It is loaded when the user turns to the button. */
export class UserMenu {
  readonly host: UserButtonHost;
  /** The items' calls of the API. */
  readonly actions: FormController;
  readonly mounts: MountPoints;
  readonly panel: PopoverController;
  #person: Person | undefined;

  constructor(host: UserButtonHost) {
    this.host = host;
    this.actions = new FormController(host);
    this.mounts = new MountPoints(host);
    this.panel = new PopoverController(host, {
      trigger: () => host.renderRoot.querySelector<HTMLElement>('.cl-userButtonTrigger'),
      panel: () => host.renderRoot.querySelector<HTMLElement>('.cl-userButtonPopoverCard'),
      place: positionPanel,
      opened: (panel) => focusItem(panel),
    });
    host.extend({ sheets: [alertSheet, previewSheet, sheet], texts: [common, userMenu] });
  }

  /** Children of the element that the page marked as menu items. */
  get authoredItems(): HTMLElement[] {
    return [...this.host.querySelectorAll<HTMLElement>(':scope > [data-clerk-menu-item]')];
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
  manage(startPath?: string): void {
    const { clerk, userProfileMode, userProfileUrl, userProfileProps } = this.host;
    this.panel.hide();
    if (userProfileMode === 'navigation') {
      void clerk?.navigate(userProfileUrl || clerk.buildUserProfileUrl());
    } else {
      clerk?.openUserProfile({
        ...userProfileProps,
        ...(startPath !== undefined && { __experimental_startPath: startPath }),
      });
    }
  }

  /** @param all every account of this browser, not only the active one */
  signOut(all = false): void {
    const { clerk } = this.host;
    void this.#run(all ? 'signOutAll' : 'signOut', () => {
      const sessionId = clerk?.session?.id;
      return clerk?.signOut(!all && sessionId && this.otherSessions.length > 0 ? { sessionId } : {});
    });
  }

  switchTo(session: SessionResource): void {
    const { clerk, environment, afterSwitchSessionUrl } = this.host;
    const redirectUrl = afterSwitchSessionUrl || environment?.display_config.after_switch_session_url;
    void this.#run(session.id, () => clerk?.setActive({ session: session.id, ...(redirectUrl && { redirectUrl }) }));
  }

  addAccount(): void {
    const { clerk, environment, signInUrl } = this.host;
    const page = signInUrl || clerk?.__internal_getOption('signInUrl') || environment?.display_config.sign_in_url;
    this.panel.hide();
    void clerk?.navigate(counterpartUrl(clerk, page, new URLSearchParams(), { redirect_url: address.href }));
  }

  async #run(name: string, call: () => Promise<unknown> | undefined): Promise<void> {
    const done = await this.actions.run(name, async () => {
      // The button is shown before the client is applied.
      await this.host.clerk?.__internal_ensureLoaded();
      await call();
    });
    if (done) this.panel.hide();
  }
}
