/** Texts of the fields that replace a password. */
export const newPassword = {
  formFieldLabel__newPassword: 'New password',
  formFieldLabel__signOutOfOtherSessions: 'Sign out of all other devices',
  unstable__errors: { form_param_nil__new_password: 'Enter a new password.' },
};
