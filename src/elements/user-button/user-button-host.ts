import type { SessionResource } from '../../client/resources/types.ts';
import type { FormState } from '../base/form-state.ts';
import type { ViewHost } from '../base/view-host.ts';
import type { MountPoints } from '../controllers/mount-points.ts';

/** An entry of Clerk's `customMenuItems`. A bare label of a built-in item puts that item there. */
export interface CustomMenuItem {
  label: 'manageAccount' | 'signOut' | (string & {});
  /** The page that the item leads to. */
  href?: string;
  /** The page of the profile that the item opens. */
  open?: string;
  onClick?(): void;
  mountIcon?(node: HTMLElement): void;
  unmountIcon?(node?: HTMLElement): void;
}

/** What the menu uses of the user button that it belongs to. */
export interface UserButtonHost extends ViewHost {
  readonly customMenuItems: readonly CustomMenuItem[] | undefined;
  /** Children of the element that the page marked as menu items. */
  readonly authoredItems: readonly HTMLElement[];
  /** The items' calls of the API. */
  readonly actions: FormState;
  readonly menu: { hide(): void };
  readonly mounts: MountPoints;
  /** Whether this browser may hold several sessions. */
  readonly multiSession: boolean;
  /** Sessions of the other users who are signed in on this browser. */
  readonly otherSessions: readonly SessionResource[];
  /** @param startPath page of the profile, such as `security` */
  manage(startPath?: string): void;
  /** @param all every account of this browser, not only the active one */
  signOut(all?: boolean): void;
  switchTo(session: SessionResource): void;
  addAccount(): void;
}
