/** Texts of `<clerk-user-profile>` for the forms that set, change and remove the password. */
export const profilePassword = {
  formFieldLabel__currentPassword: 'Current password',
  userProfile: {
    passwordPage: {
      title__set: 'Set password',
      title__update: 'Update password',
      successMessage__set: 'Your password is set.',
      successMessage__update: 'Your password is changed.',
      successMessage__signOutOfOtherSessions: 'Your password is changed, and all other devices are signed out.',
      removeResource: {
        title: 'Remove password?',
        messageLine1: 'You will no longer be able to sign in with it. Your other sign-in methods stay.',
        successMessage: 'Your password is removed.',
      },
    },
  },
  unstable__errors: {
    form_param_nil__current_password: 'Enter your current password.',
  },
};
