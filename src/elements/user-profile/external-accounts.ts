import type { ExternalAccountResource } from '../../client/resources/types/external-account.ts';
import type { UserResource } from '../../client/resources/types/user.ts';
import { isVerified } from './owned.ts';
import type { UserProfileHost } from './user-profile-host.ts';

/** A provider whose accounts can be connected. */
export interface Provider {
  /** Without `oauth_`. */
  id: string;
  strategy: string;
  name: string;
  logoUrl: string;
}

/** Returns the providers that the instance has turned on. */
export function providersOf({ environment }: UserProfileHost): Provider[] {
  return Object.values(environment?.user_settings.social ?? {})
    .filter(({ enabled }) => enabled)
    .map(({ strategy, name, logo_url }) => ({ id: strategy.slice(6), strategy, name, logoUrl: logo_url ?? '' }));
}

/** Returns the provider of an account; its mere id where the instance has turned it off. */
export function providerOf(host: UserProfileHost, { provider: id }: ExternalAccountResource): Provider {
  const known = providersOf(host).find((each) => each.id === id);
  return known ?? { id, strategy: `oauth_${id}`, name: id.replace('custom_', ''), logoUrl: '' };
}

/** Returns the accounts that are or were connected. An account whose first authorization failed does not count. */
export function connectedAccounts({ externalAccounts }: UserResource): ExternalAccountResource[] {
  return externalAccounts.filter((each) => isVerified(each) || each.providerUserId || each.emailAddress);
}

/** Returns the scopes that the application asks for and an account did not give. */
export function missingScopes(
  { additionalOAuthScopes }: UserProfileHost,
  { provider, approvedScopes }: ExternalAccountResource,
): string[] {
  const approved = (approvedScopes ?? '').split(/[\s,]+/);
  // A provider that does not say which scopes it gave is believed to have given all.
  return approved[0] ? (additionalOAuthScopes?.[provider] ?? []).filter((scope) => !approved.includes(scope)) : [];
}
