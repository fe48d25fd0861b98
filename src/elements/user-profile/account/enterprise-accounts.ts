import type { UserResource } from '../../../client/resources/types/user.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { lazyPart } from '../lazy-part.ts';

const section = lazyPart(async () => (await import('./enterprise-accounts-section.ts')).enterpriseAccountsSection);

/** Draws the accounts at the user's organizations, which only those can change. Draws nothing if there are none. */
export function enterpriseAccounts(host: UserProfileHost, user: UserResource): unknown {
  return user.enterpriseAccounts?.length ? section(host)?.(host, user) : undefined;
}
