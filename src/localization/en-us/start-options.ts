import { addModifiers } from '../translate.ts';

addModifiers({ titleize: (value) => `${value ?? ''}`.replace(/^\p{L}/u, (letter) => letter.toUpperCase()) });

/** Texts of the sign-in methods beside the identifier, on the first screens of sign-in and sign-up. */
export const startOptions = {
  dividerText: 'or',
  formFieldLabel__emailAddress_phoneNumber: 'Email address or phone number',
  formFieldLabel__phoneNumber_username: 'Phone number or username',
  formFieldLabel__emailAddress_phoneNumber_username: 'Email address, phone number or username',
  lastAuthenticationStrategy: 'Last used',
  socialButtonsBlockButton: 'Continue with {{provider|titleize}}',
  web3WalletButtons__connect: 'Continue with a wallet',
  signIn: {
    start: {
      actionLink__use_email: 'Use email',
      actionLink__use_email_username: 'Use email or username',
      actionLink__use_passkey: 'Use passkey instead',
      actionLink__use_phone: 'Use phone',
      actionLink__use_username: 'Use username',
    },
  },
};
