import { wrongCode } from '../wrong-code.ts';

/** Texts of the second factors, and of the check of a device that the account has not used before. */
export const secondFactor = {
  formFieldLabel__backupCode: 'Backup code',
  signIn: {
    totpMfa: {
      title: 'Two-step verification',
      subtitle: 'Enter the 6-digit code that your authenticator app shows.',
    },
    phoneCodeMfa: {
      title: 'Two-step verification',
      subtitle: 'Enter the 6-digit code we sent to {{identifier}}.',
      resendButton: 'No code yet? Send a new one',
    },
    backupCodeMfa: {
      title: 'Use a backup code',
      subtitle: 'Enter one of the backup codes you saved. Each one works once.',
    },
    emailCodeMfa: {
      title: 'Is this you?',
      subtitle: 'We do not recognize this device. Enter the code we sent to {{identifier}}.',
      resendButton: 'No code yet? Send a new one',
    },
  },
  unstable__errors: {
    form_code_incorrect__code: wrongCode('Wrong code. Check it and try again.'),
    form_param_nil__backup_code: 'Enter a backup code.',
  },
};
