/** Texts around visits to providers. */
export const provider = {
  signIn: {
    provider: { title: 'Check that it is you', subtitle: 'This account signs in with {{provider|titleize}}.' },
    ssoCallback: { title: 'Signing you in' },
  },
  signUp: { ssoCallback: { title: 'Setting up your account' } },
};
