/** Texts of the screens before and after the user signs in at an OAuth provider. */
export const provider = {
  signIn: {
    provider: { title: 'Confirm that it is you', subtitle: 'This account signs in with {{provider|titleize}}.' },
    ssoCallback: { title: 'Signing you in' },
  },
  signUp: { ssoCallback: { title: 'Setting up your account' } },
};
