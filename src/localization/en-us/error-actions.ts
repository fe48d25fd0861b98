/** The controls beside errors that ask for something else than another try. */
export const errorActions = {
  errorAction__reload: 'Reload page',
  errorAction__signIn: 'Sign in',
  errorAction__signUp: 'Sign up',
  errorAction__support: 'Email support',
};
