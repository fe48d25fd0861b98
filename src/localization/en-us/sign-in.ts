import { signInErrors } from './sign-in-errors.ts';

/** Texts of `<clerk-sign-in>`. */
export const signIn = {
  footerActionLink__useAnotherMethod: 'Use another method',
  formFieldAction__forgotPassword: 'Forgot password?',
  signIn: {
    start: {
      title: 'Sign in to {{applicationName}}',
      subtitle: 'Good to see you again.',
      actionText: 'New to {{applicationName}}?',
      actionLink: 'Sign up',
    },
    password: {
      title: 'Enter your password',
      subtitle: 'The one you use for this account.',
      actionLink: 'Use another method',
    },
    emailCode: {
      title: 'Check your email',
      subtitle: 'We sent a 6-digit code to {{identifier}}.',
      resendButton: 'No code yet? Send a new one',
    },
    alternativeMethods: {
      title: 'Use another method',
      subtitle: 'Choose how you want to prove that it is you.',
      blockButton__emailCode: 'Email code to {{identifier}}',
      blockButton__password: 'Sign in with your password',
    },
    complete: { title: 'You are signed in', subtitle: 'Taking you there now.' },
  },
  unstable__errors: signInErrors,
};
