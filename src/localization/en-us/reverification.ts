import { wrongCode } from '../wrong-code.ts';

/** Texts of the dialog that asks a signed-in user to prove again who they are. */
const secondStep = { title: 'Two-step verification', resendButton: 'No code yet? Send a new one' };
const sentCode = { title: 'Confirm that it is you', resendButton: 'No code yet? Send a new one' };

export const reverification = {
  footerActionLink__useAnotherMethod: 'Use another method',
  formFieldLabel__backupCode: 'Backup code',
  reverification: {
    password: { title: 'Confirm that it is you', subtitle: 'Enter your password to continue.' },
    emailCode: { ...sentCode, subtitle: 'Enter the 6-digit code we sent to your email address.' },
    phoneCode: { ...sentCode, subtitle: 'Enter the 6-digit code we sent you in a text message.' },
    passkey: {
      title: 'Confirm that it is you',
      subtitle: 'Your device asks for your fingerprint, your face or your screen lock.',
      blockButton__passkey: 'Use your passkey',
    },
    wallet: {
      title: 'Confirm that it is you',
      subtitle: 'Sign a message with the wallet of your account. It costs nothing.',
      blockButton__wallet: 'Use your wallet',
    },
    totpMfa: { ...secondStep, subtitle: 'Enter the 6-digit code that your authenticator app shows.' },
    phoneCodeMfa: { ...secondStep, subtitle: 'Enter the 6-digit code we sent you in a text message.' },
    emailCodeMfa: { ...secondStep, subtitle: 'Enter the 6-digit code we sent to your email address.' },
    backupCodeMfa: {
      title: 'Use a backup code',
      subtitle: 'Enter one of the codes you kept for this. Each works once.',
    },
    alternativeMethods: {
      title: 'Use another method',
      subtitle: 'Choose how to prove that it is you.',
      actionText: 'None of these works?',
      actionLink: 'Get help',
      blockButton__backupCode: 'Use a backup code',
      blockButton__emailCode: 'Email code to {{identifier}}',
      blockButton__passkey: 'Use your passkey',
      blockButton__password: 'Use your password',
      blockButton__phoneCode: 'Text code to {{identifier}}',
      blockButton__totp: 'Use your authenticator app',
      blockButton__web3: 'Use your wallet',
      getHelp: {
        title: 'Get help',
        content: 'Write to us from an address that you use here, and we help you.',
        contentWithoutSupport: 'Ask whoever runs this application for help.',
        blockButton__emailSupport: 'Email support',
      },
    },
    noAvailableMethods: {
      title: 'This cannot be confirmed here',
      subtitle: 'Your account has nothing to prove with that it is you.',
      message: 'Ask whoever runs this application for help.',
    },
    failed: { title: 'Confirm that it is you', retryButton: 'Try again' },
  },
  unstable__errors: {
    form_code_incorrect__code: wrongCode('That code does not match. Check it and try again.'),
    form_param_nil__code: 'Enter the code.',
  },
};
