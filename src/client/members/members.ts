import { signInMembers, signUpMembers } from './attempt-members.ts';
import { bindMembers } from './bind-members.ts';
import { clerkMembers } from './clerk-members.ts';
import { clientMembers } from './client-members.ts';
import { environmentMember } from './environment-members.ts';
import { facadeMembers } from './facade-members.ts';
import { futureMembers } from './future-members.ts';
import { announceReturn } from '../platform/oauth-return.ts';
import type { Members, MembersHost } from './members-host.ts';
import { missingMembers } from './missing-members.ts';
import { emailAddressMembers, externalAccountMembers, ownedMembers } from './owned-members.ts';
import { sessionMembers } from './session-members.ts';
import { userMembers } from './user-members.ts';

/**
 * Creates the members of an instance and of its resources that the elements do not use: root of the segment that has
 * them. `load()` loads it. A table that needs the instance's inside is a function of the host.
 */
export function createMembers(host: MembersHost): Members {
  const { clerk, instance } = host;
  const { resources } = instance;
  const owned = ownedMembers(resources);
  resources.finishPopup = (to, session) =>
    session ? clerk.setActive({ session, redirectUrl: to }) : clerk.navigate(to);
  // The page that a popup comes back to may have an application on it, whose callback would go on in the popup.
  announceReturn();
  const future = futureMembers(instance);
  return {
    clerk: bindMembers(
      clerk,
      merge(clerkMembers, missingMembers(host), facadeMembers(host), environmentMember(instance), future.clerk),
    ),
    resources: {
      '/client': clientMembers(instance),
      '/client/sessions': sessionMembers(resources),
      '/client/sign_ins': merge(signInMembers(instance), future.signIn),
      '/client/sign_ups': merge(signUpMembers(instance), future.signUp),
      '/me': userMembers,
      '/me/email_addresses': emailAddressMembers(resources),
      '/me/external_accounts': externalAccountMembers(resources),
      '/me/phone_numbers': owned,
      '/me/web3_wallets': owned,
      '/me/passkeys': owned,
    },
  };
}

/** Returns an object with the members of several tables. Getters stay getters. */
function merge(...tables: object[]): object {
  const all = {};
  for (const table of tables) Object.defineProperties(all, Object.getOwnPropertyDescriptors(table));
  return all;
}
