import { wrongCode } from '../wrong-code.ts';

/** Texts of the screens that ask for a code sent in a text message. */
const screen = {
  subtitle: 'Enter the 6-digit code we sent you in a text message.',
  resendButton: 'No code yet? Send a new one',
};

export const phoneCode = {
  signIn: { phoneCode: { ...screen, title: 'Check your phone' } },
  signUp: { phoneCode: { ...screen, title: 'Verify your phone number' } },
  unstable__errors: {
    form_code_incorrect__code: wrongCode('Wrong code. Use the newest one.'),
  },
};
