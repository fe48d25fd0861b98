import type {
  ExternalAccountResource,
  FurtherExternalAccountMembers,
  FurtherUserMembers,
  UserResource,
} from '../resources/types.ts';

/** The members of a user that its snapshots do not have. */
export const userMembers = {
  get unverifiedExternalAccounts() {
    return this.externalAccounts.filter(({ verification }) => verification.status !== 'verified');
  },
  isPrimaryIdentification({ id }) {
    const { primaryEmailAddressId, primaryPhoneNumberId, primaryWeb3WalletId } = this;
    return [primaryEmailAddressId, primaryPhoneNumberId, primaryWeb3WalletId].includes(id);
  },
} as FurtherUserMembers & ThisType<UserResource>;

/** The members of a connected account that its snapshots do not have. */
export const externalAccountMembers = {
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
