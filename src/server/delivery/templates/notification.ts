import type { EmailMessage, NotificationKind } from '../port.ts';
import { oneLine, unlinked } from './mail-text.ts';
import { type Brand, type RenderedMail, renderBlocks, requesterFacts } from './render-blocks.ts';

type NotificationMail = Extract<EmailMessage, { template: 'notification' }>;

/** The title of the mail, and what the change means for the account. */
export const NOTIFICATIONS: Record<NotificationKind, readonly [title: string, meaning: string]> = {
  account_deleted: [
    'Your account was deleted',
    'All its data is gone, and every device was signed out. It cannot be brought back.',
  ],
  account_locked: [
    'Your account was locked',
    'There were too many wrong attempts in a row. Passwords and codes work again in an hour.',
  ],
  backup_codes_created: ['New backup codes were created', 'The old codes no longer work.'],
  backup_codes_removed: ['Your backup codes were removed', 'They can no longer be used to sign in.'],
  connected_account_added: ['A connected account was added', 'It can be used to sign in from now on.'],
  connected_account_removed: ['A connected account was removed', 'It can no longer be used to sign in.'],
  default_phone_number_changed: [
    'Your number for codes was changed',
    'Signing in sends its codes to this number first.',
  ],
  email_address_added: ['An email address was added', 'It can be used to sign in from now on.'],
  email_address_removed: ['An email address was removed', 'It can no longer be used to sign in.'],
  new_sign_in: ['A new device signed in', 'It has not been used with your account before.'],
  passkey_added: ['A passkey was added', 'It can be used to sign in from now on.'],
  passkey_removed: ['A passkey was removed', 'It can no longer be used to sign in.'],
  passkey_renamed: ['A passkey was renamed', 'It signs in as before.'],
  password_added: ['A password was set', 'It can be used to sign in from now on.'],
  password_changed: ['Your password was changed', 'The old password no longer works.'],
  password_removed: ['Your password was removed', 'Use your other sign-in methods from now on.'],
  phone_number_added: ['A phone number was added', 'It can be used with your account from now on.'],
  phone_number_removed: ['A phone number was removed', 'It can no longer be used with your account.'],
  phone_second_factor_disabled: [
    'Codes by text message were switched off',
    'Signing in no longer sends codes to this number.',
  ],
  phone_second_factor_enabled: [
    'Codes by text message were switched on',
    'Signing in asks for a code sent to this number from now on.',
  ],
  primary_email_address_changed: ['Your primary email address was changed', 'Emails about your account go there now.'],
  primary_phone_number_changed: [
    'Your primary phone number was changed',
    'It comes first when you sign in with a phone number.',
  ],
  primary_wallet_changed: ['Your primary wallet was changed', 'It stands for your account from now on.'],
  session_revoked: [
    'A device was signed out',
    'It has to sign in again before it can use your account. This email also stands for devices that were signed out within a minute after it.',
  ],
  totp_disabled: ['The authenticator app was removed', 'Signing in no longer asks for its codes.'],
  totp_enabled: ['An authenticator app was added', 'Signing in asks for its codes from now on.'],
  username_changed: ['Your username was changed', 'Only the new username can be used to sign in.'],
  username_removed: ['Your username was removed', 'It can no longer be used to sign in.'],
  wallet_added: ['A wallet was added', 'It can be used to sign in from now on.'],
  wallet_removed: ['A wallet was removed', 'It can no longer be used to sign in.'],
};

/** Writes the mail that tells an owner about a change of their account. It holds no link. */
export function renderNotification(brand: Brand, { kind, item, requester }: NotificationMail): RenderedMail {
  const name = oneLine(brand.applicationName);
  const [title, meaning] = NOTIFICATIONS[kind];
  const label = item ? unlinked(item) : '';
  return renderBlocks(brand, {
    subject: `${title} (${name})`,
    title,
    preview: `${title}${label ? `: ${label}` : ''}. ${meaning}`,
    blocks: [
      { kind: 'text', text: `This is about your ${name} account. ${meaning}` },
      ...requesterFacts(requester, label),
      {
        kind: 'note',
        text:
          kind === 'account_deleted'
            ? `If it was not you, tell the people who run ${name} at once.`
            : `If it was not you, open ${name} the way you always do, check your account and sign out of devices you do not know.`,
      },
    ],
  });
}
