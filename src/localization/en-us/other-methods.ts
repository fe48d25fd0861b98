/** Texts of the other ways to prove that it is you. */
export const otherMethods = {
  signIn: {
    alternativeMethods: {
      title: 'Use another method',
      subtitle: 'Choose how to prove that it is you.',
      actionText: 'None of these works?',
      actionLink: 'Get help',
      blockButton__backupCode: 'Use a backup code',
      blockButton__emailCode: 'Email code to {{identifier}}',
      blockButton__emailLink: 'Email link to {{identifier}}',
      blockButton__passkey: 'Sign in with your passkey',
      blockButton__password: 'Sign in with your password',
      blockButton__phoneCode: 'Text code to {{identifier}}',
      blockButton__totp: 'Use your authenticator app',
      blockButton__web3: 'Sign in with your wallet',
      getHelp: {
        title: 'Get help',
        content: 'Write to us from an address that you use here, and we help you get back into your account.',
        contentWithoutSupport: 'Ask whoever runs this application to help you get back into your account.',
        blockButton__emailSupport: 'Email support',
      },
    },
    forgotPasswordAlternativeMethods: {
      title: 'Forgot your password?',
      subtitle: 'Sign in another way. Your password stays as it is.',
      blockButton__resetPassword: 'Reset password with a code to {{identifier}}',
    },
  },
};
