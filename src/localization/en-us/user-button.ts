/** Texts of the button of `<clerk-user-button>`. */
export const userButton = {
  userButton: {
    action__openUserMenu: 'Open user menu',
    menuMissing: 'No connection. Check your network.',
    menuMissing__retry: 'Try again',
  },
};
