/** Texts of the first screen of sign-in for an account that has used the browser before. */
export const welcomeBack = {
  signIn: {
    welcomeBack: {
      title: 'Welcome back',
      subtitle: 'Continue to {{applicationName}}.',
      subtitle__multiple: 'Choose an account to continue to {{applicationName}}.',
      accounts: 'Accounts on this device',
      action__continue: 'Continue',
      action__continue__emailCode: 'Continue with an email code',
      action__continue__emailLink: 'Continue with an email link',
      action__continue__passkey: 'Continue with a passkey',
      action__continue__password: 'Continue with password',
      action__continue__phoneCode: 'Continue with a text message',
      action__remove: 'Remove {{identifier}} from this device',
      action__remove__short: 'Remove from this device',
      actionText: 'Not you?',
      actionLink: 'Use another account',
      removed: '{{identifier}} is no longer kept on this device.',
    },
  },
};
