import type { ComponentName, DialogName } from '../../client/types.ts';

/** The element behind each component. The page's loader sees the tag and fetches its code. */
export const TAGS: Record<ComponentName | DialogName, string> = {
  SignIn: 'clerk-sign-in',
  SignUp: 'clerk-sign-up',
  UserButton: 'clerk-user-button',
  UserProfile: 'clerk-user-profile',
  UserVerification: 'clerk-user-verification',
};
