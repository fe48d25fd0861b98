/** Texts that more than one element shows, and the errors that are found before a request is sent. */
export const common = {
  footerPageLink__help: 'Help',
  footerPageLink__privacy: 'Privacy',
  footerPageLink__terms: 'Terms',
  formButtonPrimary: 'Continue',
  formFieldAction__showPassword: 'Show password',
  formFieldLabel__emailAddress: 'Email address',
  formFieldLabel__emailAddress_username: 'Email address or username',
  formFieldLabel__password: 'Password',
  formFieldLabel__username: 'Username',
  statusLoading: 'Loading',
  unstable__errors: {
    form_param_nil: 'Check this field to continue.',
    network_error: 'No connection to the server. Check your network, then try again.',
  },
};
