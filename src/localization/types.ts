import type { ErrorCode } from '../protocol/error-codes.ts';
import type { actingNote } from './en-us/acting-note.ts';
import type { accountSwitcher } from './en-us/account-switcher.ts';
import type { buttons } from './en-us/buttons.ts';
import type { callbacks } from './en-us/callbacks.ts';
import type { capsLock } from './en-us/caps-lock.ts';
import type { code } from './en-us/code.ts';
import type { common } from './en-us/common.ts';
import type { devtools } from './en-us/devtools.ts';
import type { emailLink } from './en-us/email-link.ts';
import type { errorActions } from './en-us/error-actions.ts';
import type { feedback } from './en-us/feedback.ts';
import type { keptPassword } from './en-us/kept-password.ts';
import type { legal } from './en-us/legal.ts';
import type { mailbox } from './en-us/mailbox.ts';
import type { messages } from './en-us/messages.ts';
import type { likelyAddress } from './en-us/likely-address.ts';
import type { modal } from './en-us/modal.ts';
import type { alternativeMethods } from './en-us/alternative-methods.ts';
import type { newPassword } from './en-us/new-password.ts';
import type { passwordRules } from './en-us/password-rules.ts';
import type { passkeyOffer } from './en-us/passkey-offer.ts';
import type { passkey } from './en-us/passkey.ts';
import type { phoneCode } from './en-us/phone-code.ts';
import type { phone } from './en-us/phone.ts';
import type { profileActions } from './en-us/profile-actions.ts';
import type { profileIdentifiers } from './en-us/profile-identifiers.ts';
import type { profileConnections } from './en-us/profile-connections.ts';
import type { profileDelete } from './en-us/profile-delete.ts';
import type { profileDevices } from './en-us/profile-devices.ts';
import type { profilePasskeys } from './en-us/profile-passkeys.ts';
import type { profilePassword } from './en-us/profile-password.ts';
import type { profilePicture } from './en-us/profile-picture.ts';
import type { profileSecurity } from './en-us/profile-security.ts';
import type { profileTwoStep } from './en-us/profile-two-step.ts';
import type { profileWallets } from './en-us/profile-wallets.ts';
import type { provider } from './en-us/provider.ts';
import type { resetPassword } from './en-us/reset-password.ts';
import type { restrictedAccess } from './en-us/restricted-access.ts';
import type { reverification } from './en-us/reverification.ts';
import type { secondFactor } from './en-us/second-factor.ts';
import type { signInSteps } from './en-us/sign-in-steps.ts';
import type { signIn } from './en-us/sign-in.ts';
import type { signUpSteps } from './en-us/sign-up-steps.ts';
import type { signUp } from './en-us/sign-up.ts';
import type { strength } from './en-us/strength.ts';
import type { suspendedMethods } from './en-us/suspended-methods.ts';
import type { userButton } from './en-us/user-button.ts';
import type { userMenu } from './en-us/user-menu.ts';
import type { userProfile } from './en-us/user-profile.ts';
import type { waitlist } from './en-us/waitlist.ts';
import type { wallet } from './en-us/wallet.ts';
import type { welcomeBack } from './en-us/welcome-back.ts';
import type { startOptions } from './en-us/start-options.ts';
import type { withoutScript } from './en-us/without-script.ts';

/** A locale, complete or partial: nested texts under Clerk's key paths. Every locale that Clerk publishes fits. */
export interface TextTree {
  readonly [key: string]: unknown;
}

/** Values for the placeholders of a text, `{{name}}`. */
export type TextParams = Readonly<Record<string, unknown>>;

// The texts of each language are in files of their own, so that a page loads those of the elements that it shows.

/** Texts that most elements share, and those of the small elements. Every page with an element loads them. */
export type CoreTexts = typeof actingNote &
  typeof buttons &
  typeof common &
  typeof modal &
  typeof passkeyOffer &
  typeof userButton &
  typeof userMenu;

/** Texts of sign-in, sign-up and the elements that show screens of theirs. */
export type FormTexts = typeof accountSwitcher &
  typeof alternativeMethods &
  typeof callbacks &
  typeof capsLock &
  typeof code &
  typeof emailLink &
  typeof errorActions &
  typeof feedback &
  typeof keptPassword &
  typeof legal &
  typeof likelyAddress &
  typeof mailbox &
  typeof newPassword &
  typeof passkey &
  typeof passwordRules &
  typeof phone &
  typeof phoneCode &
  typeof provider &
  typeof resetPassword &
  typeof restrictedAccess &
  typeof reverification &
  typeof secondFactor &
  typeof signIn &
  typeof signInSteps &
  typeof signUp &
  typeof signUpSteps &
  typeof startOptions &
  typeof strength &
  typeof suspendedMethods &
  typeof waitlist &
  typeof wallet &
  typeof welcomeBack;

/** Texts of `<clerk-user-profile>`. It also shows texts of the forms. */
export type ProfileTexts = typeof profileActions &
  typeof profileConnections &
  typeof profileDelete &
  typeof profileDevices &
  typeof profileIdentifiers &
  typeof profilePasskeys &
  typeof profilePassword &
  typeof profilePicture &
  typeof profileSecurity &
  typeof profileTwoStep &
  typeof profileWallets &
  typeof userProfile;

/** The texts of every element and page, without the table of errors. Those for developers are in English alone. */
export type Texts = CoreTexts & FormTexts & ProfileTexts & typeof devtools & typeof withoutScript;

/** What the server itself writes to people: mails, text messages and the pages that need no script. */
export type MessageTexts = typeof messages;

/** The key of a text of a message, such as `mail.code.title`. */
export type MessageKey = Leaves<MessageTexts>;

/** The key of a text, such as `signIn.start.title`. */
export type TextKey = Leaves<Texts>;

/** What may follow `Path` in a key: `TextIn<'signUp.start'>` is `'title' | 'subtitle' | …`. */
export type TextIn<Path extends string, Key extends string = TextKey> = Key extends `${Path}.${infer End}`
  ? End
  : never;

/** Every path of a group that has a text named `End`: `TextGroup<'title'>` has `signIn.start` among others. */
export type TextGroup<End extends string, Key extends string = TextKey> = Key extends `${infer Path}.${End}`
  ? Path
  : never;

/** A text for each error code, and further texts for a code on one field, such as `form_param_nil__password`. */
export type ErrorTexts = Readonly<Record<ErrorCode, string> & { [Key in `${ErrorCode}__${string}`]?: string }>;

/** The dotted paths of all texts in `Tree`. */
export type Leaves<Tree, Prefix extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? `${Prefix}${Key}` : Leaves<Tree[Key], `${Prefix}${Key}.`>;
}[keyof Tree & string];
