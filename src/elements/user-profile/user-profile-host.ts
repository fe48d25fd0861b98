import type { SessionWithActivitiesResource, UpdateUserParams, UserResource } from '../../client/resources/types.ts';
import type { FormState } from '../base/form-state.ts';
import type { ViewHost } from '../base/view-host.ts';
import type { MountPoints } from '../controllers/mount-points.ts';
import type { PopoverController } from '../controllers/popover-controller.ts';
import type { DeviceList } from './security/device-list.ts';

/** An entry of Clerk's `customPages`. A bare label of a built-in page puts that page there. */
export interface CustomPage {
  label: 'account' | 'security' | (string & {});
  /** Route of the page; without `mount`, the address of a link. */
  url?: string;
  mount?(node: HTMLElement): void;
  unmount?(node?: HTMLElement): void;
  mountIcon?(node: HTMLElement): void;
  unmountIcon?(node?: HTMLElement): void;
}

/** A page of the profile, or a link among the pages. */
export interface Page {
  /** Last part of the class names. */
  id: string;
  /** Step in the URL. */
  route: string;
  label: string;
  icon: unknown;
  /** Heading; pages of the application bring their own. */
  title?: string;
  render?(user: UserResource): unknown;
  /** The child of the element that is the page. */
  section?: HTMLElement;
  /** Address of a link. */
  href?: string | undefined;
}

/** The forms of the profile; one is open at a time. */
export type EditorName = 'profile' | 'username';

/** What the pages use of the profile that they belong to. */
export interface UserProfileHost extends ViewHost {
  readonly customPages: readonly CustomPage[] | undefined;
  /** Children of the element that are pages. */
  readonly sections: readonly HTMLElement[];
  readonly form: FormState;
  /** Calls of the API that are not the submit of a form. */
  readonly actions: FormState;
  readonly devices: DeviceList;
  readonly mounts: MountPoints;
  /** The list of pages as a sheet, where there is little room. */
  readonly sheet: PopoverController;
  /** The form that is open. */
  readonly editing: EditorName | null;
  /** Id of the session that the user is asked about before it is signed out. */
  readonly confirming: string | null;
  go(page: Page): void;
  /** Opens a form. What the user typed into another one is kept until that is opened again. */
  edit(editor: EditorName): void;
  cancel(): void;
  /** Returns what the user typed before leaving a form without saving or cancelling. */
  draft(editor: EditorName): Record<string, string> | undefined;
  /** @param message key of the text that announces success */
  save(editor: EditorName, params: UpdateUserParams, message: string): Promise<void>;
  /** Asks the user whether to sign a session out; null withdraws the question. */
  confirm(session: string | null): void;
  /** Signs a session out. */
  revoke(session: SessionWithActivitiesResource): Promise<void>;
}
