import type { ClerkInstance } from '../client/types.ts';
import { setDefaultInstance as setInstance } from '../elements/base/default-instance.ts';
import { define } from '../elements/base/define.ts';
import { ClerkRedirectToSignIn } from '../elements/gates/redirect-to-sign-in.ts';
import { ClerkSignedIn } from '../elements/gates/signed-in.ts';
import { ClerkSignedOut } from '../elements/gates/signed-out.ts';
import { createMountControls } from '../elements/mount/mount-controls.ts';
import { ClerkSignIn } from '../elements/sign-in/sign-in.ts';
import { ClerkSignUp } from '../elements/sign-up/sign-up.ts';
import { ClerkUserButton } from '../elements/user-button/user-button.ts';
import { ClerkUserProfile } from '../elements/user-profile/user-profile.ts';

// Not by importing the single entries, which a bundler may take for free of side effects.
define('clerk-sign-in', ClerkSignIn);
define('clerk-sign-up', ClerkSignUp);
define('clerk-user-button', ClerkUserButton);
define('clerk-user-profile', ClerkUserProfile);
define('clerk-signed-in', ClerkSignedIn);
define('clerk-signed-out', ClerkSignedOut);
define('clerk-redirect-to-sign-in', ClerkRedirectToSignIn);

export { Clerk } from '../client/clerk.ts';
export { ClerkCompleteEvent, ClerkStepEvent } from '../elements/base/events.ts';
export type {
  ClerkRedirectToSignIn,
  ClerkSignedIn,
  ClerkSignedOut,
  ClerkSignIn,
  ClerkSignUp,
  ClerkUserButton,
  ClerkUserProfile,
};

/**
 * Names the instance that elements without a `clerk` property of their own use, and gives it its screens (`mountX`,
 * `openX`). The first one given is kept.
 *
 * @param clerk `new Clerk(publishableKey)`; the elements call its `load` when nobody else did
 */
export function setDefaultInstance(clerk: ClerkInstance): void {
  clerk.__internal_setComponents(createMountControls(clerk));
  setInstance(clerk);
}
