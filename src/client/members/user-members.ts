import type { FurtherUserMembers, UserResource } from '../resources/types/user.ts';
import { refuse } from './missing-members.ts';
import { resourceMembers } from './resource-members.ts';

const empty = async () => ({ data: [], total_count: 0 });

/** The members of a user that its snapshots do not have. */
export const userMembers: FurtherUserMembers & ThisType<UserResource> = {
  ...resourceMembers,
  get profileImageUrl() {
    return this.imageUrl;
  },
  get unverifiedExternalAccounts() {
    return this.externalAccounts.filter(({ verification }) => verification.status !== 'verified');
  },
  isPrimaryIdentification({ id }) {
    const { primaryEmailAddressId, primaryPhoneNumberId, primaryWeb3WalletId } = this;
    return [primaryEmailAddressId, primaryPhoneNumberId, primaryWeb3WalletId].includes(id);
  },
  getOrganizationMemberships: empty,
  getOrganizationInvitations: empty,
  getOrganizationSuggestions: empty,
  leaveOrganization: refuse('organizations'),
};
