/** Texts of the menu of `<clerk-user-button>`. */
export const userMenu = {
  userButton: {
    action__addAccount: 'Add account',
    action__manageAccount: 'Manage account',
    action__signOut: 'Sign out',
    action__signOutAll: 'Sign out of all accounts',
  },
};
