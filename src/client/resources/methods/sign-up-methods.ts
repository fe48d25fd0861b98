import type { SignUpResource } from '../types.ts';
import type { AttemptParts } from '../resource-context.ts';
import { signUpWithLink } from './email-link.ts';
import { signUpWithProvider } from './oauth.ts';
import { signUpWithWallets } from './wallets.ts';

type Parts = AttemptParts<SignUpResource>;

/** The methods of a sign-up beyond its fields and the code for its address: root of the segment that has them. */
export const signUpMethods = {
  ...signUpWithLink,
  ...signUpWithWallets,
  ...signUpWithProvider,
  preparePhoneNumberVerification: ({ resource }: Parts, params = { strategy: 'phone_code' }) =>
    resource.prepareVerification(params),
  attemptPhoneNumberVerification: ({ resource }: Parts, { code }: { code: string }) =>
    resource.attemptVerification({ strategy: 'phone_code', code }),
};
