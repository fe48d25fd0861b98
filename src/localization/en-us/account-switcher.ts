/** Texts of the list of accounts to go on with. */
export const accountSwitcher = {
  signIn: {
    accountSwitcher: {
      title: 'Choose an account',
      subtitle: 'Go on to {{applicationName}} with one of these.',
      action__addAccount: 'Add another account',
      action__signOutAll: 'Sign out of all accounts',
    },
  },
};
