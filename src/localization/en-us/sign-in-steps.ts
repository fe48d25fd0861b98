/** Texts of the screens of `<clerk-sign-in>` after the first one. */
export const signInSteps = {
  maintenanceMode: 'Due to maintenance, signing in may not work for a few minutes.',
  errorAction__emailCode: 'Email me a code instead',
  errorAction__phoneCode: 'Text me a code instead',
  lastAuthenticationStrategy: 'Last used',
  footerActionLink__getHelp: 'Get help',
  signIn: {
    start: { actionText__join_waitlist: 'No account yet?', actionLink__join_waitlist: 'Join waitlist' },
    password: { title: 'Enter your password' },
    emailCode: {
      title: 'Check your email',
      subtitle: 'Enter the 6-digit code we sent you.',
      resendButton: 'No code yet? Send a new one',
    },
    complete: { title: 'You are signed in', subtitle: 'Redirecting you now.' },
  },
};
