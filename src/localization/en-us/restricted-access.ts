/** Texts of `<clerk-sign-up>` on an instance that accepts no new accounts. */
export const restrictedAccess = {
  signUp: {
    restrictedAccess: {
      title: 'Sign-up is closed',
      subtitle: 'New accounts cannot be created at the moment.',
      actionText: 'Already have an account?',
      actionLink: 'Sign in',
    },
  },
};
