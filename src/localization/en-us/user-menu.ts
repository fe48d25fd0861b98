/** Texts of the menu of `<clerk-user-button>`. */
export const userMenu = {
  userButton: {
    action__addAccount: 'Add account',
    action__manageAccount: 'Manage account',
    action__removeAccount: 'Remove {{identifier}} from this list',
    action__removeAccount__short: 'Remove from this list',
    action__signOut: 'Sign out',
    action__signOutAll: 'Sign out of all accounts',
    badge__signedOut: 'Signed out',
  },
};
