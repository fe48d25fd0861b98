// The controls that the walks use. Most have the same selector on both sides, because our nodes carry Clerk's class names.
import type { Side } from './pages.ts';

export const IDENTIFIER = 'input[name=identifier]';
export const PASSWORD_FIELD = 'input[name=password]';
export const EMAIL = 'input[name=emailAddress]';
export const PHONE = 'input[name=phoneNumber]';
export const PRIMARY = '.cl-formButtonPrimary';
export const EDIT = '.cl-identityPreviewEditButton';
export const PROVIDER = '.cl-socialButtons button';
export const ANOTHER_METHOD = '.cl-footerActionLink__alternativeMethods, .cl-footerActionLink__useAnotherMethod';
export const USER_BUTTON = 'button.cl-userButtonTrigger';

/** The field for a one-time code. */
export const codeField = (side: Side): string =>
  side === 'ours' ? 'input[autocomplete=one-time-code]' : '[class*=otpCodeField] input';

/** A link or button by its text. */
export const named = (text: string): string => `:is(a, button, [role=menuitem]):has-text("${text}")`;

/** A section of the profile. */
export const section = (id: string): string => `.cl-profileSection__${id}`;
