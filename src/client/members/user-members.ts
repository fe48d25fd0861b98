import { ClerkRuntimeError } from '../errors.ts';
import type { ResourceContext } from '../resources/resource-context.ts';
import type { ExternalAccountResource, FurtherExternalAccountMembers } from '../resources/types/external-account.ts';
import type { FurtherUserMembers, UserResource } from '../resources/types/user.ts';
import { ownedMembers, resourceMembers } from './resource-members.ts';

const empty = async () => ({ data: [], total_count: 0 });

/** The members of a user that its snapshots do not have. */
export const userMembers = {
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
  async leaveOrganization() {
    throw new ClerkRuntimeError('feature_unavailable', 'This release of clerk-widgets has no organizations.');
  },
} as FurtherUserMembers & ThisType<UserResource>;

/** Creates the members of a connected account that its snapshots do not have. */
export function externalAccountMembers(context: ResourceContext): FurtherExternalAccountMembers {
  const members = {
    ...ownedMembers(context),
    get avatarUrl() {
      return this.imageUrl;
    },
    providerSlug() {
      return this.provider;
    },
    providerTitle() {
      return `${this.provider[0]?.toUpperCase()}${this.provider.slice(1)} Account`;
    },
    accountIdentifier() {
      return this.username || this.emailAddress || this.label || '';
    },
  } as FurtherExternalAccountMembers & ThisType<ExternalAccountResource>;
  return members;
}
