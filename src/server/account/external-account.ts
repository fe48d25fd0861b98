import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import { notifyOwner } from '../users/notify-owner.ts';
import { findProvider, startAuthorization } from '../factors/oauth/authorization.ts';
import type { Services } from '../services.ts';
import { requireFresh } from '../sessions/require-fresh.ts';
import type { SignedIn } from '../sessions/require-session.ts';
import { blankExternalAccount } from '../storage/blank-rows.ts';
import type { ExternalAccountRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { hitRateLimit } from '../http/rate-limit.ts';
import type { RequestContext } from '../http/request-context.ts';
import { findOwned, removeSignInMethod } from './owned-identification.ts';

const MAX_SCOPES = 20;
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/;

/**
 * Sets out to connect an account elsewhere. It is there, still to be verified, as soon as the visit is under way.
 *
 * @throws {ApiError} `external_account_exists` when the user has one at that provider already
 */
export async function addExternalAccount(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
): Promise<ExternalAccountRow> {
  const { storage } = services;
  const { user } = signedIn;
  await hitRateLimit(services, context, 'attempt');
  await requireFresh(services, context, signedIn);
  const { strategy: provider } = findProvider(services, context.params.required('strategy', 64));
  const own = (await storage.listExternalAccounts([user.id])).filter((each) => each.provider === provider);
  if (own.some((each) => each.verified)) throw new ApiError('external_account_exists');
  const row = blankExternalAccount({ id: newId('eac'), user_id: user.id, provider }, context.now);
  const target = targetOf(signedIn, row, context);
  await startAuthorization(services, context, target, async (tx, challengeId) => {
    // An earlier visit that came to nothing leaves nothing behind.
    for (const each of own) await tx.deleteExternalAccount(user.id, each.id);
    await tx.insertExternalAccount({ ...row, challenge_id: challengeId });
    await tx.updateUser(user.id, {}, context.now);
  });
  return findExternalAccount(services, signedIn, row.id);
}

/** The account, if it is the user's. @throws {ApiError} 404 otherwise */
export function findExternalAccount(
  { storage }: { storage: StorageOps },
  { user }: SignedIn,
  id: string,
): Promise<ExternalAccountRow> {
  return findOwned(id, () => storage.findExternalAccount(user.id, id));
}

/** Sets out again for an account that is connected, to be allowed more there. */
export async function reauthorizeExternalAccount(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<ExternalAccountRow> {
  const row = await findExternalAccount(services, signedIn, id);
  await requireFresh(services, context, signedIn);
  await startAuthorization(services, context, targetOf(signedIn, row, context), async (tx, challenge_id) => {
    await tx.updateExternalAccount(row.id, { challenge_id }, context.now);
    await tx.updateUser(row.user_id, {}, context.now);
  });
  return findExternalAccount(services, signedIn, id);
}

/** Disconnects an account, unless it is the last way in. */
export async function removeExternalAccount(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<void> {
  await findExternalAccount(services, signedIn, id);
  await requireFresh(services, context, signedIn);
  const removed = await removeSignInMethod(services, context, signedIn, {
    find: (tx) => findExternalAccount({ storage: tx }, signedIn, id),
    without: (account) => ({
      ...account,
      externalAccounts: account.externalAccounts.filter((each) => each.id !== id),
    }),
    remove: (tx, { user }) => tx.deleteExternalAccount(user.id, id),
  });
  const item = services.config.oauth.find(({ strategy }) => strategy === removed.provider)?.name ?? removed.provider;
  if (removed.verified) await notifyOwner(services, context, removed.user_id, 'connected_account_removed', { item });
}

function targetOf({ client }: SignedIn, row: ExternalAccountRow, { params }: RequestContext) {
  const scopes = params.list('additional_scope');
  if (scopes.length > MAX_SCOPES || !scopes.every((scope) => SCOPE.test(scope))) {
    throw new ApiError('form_param_value_invalid', { param: 'additional_scope' });
  }
  const purpose = 'external_account' as const;
  return { purpose, subject: row.id, strategy: row.provider, clientId: client.id, scopes };
}
