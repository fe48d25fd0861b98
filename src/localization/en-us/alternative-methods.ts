/** Texts of the list of other sign-in methods. */
export const alternativeMethods = {
  signIn: {
    alternativeMethods: {
      title: 'Use another method',
      subtitle: 'Choose how to confirm that it is you.',
      actionText: 'None of these work?',
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
        content: 'Email us from an address of your account to get back in.',
        contentWithoutSupport: 'Contact the owner of this application to get back into your account.',
        blockButton__emailSupport: 'Email support',
      },
    },
    forgotPasswordAlternativeMethods: {
      title: 'Forgot your password?',
      subtitle: 'Sign in with another method. Your password will not change.',
      blockButton__resetPassword: 'Reset password with a code to {{identifier}}',
    },
  },
};
