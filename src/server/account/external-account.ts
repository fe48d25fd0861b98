import { recordEvent } from '../events/domain-events.ts';
import { providerName } from '../factors/oauth/linked-account.ts';
import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import { isScope } from '../oauth-providers/provider-table.ts';
import { addedOn } from '../sessions/device.ts';
import { requireFresh, type SignedIn } from '../sessions/signed-in.ts';
import { blankExternalAccount } from '../storage/blank-rows.ts';
import type { ExternalAccountRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import {
  type AuthorizationInput,
  type AuthorizationTarget,
  findProvider,
  type StartedAuthorization,
  startAuthorization,
} from '../factors/oauth/authorization.ts';
import { lockUser } from '../users/lock-unchanged.ts';
import type { ForUser } from './for-user.ts';
import { removeSignInMethod, requireOwned } from './owned-identification.ts';

const MAX_SCOPES = 20;

/** An account that is being connected. */
export interface ConnectingAccount {
  row: ExternalAccountRow;
  authorization: StartedAuthorization;
}

/**
 * Starts to connect an account at a provider. Its row is written as soon as the authorization request is made, and is
 * verified by the provider's answer.
 *
 * @param scopes to ask for besides the provider's own
 * @throws {ApiError} `external_account_exists` when the user has connected an account at that provider already
 */
export async function addExternalAccount(
  services: Services,
  signedIn: SignedIn,
  { strategy, scopes, ...params }: { strategy: string; scopes: readonly string[] } & AuthorizationInput,
): Promise<ConnectingAccount> {
  const { storage } = services;
  const { user } = signedIn;
  await requireFresh(services, signedIn);
  const { strategy: provider } = findProvider(services, strategy);
  const listUnfinished = async (from: StorageOps): Promise<ExternalAccountRow[]> => {
    const own = (await from.listExternalAccounts([user.id])).filter((each) => each.provider === provider);
    if (own.some((each) => each.verified)) throw new ApiError('external_account_exists');
    return own;
  };
  await listUnfinished(storage);
  const row = blankExternalAccount(
    { id: newId('eac'), user_id: user.id, provider, added_on: addedOn(signedIn) },
    signedIn.now,
  );
  const target = targetOf(signedIn, row, scopes);
  const input = onPage(signedIn, params);
  const authorization = await startAuthorization(services, signedIn, target, input, async (tx, challengeId) => {
    await lockUser(tx, user.id, signedIn.now);
    // Replaces what an earlier or a parallel request that was never finished has left.
    for (const each of await listUnfinished(tx)) await tx.deleteExternalAccount(user.id, each.id);
    await tx.insertExternalAccount({ ...row, challenge_id: challengeId });
  });
  return { row: await requireExternalAccount(services, signedIn, row.id), authorization };
}

/**
 * Returns a connected account of the user. @throws {ApiError} 404 when there is none of that id, or it is another
 * user's
 */
export function requireExternalAccount(
  { storage }: { storage: StorageOps },
  { user }: Pick<ForUser, 'user'>,
  id: string,
): Promise<ExternalAccountRow> {
  return requireOwned(id, () => storage.findExternalAccount(user.id, id));
}

/** Starts a new authorization of an account that is connected, to ask for further scopes. */
export async function reauthorizeExternalAccount(
  services: Services,
  signedIn: SignedIn,
  { id, scopes, ...params }: { id: string; scopes: readonly string[] } & AuthorizationInput,
): Promise<ConnectingAccount> {
  const row = await requireExternalAccount(services, signedIn, id);
  await requireFresh(services, signedIn);
  const target = targetOf(signedIn, row, scopes);
  const input = onPage(signedIn, params);
  const authorization = await startAuthorization(services, signedIn, target, input, async (tx, challenge_id) => {
    await tx.updateExternalAccount(row.id, { challenge_id }, signedIn.now);
    await tx.updateUser(row.user_id, {}, signedIn.now);
  });
  return { row: await requireExternalAccount(services, signedIn, id), authorization };
}

/** Disconnects an account, unless the user needs it to sign in. */
export async function removeExternalAccount(services: Services, signedIn: SignedIn, id: string): Promise<void> {
  await requireExternalAccount(services, signedIn, id);
  await requireFresh(services, signedIn);
  await deleteExternalAccount(services, signedIn, id);
}

/** As {@link removeExternalAccount}, for an administrator. */
export async function deleteExternalAccount(services: Services, by: ForUser, id: string): Promise<void> {
  await removeSignInMethod(services, by, {
    find: (tx) => requireExternalAccount({ storage: tx }, by, id),
    async remove(tx, { id: userId }, { verified, provider }) {
      await tx.deleteExternalAccount(userId, id);
      if (!verified) return;
      const notice = { kind: 'connected_account_removed', item: providerName(services.config, provider) } as const;
      await recordEvent(tx, by, { type: 'externalAccount.deleted', userId, id, notice });
    },
  });
}

/**
 * Completes a `redirectUrl` that is a path, as clerk-js sends what its caller gave: it is one of the page's own site.
 */
function onPage({ azp = '' }: SignedIn, input: AuthorizationInput): AuthorizationInput {
  return /^\/(?!\/)/.test(input.redirectUrl ?? '') ? { ...input, redirectUrl: azp + input.redirectUrl } : input;
}

function targetOf({ client }: SignedIn, row: ExternalAccountRow, scopes: readonly string[]): AuthorizationTarget {
  if (scopes.length > MAX_SCOPES || !scopes.every(isScope)) {
    throw new ApiError('form_param_value_invalid', { param: 'additional_scope' });
  }
  return { purpose: 'external_account', subject: row.id, strategy: row.provider, clientId: client.id, scopes };
}
