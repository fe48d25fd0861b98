/**
 * Registers every element, and exports the `Clerk` class for pages that are built with a bundler.
 *
 * @module clerk-widgets
 */
import { Clerk } from '../client/clerk.ts';
import type { ClerkInstance } from '../client/types.ts';
import { setDefaultInstance as setInstance } from '../elements/base/default-instance.ts';
import { define } from '../elements/base/define.ts';
import { ClerkAuthenticateWithRedirectButton } from '../elements/buttons/authenticate-with-redirect-button.ts';
import { ClerkSignInButton } from '../elements/buttons/sign-in-button.ts';
import { ClerkSignInWithMetamask } from '../elements/buttons/sign-in-with-metamask.ts';
import { ClerkSignOutButton } from '../elements/buttons/sign-out-button.ts';
import { ClerkSignUpButton } from '../elements/buttons/sign-up-button.ts';
import { ClerkDevtools } from '../elements/devtools/devtools.ts';
import { ClerkDegraded } from '../elements/gates/degraded.ts';
import { ClerkFailed } from '../elements/gates/failed.ts';
import { ClerkLoaded } from '../elements/gates/loaded.ts';
import { ClerkLoading } from '../elements/gates/loading.ts';
import { ClerkEmailLinkVerify } from '../elements/callbacks/email-link-verify.ts';
import { ClerkSsoCallback } from '../elements/callbacks/sso-callback.ts';
import { ClerkRedirectToSignIn } from '../elements/gates/redirect-to-sign-in.ts';
import { ClerkRedirectToSignUp } from '../elements/gates/redirect-to-sign-up.ts';
import { ClerkRedirectToUserProfile } from '../elements/gates/redirect-to-user-profile.ts';
import { ClerkShow, type ShowCondition } from '../elements/gates/show.ts';
import { ClerkSignedIn } from '../elements/gates/signed-in.ts';
import { ClerkSignedOut } from '../elements/gates/signed-out.ts';
import { ClerkGoogleOneTap } from '../elements/google-one-tap/google-one-tap.ts';
import { MODAL_STATE } from '../elements/modal/modal-parameter.ts';
import { adoptInstances } from '../elements/mount/adopt-instances.ts';
import { createMountControls } from '../elements/mount/mount-controls.ts';
import { ClerkUserButtonAction, ClerkUserButtonLink } from '../elements/parts/children/button-children.ts';
import { ClerkUserProfileLink, ClerkUserProfilePage } from '../elements/parts/children/profile-children.ts';
import { ClerkSignIn } from '../elements/sign-in/sign-in.ts';
import { ClerkSignUp } from '../elements/sign-up/sign-up.ts';
import { ClerkUserAvatar } from '../elements/user-avatar/user-avatar.ts';
import { ClerkUserButton } from '../elements/user-button/user-button.ts';
import { ClerkUserProfile } from '../elements/user-profile/user-profile.ts';
import { ClerkWaitlist } from '../elements/waitlist/waitlist.ts';

// It does not import the single entries, because a bundler may drop those as free of side effects.
define('clerk-sign-in', ClerkSignIn);
define('clerk-sign-up', ClerkSignUp);
// The children first: the elements read them when they draw.
define('clerk-user-button-action', ClerkUserButtonAction);
define('clerk-user-button-link', ClerkUserButtonLink);
define('clerk-user-profile-page', ClerkUserProfilePage);
define('clerk-user-profile-link', ClerkUserProfileLink);
define('clerk-user-button', ClerkUserButton);
define('clerk-user-profile', ClerkUserProfile);
define('clerk-user-avatar', ClerkUserAvatar);
define('clerk-signed-in', ClerkSignedIn);
define('clerk-signed-out', ClerkSignedOut);
define('clerk-show', ClerkShow);
define('clerk-loading', ClerkLoading);
define('clerk-loaded', ClerkLoaded);
define('clerk-degraded', ClerkDegraded);
define('clerk-failed', ClerkFailed);
define('clerk-redirect-to-sign-in', ClerkRedirectToSignIn);
define('clerk-redirect-to-sign-up', ClerkRedirectToSignUp);
define('clerk-redirect-to-user-profile', ClerkRedirectToUserProfile);
define('clerk-waitlist', ClerkWaitlist);
define('clerk-sso-callback', ClerkSsoCallback);
define('clerk-email-link-verify', ClerkEmailLinkVerify);
define('clerk-google-one-tap', ClerkGoogleOneTap);
define('clerk-devtools', ClerkDevtools);
define('clerk-authenticate-with-redirect-button', ClerkAuthenticateWithRedirectButton);
define('clerk-sign-in-button', ClerkSignInButton);
define('clerk-sign-in-with-metamask', ClerkSignInWithMetamask);
define('clerk-sign-out-button', ClerkSignOutButton);
define('clerk-sign-up-button', ClerkSignUpButton);

/** The instances that have the screens. */
const adopted = new WeakSet<ClerkInstance>();
adoptInstances(Clerk.prototype, setDefaultInstance);

export { Clerk };
export { ClerkActionEvent } from '../elements/base/action-event.ts';
export { ClerkErrorEvent } from '../elements/base/error-event.ts';
export { ClerkWaitlistJoinedEvent } from '../elements/waitlist/joined-event.ts';
export { ClerkCompleteEvent, ClerkStepEvent } from '../elements/base/events.ts';
export type {
  ClerkAuthenticateWithRedirectButton,
  ClerkDegraded,
  ClerkDevtools,
  ClerkEmailLinkVerify,
  ClerkFailed,
  ClerkGoogleOneTap,
  ClerkLoaded,
  ClerkLoading,
  ClerkRedirectToSignIn,
  ClerkRedirectToSignUp,
  ClerkRedirectToUserProfile,
  ClerkShow,
  ClerkSignIn,
  ClerkSignInButton,
  ClerkSignInWithMetamask,
  ClerkSignOutButton,
  ClerkSignUp,
  ClerkSignUpButton,
  ClerkSignedIn,
  ClerkSignedOut,
  ClerkSsoCallback,
  ClerkUserAvatar,
  ClerkUserButton,
  ClerkUserButtonAction,
  ClerkUserButtonLink,
  ClerkUserProfile,
  ClerkUserProfileLink,
  ClerkUserProfilePage,
  ClerkWaitlist,
  ShowCondition,
};

/**
 * Sets the instance that elements without a `clerk` property use, unless one is set already. The first instance whose
 * `load` is called is set by itself, so you need this only to have the elements call `load`.
 *
 * @param clerk `new Clerk(publishableKey)`. Elements call its `load` if it was not called
 * @example
 * import { Clerk, setDefaultInstance } from 'clerk-widgets';
 *
 * setDefaultInstance(new Clerk('pk_live_…'));
 */
export function setDefaultInstance(clerk: ClerkInstance): void {
  setInstance(clerk);
  if (adopted.has(clerk)) return;
  adopted.add(clerk);
  clerk.__internal_setComponents(createMountControls(clerk));
  const __internal_note = () => import('../elements/notes/show-note.ts').then((m) => m.showNote(clerk));
  clerk.__internal_updateProps({ options: { __internal_note } });
  if (globalThis.location?.search.includes(MODAL_STATE)) {
    void import('../elements/mount/reopen-dialog.ts').then((module) => module.reopenDialog(clerk));
  }
}
