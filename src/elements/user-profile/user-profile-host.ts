import type { TemplateResult } from 'lit';
import type { UserResource } from '../../client/resources/types/user.ts';
import type { ClerkElement } from '../base/clerk-element.ts';
import type { FormState } from '../base/form-state.ts';
import type { MountPoints } from '../controllers/mount-points.ts';
import type { PopoverController } from '../controllers/popover-controller.ts';
import type { ProfileChild } from '../parts/children/profile-children.ts';
import type { ProfileActions } from './profile-actions.ts';

/** An entry of Clerk's `customPages`. A bare label of a built-in page puts that page there. */
export interface CustomPage {
  label: 'account' | 'security' | (string & {});
  /** Route of the page; without `mount`, the address of a link. */
  url?: string;
  mount?(node: HTMLElement): void;
  unmount?(node?: HTMLElement): void;
  mountIcon?(node: HTMLElement): void;
  unmountIcon?(node?: HTMLElement): void;
  /** @internal Draws the icon, in place of `mountIcon`. */
  drawIcon?(): unknown;
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
  /** Draws the page; undefined while its code is not there yet. */
  render?(user: UserResource): unknown;
  /** The child of the element that is the page. */
  section?: HTMLElement;
  /** Address of a link. */
  href?: string | undefined;
}

/** What the user can open in the profile: see `editors.ts`. */
export type EditorName =
  | 'profile'
  | 'picture'
  | 'username'
  | 'emailAddress'
  | 'removeEmailAddress'
  | 'phoneNumber'
  | 'removePhoneNumber'
  | 'connectAccount'
  | 'reconnectAccount'
  | 'disconnectAccount'
  | 'connectWallet'
  | 'removeWallet'
  | 'password'
  | 'removePassword'
  | 'addPasskey'
  | 'renamePasskey'
  | 'removePasskey'
  | 'revokeDevice'
  | 'revokeOtherDevices'
  | 'deleteAccount'
  | 'secondFactor'
  | 'removeAuthenticatorApp'
  | 'removeSecondFactorNumber'
  | 'newBackupCodes';

/** A section of a page: last part of its class names. */
export type SectionName =
  | 'profile'
  | 'username'
  | 'emailAddresses'
  | 'phoneNumbers'
  | 'connectedAccounts'
  | 'web3Wallets'
  | 'enterpriseAccounts'
  | 'suspendedMethods'
  | 'password'
  | 'passkeys'
  | 'mfa'
  | 'activeDevices'
  | 'danger';

/** Where an editor is opened. */
export interface Place {
  section: SectionName;
  /** Id of the row that the editor is about; it is drawn there. Without it, the editor is drawn at the end. */
  item?: string | undefined;
}

/** What the pages use of the profile that they belong to. */
export interface UserProfileHost extends ClerkElement {
  readonly customPages: readonly CustomPage[] | undefined;
  /** Scopes that the application needs of each provider, which is named without `oauth_`. */
  readonly additionalOAuthScopes: Readonly<Record<string, readonly string[]>> | undefined;
  /** Pages and links that the application put into the element. */
  readonly authored: readonly ProfileChild[];
  /** The user that is shown. */
  readonly user: UserResource | null | undefined;
  /** What the user can change; undefined until it is loaded. */
  readonly actions: ProfileActions | undefined;
  /** The form of the open editor; undefined until `actions` are there. */
  readonly form: FormState | undefined;
  /** Where pages and icons of the application are mounted. */
  readonly mounts: MountPoints;
  /** The list of pages as a sheet, where there is little room. */
  readonly sheet: PopoverController;
  /** Shows a page. */
  go(page: Pick<Page, 'id' | 'route'>): void;
  /**
   * Returns the URL of a route of the profile, or of the page around it where the profile keeps its route in memory.
   */
  urlOf(route: string): string;
  /** Opens an editor, once its code is loaded. */
  edit(editor: EditorName, place: Place): void;
  /** Opens the menu of a row, once the code of menus is loaded. @param panel id of its panel */
  openMenu(panel: string): void;
  /** Draws what is open at a place: an editor, or what went wrong there. */
  drawEditor(place: Place): TemplateResult | undefined;
  /** Draws the security page; undefined until it is loaded. */
  drawSecurity(user: UserResource): unknown;
  /** Renders, then moves the focus to a node. @param how moves it; by default to the node itself */
  focusOn(selector: string, how?: (node: HTMLElement) => void): Promise<void>;
  /** Lets screen readers say a text. */
  announce(text: string): void;
}

/** The profile as editors see it: with the form that the parts of a form read. */
export interface EditorHost extends UserProfileHost {
  readonly form: FormState;
}
