import { ownedLink } from './email-link.ts';
import { ownedExternalAccount } from './oauth.ts';
import { ownedPasskey } from './passkey.ts';
import { ownedPhoneNumber } from './phone-number.ts';
import { verifyOwned } from './verify-own.ts';

/** Methods of what a user owns: addresses, numbers, wallets, passkeys and connected accounts. */
export const ownedMethods = {
  ...ownedLink,
  ...ownedPhoneNumber,
  ...verifyOwned,
  ...ownedExternalAccount,
  ...ownedPasskey,
};
