import type { UserJSON } from '../../protocol/json/user.ts';
import { camelize } from './camelize.ts';
import {
  parseEmailAddress,
  parseEnterpriseAccount,
  parseExternalAccount,
  parsePasskey,
  parsePhoneNumber,
  parseWeb3Wallet,
} from './parse-owned.ts';
import type { ResourceContext, UserParts } from './resource-context.ts';
import type { FurtherUserMembers, UserResource } from './types/user.ts';
import type { VerificationResource } from './types/verification.ts';
import { createUserCalls } from './user-calls.ts';

/** For JSON that leaves these out, such as that made from the session cookie. */
const EMPTY = { externalId: null, username: null, firstName: null, lastName: null, lastSignInAt: null };

/**
 * Parses a user. Returns the previous snapshot for the same user with an `updated_at` that has not grown, so that
 * listeners can compare by reference (docs/protocol.md#the-envelope). The methods are in `user-calls.ts`.
 *
 * @param sessionId the session that the user is signed in with: the calls are made for it
 */
export function parseUser(
  json: UserJSON,
  previous: UserResource | null | undefined,
  sessionId: string,
  context: ResourceContext,
): UserResource {
  if (previous?.id === json.id && !(json.updated_at > previous.updatedAt.getTime())) return previous;
  const now = new Date(context.platform.clock.now());
  const defaults = { ...EMPTY, createdAt: now, updatedAt: now };
  /** The store already has the newest snapshot when the answer carried the client. */
  const parse = (answer: UserJSON): UserResource => {
    const stored = context.client()?.sessions.find(({ id }) => id === sessionId)?.user;
    return parseUser(answer, stored, sessionId, context);
  };
  const parts: UserParts = { context, sessionId, path: '/me' };
  const list = <J, R>(items: J[] | undefined, parseItem: (item: J, parts: UserParts) => R) =>
    Object.freeze((items ?? []).map((item) => parseItem(item, parts)));
  const emailAddresses = list(json.email_addresses, parseEmailAddress);
  const phoneNumbers = list(json.phone_numbers, parsePhoneNumber);
  const web3Wallets = list(json.web3_wallets, parseWeb3Wallet);
  const externalAccounts = list(json.external_accounts, parseExternalAccount);
  const primary = [
    byId(emailAddresses, json.primary_email_address_id),
    byId(phoneNumbers, json.primary_phone_number_id),
    byId(web3Wallets, json.primary_web3_wallet_id),
  ] as const;
  const snapshot: Omit<UserResource, keyof FurtherUserMembers> = {
    pathRoot: parts.path,
    ...defaults,
    ...camelize(json),
    fullName: [json.first_name, json.last_name].filter(Boolean).join(' ') || null,
    emailAddresses,
    phoneNumbers,
    web3Wallets,
    externalAccounts,
    passkeys: list(json.passkeys, parsePasskey),
    enterpriseAccounts: list(json.enterprise_accounts, parseEnterpriseAccount),
    primaryEmailAddress: primary[0],
    primaryPhoneNumber: primary[1],
    primaryWeb3Wallet: primary[2],
    hasVerifiedEmailAddress: emailAddresses.some(isVerified),
    hasVerifiedPhoneNumber: phoneNumbers.some(isVerified),
    verifiedWeb3Wallets: web3Wallets.filter(isVerified),
    verifiedExternalAccounts: externalAccounts.filter(isVerified),
    ...createUserCalls(parts, parse),
  };
  // Live views add the further members.
  return Object.freeze(snapshot as UserResource);
}

function byId<Owned extends { id: string }>(all: readonly Owned[], id: string | null): Owned | null {
  return all.find((each) => each.id === id) ?? null;
}

function isVerified({ verification }: { verification: VerificationResource }): boolean {
  return verification.status === 'verified';
}
