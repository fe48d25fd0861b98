/** Labels of the controls beside errors that ask for more than another try. */
export const errorActions = {
  errorAction__choose: 'Choose an account',
  errorAction__create: 'Create an account',
  errorAction__reload: 'Reload page',
  errorAction__signIn: 'Sign in',
  errorAction__signUp: 'Sign up',
  errorAction__support: 'Email support',
};
