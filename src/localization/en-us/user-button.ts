/** Texts of `<clerk-user-button>`. */
export const userButton = {
  userButton: {
    action__addAccount: 'Add account',
    action__manageAccount: 'Manage account',
    action__openUserMenu: 'Open user menu',
    action__signOut: 'Sign out',
    action__signOutAll: 'Sign out of all accounts',
  },
};
