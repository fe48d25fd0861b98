/** Texts of `<clerk-user-profile>` for adding, verifying and removing email addresses and phone numbers. */
const resendButton = 'No code yet? Send a new one';
const successMessage = '{{identifier}} is verified.';
const removed = 'You will no longer be able to sign in with it.';
const question = '{{identifier}} will be removed from your account.';

export const profileIdentifiers = {
  signUp: { phoneCode: { resendButton } },
  userProfile: {
    formButtonPrimary__add: 'Add',
    emailAddressPage: {
      title: 'Add email address',
      verifyTitle: 'Verify email address',
      changeButton: 'Change address',
      emailCode: {
        formHint: 'We will send a code to this address.',
        formSubtitle: 'Enter the 6-digit code we sent to {{identifier}}.',
        resendButton,
        successMessage,
      },
      emailLink: {
        formHint: 'We will send a link to this address.',
        formSubtitle: 'Open the link we sent to {{identifier}}. This page will continue by itself.',
        resendButton: 'No email yet? Send a new one',
        successMessage,
        showProfile: 'Show profile',
      },
      enterpriseSSOLink: {
        formSubtitle:
          'Sign in as {{identifier}} at your organization, in a new tab. This page will continue by itself.',
        formButton: 'Sign in there',
      },
      removeResource: {
        title: 'Remove email address?',
        messageLine1: question,
        messageLine2: removed,
        successMessage: '{{emailAddress}} is removed.',
      },
    },
    phoneNumberPage: {
      title: 'Add phone number',
      infoText: 'We will send a code to this number in a text message. Your carrier may charge for it.',
      verifyTitle: 'Verify phone number',
      changeButton: 'Change number',
      verifySubtitle: 'Enter the 6-digit code we sent to {{identifier}}.',
      successMessage,
      removeResource: {
        title: 'Remove phone number?',
        messageLine1: question,
        messageLine2: removed,
        messageLine2__secondFactor: 'You will no longer be able to use it for two-step verification.',
        successMessage: '{{phoneNumber}} is removed.',
      },
    },
  },
  unstable__errors: {
    form_identifier_exists__email_address: 'This email address is already in use, in your account or in another one.',
    form_identifier_exists__phone_number: 'This phone number is already in use, in your account or in another one.',
    form_param_nil__email_address: 'Enter an email address.',
    form_param_nil__phone_number: 'Enter a phone number.',
    form_param_format_invalid__email_address: 'Enter an email address such as name@example.com.',
  },
};
