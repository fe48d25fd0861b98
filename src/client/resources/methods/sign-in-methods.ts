import type { AttemptParams, FactorParams } from '../types/factors.ts';
import type { SignInResource } from '../types/sign-in.ts';
import type { AttemptParts } from '../resource-context.ts';
import { signInWithLink } from './email-link.ts';
import { signInWithProvider } from './oauth.ts';
import { passkeySignIn } from './passkey.ts';
import { signInWithWallets } from './wallets.ts';

type Parts = AttemptParts<SignInResource>;

/** The methods of a sign-in that its first factor does not always need: root of the segment that has them. */
export const signInMethods = {
  ...signInWithLink,
  ...passkeySignIn,
  ...signInWithWallets,
  ...signInWithProvider,
  prepareSecondFactor: ({ call }: Parts, params: FactorParams) => call('POST', '/prepare_second_factor', params),
  attemptSecondFactor: ({ call }: Parts, params: AttemptParams) => call('POST', '/attempt_second_factor', params),
  resetPassword: ({ call }: Parts, params: { password: string; signOutOfOtherSessions?: boolean }) =>
    call('POST', '/reset_password', params),
};
