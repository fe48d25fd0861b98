import type { EmailAddressJSON, UserJSON } from '../../../protocol/json/user.ts';
import type { UserParts } from '../resource-context.ts';
import type { EmailAddressResource } from '../types.ts';
import { findOwned } from './find-owned.ts';
import { buildMergePatch, type Metadata } from '../../../protocol/merge-patch.ts';
import { externalAccountsOfUser } from './oauth.ts';
import { passkeyOfUser } from './passkey.ts';
import { profileImageOfUser } from './profile-image.ts';
import { createPhoneNumbers } from './phone-number.ts';
import { secondFactorsOfUser } from './second-factors.ts';
import { createWallets } from './wallets.ts';

/** The methods of a user, other than those in `user-calls.ts`: root of the segment that has them. */
export const userMethods = {
  ...secondFactorsOfUser,
  ...createPhoneNumbers,
  ...externalAccountsOfUser,
  ...passkeyOfUser,
  ...profileImageOfUser,
  ...createWallets,
  async createEmailAddress(parts: UserParts, { email }: { email: string }): Promise<EmailAddressResource> {
    const { context, sessionId, path } = parts;
    const at = `${path}/email_addresses`;
    const body = { emailAddress: email };
    const { id } = await context.call<EmailAddressJSON>(`${at}/`, { method: 'POST', body, sessionId });
    return findOwned(parts, `${at}/${id}`);
  },
  /** Replaces the user's unsafe metadata. The API merges metadata, so the patch removes what `to` does not have. */
  replaceMetadata({ context, sessionId, path }: UserParts, from: Metadata, to: Metadata): Promise<UserJSON> {
    const body = { unsafeMetadata: buildMergePatch(from, to) };
    return context.call<UserJSON>(`${path}/metadata`, { method: 'PATCH', body, sessionId });
  },
};
