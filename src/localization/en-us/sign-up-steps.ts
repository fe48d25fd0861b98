/** Texts of the screens of `<clerk-sign-up>` after the first one. */
export const signUpSteps = {
  maintenanceMode: 'Due to maintenance, signing in may not work for a few minutes.',
  signUp: {
    emailCode: {
      title: 'Verify your email',
      subtitle: 'Enter the 6-digit code we sent you.',
      resendButton: 'No code yet? Send a new one',
    },
    complete: { title: 'Your account is ready', subtitle: 'Redirecting you now.' },
  },
  unstable__errors: {
    form_param_nil__password: 'Choose a password.',
    form_param_nil__username: 'Choose a username.',
  },
};
