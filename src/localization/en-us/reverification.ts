import { alternativeMethods } from './alternative-methods.ts';
import { secondFactor } from './second-factor.ts';

const sentCode = { title: 'Confirm that it is you', resendButton: 'No code yet? Send a new one' };
const secondSentCode = { ...sentCode, title: secondFactor.signIn.totpMfa.title };
const sentByEmail = { subtitle: 'Enter the 6-digit code we sent to your email address.' };
const sentByText = { subtitle: 'Enter the 6-digit code we sent you in a text message.' };
const methods = alternativeMethods.signIn.alternativeMethods;

/** Texts of the dialog that asks a signed-in user to confirm their identity again. */
export const reverification = {
  maintenanceMode: 'Due to maintenance, signing in may not work for a few minutes.',
  footerActionLink__useAnotherMethod: 'Use another method',
  formFieldLabel__backupCode: secondFactor.formFieldLabel__backupCode,
  reverification: {
    password: { title: 'Confirm that it is you', subtitle: 'Enter your password to continue.' },
    emailCode: { ...sentCode, ...sentByEmail },
    phoneCode: { ...sentCode, ...sentByText },
    passkey: {
      title: 'Confirm that it is you',
      subtitle: 'Your device will ask for your fingerprint, face or screen lock.',
      blockButton__passkey: 'Use your passkey',
    },
    wallet: {
      title: 'Confirm that it is you',
      subtitle: 'Sign a message with the wallet of your account. That costs nothing.',
      blockButton__wallet: 'Use your wallet',
    },
    totpMfa: secondFactor.signIn.totpMfa,
    phoneCodeMfa: { ...secondSentCode, ...sentByText },
    emailCodeMfa: { ...secondSentCode, ...sentByEmail },
    backupCodeMfa: secondFactor.signIn.backupCodeMfa,
    alternativeMethods: {
      ...methods,
      blockButton__passkey: 'Use your passkey',
      blockButton__password: 'Use your password',
      blockButton__web3: 'Use your wallet',
      getHelp: {
        ...methods.getHelp,
        content: 'Email us from an address of your account, and we will help.',
        contentWithoutSupport: 'Contact the owner of this application for help.',
      },
    },
    noAvailableMethods: {
      title: 'You cannot confirm this here',
      subtitle: 'Your account has no method to confirm that it is you.',
      message: 'Contact the owner of this application for help.',
    },
    failed: { title: 'Confirm that it is you', retryButton: 'Try again' },
  },
  unstable__errors: { ...secondFactor.unstable__errors, form_param_nil__password: 'Enter your password.' },
};
