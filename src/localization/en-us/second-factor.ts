import { wrongCode } from '../wrong-code.ts';

/** Texts of the second step of a sign-in, and of the check of an unknown device. */
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
      subtitle: 'Enter one of the codes you kept for this. Each works once.',
    },
    emailCodeMfa: {
      title: 'Is this you?',
      subtitle: 'This device is new here. Enter the code we sent to {{identifier}}.',
      resendButton: 'No code yet? Send a new one',
    },
  },
  unstable__errors: {
    form_code_incorrect__code: wrongCode('That code does not match. Check it and try again.'),
    form_param_nil__code: 'Enter the code.',
  },
};
