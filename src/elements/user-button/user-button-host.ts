import type { ClerkElement } from '../base/clerk-element.ts';

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
export interface UserButtonHost extends ClerkElement {
  readonly customMenuItems: readonly CustomMenuItem[] | undefined;
  readonly userProfileMode: 'modal' | 'navigation' | undefined;
  readonly userProfileUrl: string | undefined;
  readonly userProfileProps: Record<string, unknown> | undefined;
  readonly signInUrl: string | undefined;
  readonly afterSignOutUrl: string | undefined;
  readonly afterSwitchSessionUrl: string | undefined;
  readonly rememberAccounts: 'off' | undefined;
}
