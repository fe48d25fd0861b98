import { define } from '../../../src/elements/base/define.ts';
import { ClerkDegraded } from '../../../src/elements/gates/degraded.ts';
import { ClerkFailed } from '../../../src/elements/gates/failed.ts';
import { ClerkLoaded } from '../../../src/elements/gates/loaded.ts';
import { ClerkLoading } from '../../../src/elements/gates/loading.ts';
import { ClerkRedirectToSignIn } from '../../../src/elements/gates/redirect-to-sign-in.ts';
import { ClerkRedirectToSignUp } from '../../../src/elements/gates/redirect-to-sign-up.ts';
import { ClerkRedirectToUserProfile } from '../../../src/elements/gates/redirect-to-user-profile.ts';
import { ClerkShow } from '../../../src/elements/gates/show.ts';
import { ClerkSignedIn } from '../../../src/elements/gates/signed-in.ts';
import { ClerkSignedOut } from '../../../src/elements/gates/signed-out.ts';
import { household } from '../user-button/account.ts';
import type { AccountClerk } from '../user-button/account-clerk.ts';

const GATES = {
  'clerk-signed-in': ClerkSignedIn,
  'clerk-signed-out': ClerkSignedOut,
  'clerk-show': ClerkShow,
  'clerk-loading': ClerkLoading,
  'clerk-loaded': ClerkLoaded,
  'clerk-degraded': ClerkDegraded,
  'clerk-failed': ClerkFailed,
  'clerk-redirect-to-sign-in': ClerkRedirectToSignIn,
  'clerk-redirect-to-sign-up': ClerkRedirectToSignUp,
  'clerk-redirect-to-user-profile': ClerkRedirectToUserProfile,
};

/** Defines the elements. Until then a test can add them to the page undefined. */
export function defineGates(): void {
  for (const [tag, constructor] of Object.entries(GATES)) define(tag, constructor);
}

/** Adds markup with gates to the page, before the elements know their instance. */
export function put(clerk: AccountClerk, markup: string): HTMLElement {
  const box = document.createElement('div');
  box.innerHTML = markup;
  for (const gate of box.querySelectorAll(Object.keys(GATES).join())) {
    Object.assign(gate, { clerk: clerk.asInstance });
  }
  return document.body.appendChild(box);
}

/** Returns the ids of the paragraphs that a visitor sees. */
export const visible = (box: ParentNode): string[] =>
  [...box.querySelectorAll('p')].filter((p) => p.checkVisibility()).map(({ id }) => id);

/** Returns an instance that does not know yet who is signed in. */
export function unknown(): AccountClerk {
  const clerk = household();
  Object.assign(clerk, { client: undefined, user: undefined, session: undefined, isSignedIn: false });
  return clerk;
}
