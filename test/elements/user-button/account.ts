import { define } from '../../../src/elements/base/define.ts';
import { ClerkUserButtonAction, ClerkUserButtonLink } from '../../../src/elements/parts/children/button-children.ts';
import { ClerkUserProfileLink, ClerkUserProfilePage } from '../../../src/elements/parts/children/profile-children.ts';
import { ClerkUserButton } from '../../../src/elements/user-button/user-button.ts';
import { ClerkUserProfile } from '../../../src/elements/user-profile/user-profile.ts';
import { settle } from './settle.ts';
import { AccountClerk, person } from './account-clerk.ts';

define('clerk-user-button-action', ClerkUserButtonAction);
define('clerk-user-button-link', ClerkUserButtonLink);
define('clerk-user-profile-page', ClerkUserProfilePage);
define('clerk-user-profile-link', ClerkUserProfileLink);
define('clerk-user-button', ClerkUserButton);
define('clerk-user-profile', ClerkUserProfile);

export interface MountedAccount<Element> {
  clerk: AccountClerk;
  element: Element;
  /** Returns the first match, and throws without one. */
  find<Found extends HTMLElement = HTMLElement>(selector: string): Found;
  /** Returns the first button with this text. */
  button(text: string): HTMLElement;
  text(selector: string): string;
  settled(): Promise<void>;
}

export interface AccountOptions {
  clerk?: AccountClerk;
  attributes?: Record<string, string>;
  properties?: object;
  /** Markup of the page's children of the element. */
  children?: string;
  into?: Node;
}

/** Returns an instance with Ada, and further users on the same browser. */
export function household(change: ConstructorParameters<typeof AccountClerk>[1] = {}, count = 2): AccountClerk {
  const clerk: AccountClerk = new AccountClerk(
    [
      person({ firstName: 'Ada', lastName: 'Berg', username: 'ada' }, () => clerk),
      person({ id: 'user_bo', firstName: 'Bo', lastName: 'Lind', emailAddress: 'bo@example.com' }, () => clerk),
    ].slice(0, count),
    change,
  );
  return clerk;
}

/** Adds an account element with a fake instance to the page. */
export async function mountAccount<Tag extends 'clerk-user-button' | 'clerk-user-profile'>(
  tag: Tag,
  options: AccountOptions = {},
): Promise<MountedAccount<HTMLElementTagNameMap[Tag]>> {
  const clerk = options.clerk ?? household();
  const element = document.createElement(tag);
  const attributes = options.attributes ?? (tag === 'clerk-user-profile' ? { routing: 'virtual' } : {});
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.innerHTML = options.children ?? '';
  Object.assign(element, { clerk: clerk.asInstance, ...options.properties });
  (options.into ?? document.body).appendChild(element);
  const settled = () => settle(element);
  await settled();
  const find = <Found extends HTMLElement>(selector: string): Found => {
    const found = element.querySelector<Found>(selector);
    if (!found) throw new Error(`${selector} is not there: ${element.textContent?.replace(/\s+/g, ' ')}`);
    return found;
  };
  return {
    clerk,
    element,
    find,
    settled,
    text: (selector) => find(selector).innerText.replace(/\s+/g, ' ').trim(),
    button(text) {
      const all = [...element.querySelectorAll<HTMLElement>('button, a')];
      const found = all.find((button) => button.innerText.trim() === text);
      if (!found) throw new Error(`No button "${text}" among ${all.map((b) => b.innerText.trim()).join(', ')}`);
      return found;
    },
  };
}

/** Asserts that two nodes are the same. A comparison by content does not tell nodes apart. */
export function same(actual: Element | null | undefined, expected: Element | null | undefined): void {
  if (actual !== expected) throw new Error(`expected ${expected?.outerHTML}, got ${actual?.outerHTML}`);
}
