import { page } from '../../client/platform/native.ts';
import type { ClerkInstance, ComponentName, DialogName } from '../../client/types.ts';

type Props = Readonly<Record<string, unknown>>;

/** The element of a component, which may not be defined yet. */
export type ComponentElement = HTMLElement & { clerk?: ClerkInstance; requestUpdate?(): void };

/** The element of each component. The script loads the code of an element when it sees its tag. */
export const TAGS: Record<ComponentName | DialogName, string> = {
  SignIn: 'clerk-sign-in',
  SignUp: 'clerk-sign-up',
  UserAvatar: 'clerk-user-avatar',
  UserButton: 'clerk-user-button',
  UserProfile: 'clerk-user-profile',
  UserVerification: 'clerk-user-verification',
  Waitlist: 'clerk-waitlist',
  GoogleOneTap: 'clerk-google-one-tap',
};

/** Creates the element of a component. */
export function createComponent(clerk: ClerkInstance, name: ComponentName | DialogName): ComponentElement {
  return Object.assign(page.createElement(TAGS[name]), { clerk });
}

/**
 * Sets Clerk's props as properties of an element. Props that are no longer given become undefined.
 *
 * @param before the props that were set last
 */
export function assignProps(element: HTMLElement, props: Props, before: Props = {}): void {
  for (const name of Object.keys({ ...before, ...props })) {
    if (!isReserved(name)) Object.assign(element, { [name]: props[name] });
  }
}

/** Properties of every element, and the instance, are not for a page's props to set. */
function isReserved(name: string): boolean {
  return name === 'clerk' || name in HTMLElement.prototype;
}
