import { signUpWithLink } from './email-link.ts';
import { signUpWithProvider } from './oauth.ts';
import { signUpWithWallets } from './wallets.ts';

/** The methods of a sign-up beyond its fields and the code for its address: root of the segment that has them. */
export const signUpMethods = {
  ...signUpWithLink,
  ...signUpWithWallets,
  ...signUpWithProvider,
};
