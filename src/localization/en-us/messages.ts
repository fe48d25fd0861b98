import { plural } from '../plural.ts';
import { addModifiers } from '../translate.ts';

addModifiers({ plural });

/**
 * What the server itself writes to people: mails, text messages, and the pages that need no script. `{{duration}}` is a
 * number with its unit, such as `10 minutes`.
 */
export const messages = {
  /** Who asked for something: labels, and how their values are put together. */
  requester: {
    what: 'What',
    device: 'Device',
    place: 'Place',
    time: 'Time',
    unknownDevice: 'Unknown',
    browserOnSystem: '{{browser}} on {{system}}',
    cityAndCountry: '{{city}}, {{country}}',
    placeAndAddress: '{{place}} ({{address}})',
  },
  mail: {
    questions: 'Questions? Write to {{address}}.',
    code: {
      subject: '{{code}} is your {{name}} code',
      title: 'Your code for {{name}}',
      text: 'It is valid for {{duration}} and can be used once. No one at {{name}} will ever ask you for it.',
      note: 'If you did not ask for this code, you can ignore this email. Nothing happens without the code.',
    },
    resetPassword: {
      title: 'Your code to set a new {{name}} password',
      note: 'If you did not ask for this code, you can ignore this email. Your password stays as it is.',
    },
    newDevice: {
      subject: '{{code}} is your {{name}} code for a new device',
      title: 'Is this you, on a new device?',
      text: 'Someone entered your {{name}} password on a new device. If it was you, finish with this code:',
      preview: '{{text}} {{code}}',
      button: 'Confirm this device',
      validity: 'It is valid for {{duration}} and works once.',
      note: 'If it was not you, keep the code to yourself and change your password. Someone else knows it.',
    },
    link: {
      code: 'Or type this code where you started:',
      requester: 'The request came from here:',
      note: 'If that was not you, do not open the link. Nothing happens without it.',
      sign_in: {
        subject: 'Your sign-in link for {{name}}',
        title: 'Sign in to {{name}}',
        text: 'Open the link to sign in to {{name}}. The link and the code are valid for {{duration}} and work once.',
      },
      sign_up: {
        subject: 'Confirm your address for {{name}}',
        title: 'Confirm your address',
        text: 'Open the link to finish signing up to {{name}}. The link and the code are valid for {{duration}} and work once.',
      },
      verify_address: {
        subject: 'Confirm your address for {{name}}',
        title: 'Confirm your address',
        text: 'Open the link to add this address to your {{name}} account. The link and the code are valid for {{duration}} and work once.',
      },
      new_device: {
        subject: 'Confirm this device for {{name}}',
        title: 'Confirm this device',
        text: 'Open the link to sign in to {{name}} on a new device. The link and the code are valid for {{duration}} and work once.',
      },
      reverification: {
        subject: 'Confirm that it is you for {{name}}',
        title: 'Confirm that it is you',
        text: 'Open the link to confirm a change of your {{name}} account. The link and the code are valid for {{duration}} and work once.',
      },
    },
    invitation: {
      subject: 'Your invitation to {{name}}',
      title: 'You are invited to {{name}}',
      text: 'You are invited to {{name}}. The link creates an account with this address, which needs no further check.',
      waitlistText:
        'You waited for {{name}}, and now there is a place for you. The link creates an account with this address, which needs no further check.',
      button: 'Accept the invitation',
      validity: 'It is valid for {{duration}} and for you alone, so do not pass it on.',
      note: 'If you did not expect it, you can ignore this email.',
    },
    waitlist: {
      title: 'You are on the waitlist of {{name}}',
      text: 'This address is on the waitlist of {{name}}. When there is a place, an invitation comes to this address.',
      note: 'If you did not expect it, you can ignore this email.',
    },
    accountExists: {
      title: 'You already have an account at {{name}}',
      text: 'Someone tried to sign up to {{name}} with this address. It already has an account, so no new one was created.',
      signIn: 'If it was you, sign in instead:',
      button: 'Sign in to {{name}}',
      note: 'If it was not you, you need not do anything. Your account has not changed.',
    },
    methodsSuspended: {
      subject: 'Your password was reset ({{name}})',
      title: 'Your password was reset',
      preview: 'Your other sign-in methods are switched off until you confirm them.',
      text: 'The password of your {{name}} account was reset, and all other devices were signed out. The sign-in methods below are switched off. In your account, confirm the ones that are yours and remove the others.',
      and: 'And',
      more: "{{ count | plural('en-US', 'other=% more') }}",
      requester: 'The password was reset here:',
      note: 'If it was not you, open {{name}} the way you always do and reset the password again.',
      /** The history of a method. `device` is a browser, such as `Firefox on Linux`; `added` and `used` are times. */
      history: {
        added: '{{method}}: added {{added}}',
        addedWith: '{{method}}: added {{added}} with {{device}}',
        addedAndUsed: '{{method}}: added {{added}}, last used {{used}}',
        addedWithAndUsed: '{{method}}: added {{added}} with {{device}}, last used {{used}}',
      },
      kinds: {
        email_address: 'Email address',
        phone_number: 'Phone number',
        web3_wallet: 'Wallet',
        external_account: 'Connected account',
        passkey: 'Passkey',
      },
    },
    /** A change of an account. `meaning` and `title` are those of the change. */
    notification: {
      subject: '{{title}} ({{name}})',
      preview: '{{title}}. {{meaning}}',
      previewOfItem: '{{title}}: {{item}}. {{meaning}}',
      text: 'This is about your {{name}} account. {{meaning}}',
      note: 'If it was not you, open {{name}} the way you always do, check your account and sign out of devices you do not know.',
      deletedNote: 'If it was not you, tell the people who run {{name}} at once.',
      account_deleted: {
        title: 'Your account was deleted',
        meaning: 'All its data is gone, and every device was signed out. It cannot be brought back.',
      },
      account_locked: {
        title: 'Your account was locked',
        meaning: 'There were too many wrong attempts in a row. Passwords and codes work again in an hour.',
      },
      backup_codes_created: {
        title: 'New backup codes were created',
        meaning: 'The old codes no longer work.',
      },
      backup_codes_removed: {
        title: 'Your backup codes were removed',
        meaning: 'They can no longer be used to sign in.',
      },
      connected_account_added: {
        title: 'A connected account was added',
        meaning: 'It can be used to sign in from now on.',
      },
      connected_account_removed: {
        title: 'A connected account was removed',
        meaning: 'It can no longer be used to sign in.',
      },
      default_phone_number_changed: {
        title: 'Your number for codes was changed',
        meaning: 'Signing in sends its codes to this number first.',
      },
      email_address_added: {
        title: 'An email address was added',
        meaning: 'It can be used to sign in from now on.',
      },
      email_address_removed: {
        title: 'An email address was removed',
        meaning: 'It can no longer be used to sign in.',
      },
      new_sign_in: {
        title: 'A new device signed in',
        meaning: 'It has not been used with your account before.',
      },
      passkey_added: {
        title: 'A passkey was added',
        meaning: 'It can be used to sign in from now on.',
      },
      passkey_removed: {
        title: 'A passkey was removed',
        meaning: 'It can no longer be used to sign in.',
      },
      passkey_renamed: {
        title: 'A passkey was renamed',
        meaning: 'It signs in as before.',
      },
      password_added: {
        title: 'A password was set',
        meaning: 'It can be used to sign in from now on.',
      },
      password_changed: {
        title: 'Your password was changed',
        meaning: 'The old password no longer works.',
      },
      password_removed: {
        title: 'Your password was removed',
        meaning: 'Use your other sign-in methods from now on.',
      },
      phone_number_added: {
        title: 'A phone number was added',
        meaning: 'It can be used with your account from now on.',
      },
      phone_number_removed: {
        title: 'A phone number was removed',
        meaning: 'It can no longer be used with your account.',
      },
      phone_second_factor_disabled: {
        title: 'Codes by text message were switched off',
        meaning: 'Signing in no longer sends codes to this number.',
      },
      phone_second_factor_enabled: {
        title: 'Codes by text message were switched on',
        meaning: 'Signing in asks for a code sent to this number from now on.',
      },
      primary_email_address_changed: {
        title: 'Your primary email address was changed',
        meaning: 'Emails about your account go there now.',
      },
      primary_phone_number_changed: {
        title: 'Your primary phone number was changed',
        meaning: 'It comes first when you sign in with a phone number.',
      },
      primary_wallet_changed: {
        title: 'Your primary wallet was changed',
        meaning: 'It stands for your account from now on.',
      },
      session_revoked: {
        title: 'A device was signed out',
        meaning:
          'It has to sign in again before it can use your account. This email also stands for devices that were signed out within a minute after it.',
      },
      totp_disabled: {
        title: 'The authenticator app was removed',
        meaning: 'Signing in no longer asks for its codes.',
      },
      totp_enabled: {
        title: 'An authenticator app was added',
        meaning: 'Signing in asks for its codes from now on.',
      },
      username_changed: {
        title: 'Your username was changed',
        meaning: 'Only the new username can be used to sign in.',
      },
      username_removed: {
        title: 'Your username was removed',
        meaning: 'It can no longer be used to sign in.',
      },
      wallet_added: {
        title: 'A wallet was added',
        meaning: 'It can be used to sign in from now on.',
      },
      wallet_removed: {
        title: 'A wallet was removed',
        meaning: 'It can no longer be used to sign in.',
      },
    },
  },
  /** A text message. It should fit into one segment: 160 characters of GSM 03.38, or 70 of any others. */
  sms: {
    code: '{{code}} is your {{name}} code. It is valid for {{duration}}. Do not share it.',
  },
  /** The page behind a mailed link. */
  linkPage: {
    asked: 'You asked for this in this browser, for {{address}}.',
    notMe: 'It was not me',
    match: {
      title: 'Which number do you see?',
      text: 'Another browser waits for {{address}} at {{name}}:',
      choose: 'Choose the number that it shows.',
      warning: 'If someone else sent you here or tells you a number, it is a trick: you would sign them in.',
    },
    sign_in: { title: 'Sign in to {{name}}?', button: 'Sign in' },
    sign_up: { title: 'Confirm your address', button: 'Confirm' },
    verify_address: { title: 'Confirm your address', button: 'Confirm' },
    new_device: { title: 'Confirm this device', button: 'Confirm' },
    reverification: { title: 'Confirm that it is you', button: 'Confirm' },
    problems: {
      unknown: {
        title: 'This link does not work',
        text: 'It is incomplete, or a newer one was sent. Use the link in the newest email.',
      },
      expired: {
        title: 'This link has expired',
        text: 'Go back to where you started and ask for a new one.',
      },
      used: {
        title: 'This link has been used',
        text: 'It works once. If you are not signed in, ask for a new one where you started.',
      },
      refused: {
        title: 'The link no longer works',
        text: 'No one was signed in with it. If you started this yourself, ask for a new one.',
      },
      mismatch: {
        title: 'Open this link where you started',
        text: 'It only works in the browser that asked for it. It is still valid there.',
      },
      busy: {
        title: 'Too many requests',
        text: 'Wait a little, then open the link again.',
      },
    },
    back: 'Go to {{name}}',
  },
  /** The pages of the server, besides the elements. Much of it shows in browsers that run no scripts. */
  pages: {
    titles: { waitlist: 'Join the waitlist', user: 'Account' },
    originHidden:
      'Nothing was sent yet: your browser did not tell which page this form is from. Check what you typed, and continue here.',
    leaving: { title: 'One moment', button: 'Continue to {{host}}' },
    failed: 'This did not work',
    user: {
      title: 'Your account',
      text: 'Your profile needs JavaScript. You can see here who is signed in, and sign out.',
      accounts: 'Signed in with this browser',
      signOut: 'Sign out',
      signOutOf: 'Sign out {{account}}',
      signOutAll: 'Sign out of all accounts',
      home: 'Back to {{name}}',
    },
    waitlist: {
      title: 'Join the waitlist',
      text: 'Enter your email address. We write to you when a place is free.',
      label: 'Email address',
      button: 'Join the waitlist',
      joinedTitle: 'Thank you',
      joined: 'Your address is on the waitlist. We write to you when a place is free.',
      none: 'There is no waitlist here.',
      signUp: 'Sign up',
      signIn: 'Sign in',
    },
  },
};
