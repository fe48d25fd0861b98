import { ownedPasskey } from './passkey.ts';

/** Methods of what a user owns: addresses, numbers, wallets, passkeys and connected accounts. */
export const ownedMethods = {
  ...ownedPasskey,
};
