/** Texts of `<clerk-user-profile>` for deleting the account. */
export const profileDelete = {
  formFieldLabel__confirmDeletion: 'Confirmation',
  formFieldInputPlaceholder__confirmDeletionUserAccount: 'Delete account',
  userProfile: {
    deletePage: {
      title: 'Delete your account?',
      messageLine1: 'Your account and everything in it will be deleted, and you are signed out on all devices.',
      messageLine2: 'This cannot be undone.',
      actionDescription: 'Type “{{text}}” to confirm.',
      confirm: 'Delete account',
      successMessage: 'The account is deleted.',
    },
  },
  unstable__errors: {
    form_param_value_invalid__delete_confirmation: 'This does not match. Type “{{text}}”.',
    form_param_nil__delete_confirmation: 'Type the words above to confirm.',
  },
};
