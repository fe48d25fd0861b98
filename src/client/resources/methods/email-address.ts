import type { EmailAddressJSON } from '../../../protocol/json/user.ts';
import type { EmailAddressResource } from '../types.ts';
import { findOwned } from './find-owned.ts';
import type { UserParts } from './user-methods.ts';

/** Addresses that users add to their accounts. */
export const createEmailAddresses = {
  async createEmailAddress(parts: UserParts, { email }: { email: string }): Promise<EmailAddressResource> {
    const { context, sessionId } = parts;
    const body = { emailAddress: email };
    const path = '/me/email_addresses';
    const { id } = await context.call<EmailAddressJSON>(`${path}/`, { method: 'POST', body, sessionId });
    return findOwned(parts, `${path}/${id}`);
  },
};
