import { ApiError } from '../../http/errors.ts';
import { newId } from '../../ids.ts';
import { authorizationResultOf } from './authorization.ts';
import type { ExternalIdentity } from '../../oauth-providers/types.ts';
import { blankExternalAccount } from '../../storage/blank-rows.ts';
import type { ExternalAccountRow, SignInRow, SignUpRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { UniqueViolation } from '../../storage/storage-errors.ts';
import type { Account } from '../../users/account.ts';
import { loadAccount } from '../../users/find-account.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';

const SUSPENDED =
  'This account was switched off when the password was reset. Sign in with the new password, and connect it again.';

/** The account that an identity belongs to, and what has to be written when it signs in. */
export interface LinkedAccount {
  account: Account;
  /** The identity was not connected before; its owner has to hear of it. */
  isNew: boolean;
  /** Connects the identity, or notes what the provider says of it now. Part of the transaction that signs in. */
  connect(tx: StorageOps, now: number): Promise<void>;
}

/**
 * Finds the account of an identity. The identity is provider and `sub`; an address names an account only when all of
 * this holds: the provider vouches for it, the account has proven it as well, and the account knows nobody else at
 * that provider. Then one person controls both, and the identity is connected. Anything less never merges
 * (GHSA-qq9h-g4jm-xgf3, ASVS 6.8.1).
 */
export async function findLinkedAccount(
  services: { storage: StorageOps },
  identity: ExternalIdentity,
): Promise<LinkedAccount | undefined> {
  const { storage } = services;
  const known = await storage.findExternalAccountByIdentity(identity.provider, identity.providerUserId);
  if (known) {
    if (!known.verified) throw new ApiError('external_account_not_found', { longMessage: SUSPENDED });
    const account = await loadAccount(services, known.user_id, null);
    if (!account) return undefined;
    return {
      account,
      isNew: false,
      async connect(tx, now) {
        await tx.updateExternalAccount(known.id, profileOf(identity), now);
      },
    };
  }
  if (!identity.emailVerified || identity.email === null) return undefined;
  const email = await storage.findVerifiedEmailAddress(keyOf(identity.email));
  const account = email && (await loadAccount(services, email.user_id, null));
  // Another person behind the same address: the mailbox changed hands.
  if (!account || account.externalAccounts.some(({ provider }) => provider === identity.provider)) return undefined;
  return {
    account,
    isNew: true,
    async connect(tx, now) {
      const still = await tx.findVerifiedEmailAddress(email.email_key);
      if (still?.user_id !== account.user.id) throw new ApiError('external_account_not_found');
      await tx.insertExternalAccount(newExternalAccount(identity, account.user.id, email.id, now));
    },
  };
}

/**
 * Connects the identity that proved the first factor of a sign-in. It waits for the second one: nothing that stays may
 * come of half a proof.
 *
 * @returns the provider's strategy; undefined when there was nothing to connect
 */
export async function connectPendingIdentity(
  tx: StorageOps,
  { challenge_id: id, strategy }: SignInRow,
  { user }: Account,
  now: number,
): Promise<string | undefined> {
  const challenge = id === null ? undefined : await tx.findChallenge(id);
  const identity = challenge?.kind === 'oauth' ? authorizationResultOf(challenge).identity : undefined;
  const linked =
    identity?.provider === strategy && identity ? await findLinkedAccount({ storage: tx }, identity) : undefined;
  if (!linked?.isNew || linked.account.user.id !== user.id) return undefined;
  await linked.connect(tx, now);
  return identity?.provider;
}

/** A connected account, as it is when the provider has spoken. */
export function newExternalAccount(
  identity: ExternalIdentity,
  userId: string,
  emailAddressId: string | null,
  now: number,
): ExternalAccountRow {
  return {
    ...blankExternalAccount({ id: newId('eac'), user_id: userId, provider: identity.provider }, now),
    ...profileOf(identity),
    provider_user_id: identity.providerUserId,
    email_address_id: emailAddressId,
    verified: true,
  };
}

/** Runs a transaction that connects. @throws {ApiError} `external_account_exists` when somebody was faster */
export async function translateConnectedViolation<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UniqueViolation && error.field === 'external_account') {
      throw new ApiError('external_account_exists');
    }
    throw error;
  }
}

/** Who the visitor of a sign-up is at a provider, when that was proven. */
export async function provenIdentity(tx: StorageOps, attempt: SignUpRow): Promise<ExternalIdentity | undefined> {
  const { external_challenge_id: id, external_verified: isProven } = attempt;
  const challenge = isProven && id !== null ? await tx.findChallenge(id) : undefined;
  return challenge && authorizationResultOf(challenge).identity;
}

/** What the provider says about the person; it may change with every visit. */
export function profileOf(identity: ExternalIdentity) {
  return {
    email: identity.email ?? '',
    email_verified: identity.emailVerified,
    first_name: identity.firstName,
    last_name: identity.lastName,
    username: identity.username,
    image_url: identity.imageUrl ?? '',
    approved_scopes: identity.approvedScopes,
  };
}
