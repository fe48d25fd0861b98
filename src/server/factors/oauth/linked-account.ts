import type { InstanceConfig } from '../../config/config.ts';
import { recordEvent } from '../../events/domain-events.ts';
import { ApiError } from '../../http/errors.ts';
import type { Actor } from '../../http/request-context.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import { newId } from '../../ids.ts';
import type { ExternalIdentity } from '../../oauth-providers/types.ts';
import { addedOn } from '../../sessions/device.ts';
import { blankExternalAccount } from '../../storage/blank-rows.ts';
import type { ExternalAccountRow, SignInRow, SignUpRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { UniqueViolation } from '../../storage/storage-errors.ts';
import type { Account } from '../../users/account.ts';
import { loadAccount } from '../../users/find-account.ts';
import { authorizationResultOf, holdsIdentity } from './authorization.ts';

const SUSPENDED =
  'This account was switched off when the password was reset. Sign in with the new password, and connect it again.';

/** The account of an identity, and what to write when the identity signs in. */
export interface LinkedAccount {
  account: Account;
  /** The identity was not connected before, and its owner is told when it is. */
  isNew: boolean;
  /** Connects the identity, or stores what the provider says about it now. Part of the transaction that signs in. */
  connect(tx: StorageOps, actor: Pick<Actor, 'ip' | 'now' | 'userAgent'>): Promise<void>;
}

/**
 * Finds the account of an identity. Provider and `sub` identify it. An unknown identity is connected by its address
 * only if the provider says that the address is verified, the account has verified it as well, and the account has no
 * other identity at that provider: then one person controls both. Otherwise the accounts never merge
 * (GHSA-qq9h-g4jm-xgf3, ASVS 6.8.1).
 */
export async function findLinkedAccount(
  services: { storage: StorageOps; config: Pick<InstanceConfig, 'oauth'> },
  identity: ExternalIdentity,
): Promise<LinkedAccount | undefined> {
  const { storage, config } = services;
  const known = await storage.findExternalAccountByIdentity(identity.provider, identity.providerUserId);
  if (known) {
    if (!known.verified) throw new ApiError('external_account_not_found', { longMessage: SUSPENDED });
    const account = await loadAccount(services, known.user_id, null);
    if (!account) return undefined;
    return {
      account,
      isNew: false,
      async connect(tx, { now }) {
        await tx.updateExternalAccount(known.id, profileOf(identity), now);
      },
    };
  }
  if (!identity.emailVerified || identity.email === null) return undefined;
  const email = await storage.findVerifiedEmailAddress(keyOf(identity.email));
  const account = email && (await loadAccount(services, email.user_id, null));
  // The address has another owner now, if the account has another identity at that provider.
  if (!account || account.externalAccounts.some(({ provider }) => provider === identity.provider)) return undefined;
  return {
    account,
    isNew: true,
    async connect(tx, actor) {
      const still = await tx.findVerifiedEmailAddress(email.email_key);
      if (still?.user_id !== account.user.id) throw new ApiError('external_account_not_found');
      const row = newExternalAccount(identity, account.user.id, email.id, actor);
      await tx.insertExternalAccount(row);
      const notice = { kind: 'connected_account_added', item: providerName(config, identity.provider) } as const;
      await recordEvent(tx, actor, { type: 'externalAccount.created', userId: row.user_id, id: row.id, notice });
    },
  };
}

/**
 * Connects the identity that proved the first factor of a sign-in, once the second factor is proven too: half a proof
 * must not change an account.
 */
export async function connectPendingIdentity(
  services: { storage: StorageOps; config: Pick<InstanceConfig, 'oauth'> },
  actor: Pick<Actor, 'ip' | 'now' | 'userAgent'>,
  { challenge_id: id, strategy }: SignInRow,
  { user }: Account,
): Promise<void> {
  const { storage: tx } = services;
  const challenge = id === null ? undefined : await tx.findChallenge(id);
  const identity = challenge && holdsIdentity(challenge) ? authorizationResultOf(challenge).identity : undefined;
  const linked = identity?.provider === strategy && identity ? await findLinkedAccount(services, identity) : undefined;
  if (linked?.isNew && linked.account.user.id === user.id) await linked.connect(tx, actor);
}

/** Returns how a provider is called in messages. */
export function providerName({ oauth }: Pick<InstanceConfig, 'oauth'>, provider: string): string {
  return oauth.find(({ strategy }) => strategy === provider)?.name ?? provider;
}

/** Returns how a connected account is called where it stands beside other sign-in methods. */
export function nameOfConnection(
  config: Pick<InstanceConfig, 'oauth'>,
  { provider, email }: Pick<ExternalAccountRow, 'provider' | 'email'>,
): string {
  const name = providerName(config, provider);
  return email ? `${name}, ${email}` : name;
}

/** Returns the row of an identity to be connected. */
export function newExternalAccount(
  identity: ExternalIdentity,
  userId: string,
  emailAddressId: string | null,
  actor: Pick<Actor, 'now' | 'userAgent'>,
): ExternalAccountRow {
  return {
    ...blankExternalAccount(
      { id: newId('eac'), user_id: userId, provider: identity.provider, added_on: addedOn(actor) },
      actor.now,
    ),
    ...profileOf(identity),
    provider_user_id: identity.providerUserId,
    email_address_id: emailAddressId,
    verified: true,
  };
}

/**
 * Runs a transaction that connects an identity.
 *
 * @throws {ApiError} `external_account_exists` when it is connected already, `oauth_token_exchange_error` when its ID
 *   token was used before
 */
export async function translateConnectedViolation<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UniqueViolation && error.field === 'external_account') {
      throw new ApiError('external_account_exists');
    }
    if (error instanceof UniqueViolation && error.field === 'challenge') {
      throw new ApiError('oauth_token_exchange_error', { param: 'token' });
    }
    throw error;
  }
}

/** Finds the identity with which a sign-up was verified. */
export async function provenIdentity(tx: StorageOps, attempt: SignUpRow): Promise<ExternalIdentity | undefined> {
  const { external_challenge_id: id, external_verified: isProven } = attempt;
  const challenge = isProven && id !== null ? await tx.findChallenge(id) : undefined;
  return challenge && authorizationResultOf(challenge).identity;
}

/** The columns that the provider fills in anew with every sign-in. */
export function profileOf(identity: ExternalIdentity) {
  return {
    email: identity.email ?? '',
    email_verified: identity.emailVerified,
    first_name: identity.firstName,
    last_name: identity.lastName,
    username: identity.username,
    image_url: identity.imageUrl ?? '',
    // A proof without scopes leaves those that the user has allowed as they are.
    ...(identity.approvedScopes ? { approved_scopes: identity.approvedScopes } : {}),
    ...(identity.sealedTokens ? { sealed_tokens: identity.sealedTokens } : {}),
  };
}
