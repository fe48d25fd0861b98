import { page } from '../../client/platform/native.ts';
import { define } from '../../elements/base/define.ts';
import { ClerkDegraded } from '../../elements/gates/degraded.ts';
import { ClerkFailed } from '../../elements/gates/failed.ts';
import { ClerkLoaded } from '../../elements/gates/loaded.ts';
import { ClerkLoading } from '../../elements/gates/loading.ts';
import { ClerkRedirectToSignIn } from '../../elements/gates/redirect-to-sign-in.ts';
import { ClerkRedirectToSignUp } from '../../elements/gates/redirect-to-sign-up.ts';
import { ClerkRedirectToUserProfile } from '../../elements/gates/redirect-to-user-profile.ts';
import { ClerkShow } from '../../elements/gates/show.ts';
import { ClerkSignedIn } from '../../elements/gates/signed-in.ts';
import { ClerkSignedOut } from '../../elements/gates/signed-out.ts';

// One segment for the elements without Lit that show or hide what is in them, or redirect. It does not import their
// entries, because a bundler may drop those as free of side effects.
define('clerk-signed-in', ClerkSignedIn);
define('clerk-signed-out', ClerkSignedOut);
define('clerk-loading', ClerkLoading);
define('clerk-loaded', ClerkLoaded);
define('clerk-degraded', ClerkDegraded);
define('clerk-failed', ClerkFailed);
define('clerk-redirect-to-sign-in', ClerkRedirectToSignIn);
define('clerk-redirect-to-sign-up', ClerkRedirectToSignUp);
define('clerk-redirect-to-user-profile', ClerkRedirectToUserProfile);

/** Imports the segments of the less frequent elements, so that clerk.js does not have to know them. */
const SEGMENTS: Record<string, () => Promise<unknown>> = {
  'clerk-user-avatar': () => import('../elements/user-avatar.ts'),
  'clerk-waitlist': () => import('../elements/waitlist.ts'),
  'clerk-sso-callback': () => import('../elements/sso-callback.ts'),
  'clerk-email-link-verify': () => import('../elements/email-link-verify.ts'),
  'clerk-google-one-tap': () => import('../elements/google-one-tap.ts'),
  'clerk-devtools': () => import('../elements/devtools.ts'),
};

/** @clerk/astro has an element of the same name, with its condition in other attributes, and defines it itself. */
const SHOW_OF_ASTRO = 'clerk-show:is([data-when],[data-role],[data-permission],[data-feature],[data-plan])';

/**
 * Imports the code of a less frequent element.
 *
 * @param tag of the element, such as `clerk-waitlist`
 * @returns undefined when the element is defined here, or when there is no such element
 */
export function importElement(tag: string): Promise<unknown> | undefined {
  if (tag === 'clerk-show' && !page.querySelector(SHOW_OF_ASTRO)) define(tag, ClerkShow);
  return SEGMENTS[tag]?.();
}
