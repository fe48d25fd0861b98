/** Texts of the buttons that a page places itself, under the keys that Clerk's locales have for the same words. */
export const buttons = {
  signIn: { start: { actionLink: 'Sign up' } },
  signUp: { start: { actionLink: 'Sign in' } },
  socialButtonsBlockButton: 'Continue with {{provider|titleize}}',
  userButton: { action__signOut: 'Sign out' },
};
