/** Texts of the later screens of `<clerk-sign-in>`, which come with their code. */
export const signInSteps = {
  footerActionLink__useAnotherMethod: 'Use another method',
  formFieldAction__forgotPassword: 'Forgot password?',
  signIn: {
    password: { title: 'Enter your password' },
    emailCode: {
      title: 'Check your email',
      subtitle: 'Enter the 6-digit code we sent you.',
      resendButton: 'No code yet? Send a new one',
    },
    alternativeMethods: {
      title: 'Use another method',
      subtitle: 'Choose how you want to prove that it is you.',
      blockButton__emailCode: 'Email code to {{identifier}}',
      blockButton__password: 'Sign in with your password',
    },
    forgotPasswordAlternativeMethods: {
      title: 'Forgot your password?',
      subtitle: 'Sign in another way. Your password stays as it is.',
    },
    complete: { title: 'You are signed in', subtitle: 'Taking you there now.' },
  },
};
