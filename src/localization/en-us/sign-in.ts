/** Texts of the first screen of `<clerk-sign-in>`. */
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
  },
};
