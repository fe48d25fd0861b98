/** Texts of the list of signed-in accounts to continue with. */
export const accountSwitcher = {
  signIn: {
    accountSwitcher: {
      title: 'Choose an account',
      subtitle: 'Continue to {{applicationName}} with one of your accounts.',
      action__addAccount: 'Add another account',
      action__signOutAll: 'Sign out of all accounts',
    },
  },
};
