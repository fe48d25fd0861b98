import { Redirect } from './redirect.ts';

/**
 * Sends signed-in users to the profile page of the instance. Does nothing for users who are not signed in:
 * `<clerk-redirect-to-sign-in>` is for them.
 *
 * @summary Sends signed-in users to the profile page.
 * @tag clerk-redirect-to-user-profile
 */
export class ClerkRedirectToUserProfile extends Redirect {
  protected override readonly page = 'UserProfile';
  protected override readonly setting = 'userProfileUrl of the server';
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-redirect-to-user-profile': ClerkRedirectToUserProfile;
  }
}
