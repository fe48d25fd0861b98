import type { ResourceContext } from '../context.ts';
import { secondFactorsOfUser } from './second-factors.ts';
import { createEmailAddresses } from './email-address.ts';
import { externalAccountsOfUser } from './oauth.ts';
import { passkeyOfUser } from './passkey.ts';
import { createPhoneNumbers } from './phone-number.ts';
import { createWallets } from './wallets.ts';

/** What the methods of a user, and of what the user owns, work with. */
export interface UserParts {
  readonly context: ResourceContext;
  /** The session the calls are made for. */
  readonly sessionId: string;
  /** Path of the resource: `/me`, or `/me/phone_numbers/idn_1`. */
  readonly path: string;
}

/** What users can do with their own account, apart from names and reading. */
export const userMethods = {
  ...secondFactorsOfUser,
  ...createEmailAddresses,
  ...createPhoneNumbers,
  ...externalAccountsOfUser,
  ...passkeyOfUser,
  ...createWallets,
};
