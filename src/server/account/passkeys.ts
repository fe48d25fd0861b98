import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import { notifyOwner } from '../users/notify-owner.ts';
import { consumePasskeyChallenge, verifyPasskey, makeChallenge } from '../factors/passkey/challenge.ts';
import { creationOptions, type KnownPasskey, type PasskeyUser } from '../factors/passkey/options.ts';
import { passkeyName } from '../factors/passkey/passkey-name.ts';
import { relyingParty } from '../factors/passkey/relying-party.ts';
import { userHandle } from '../factors/passkey/user-handle.ts';
import { verifyCreation } from '../factors/passkey/verify-creation.ts';
import type { Services } from '../services.ts';
import { requireFresh } from '../sessions/require-fresh.ts';
import type { SignedIn } from '../sessions/require-session.ts';
import { blankPasskey } from '../storage/blank-rows.ts';
import type { PasskeyRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { UniqueViolation } from '../storage/storage-errors.ts';
import type { Account } from '../users/account.ts';
import { hitRateLimit } from '../http/rate-limit.ts';
import type { RequestContext } from '../http/request-context.ts';
import { loadAccount } from '../users/find-account.ts';
import { lockUnchanged } from '../users/lock-unchanged.ts';
import { findOwned, removeSignInMethod } from './owned-identification.ts';

/** Passkeys of one user. */
const MAX_PASSKEYS = 20;
const MAX_NAME = 100;
const FALLBACK_NAME = 'Passkey';

/** Begins a passkey of the user: its challenge is in the verification. One that was begun before is dropped. */
export async function addPasskey(services: Services, context: RequestContext, signedIn: SignedIn): Promise<PasskeyRow> {
  const { storage, config } = services;
  const { user, client } = signedIn;
  if (!config.passkeys.enabled) throw new ApiError('feature_not_enabled');
  await requireFresh(services, context, signedIn);
  await hitRateLimit(services, context, 'attempt');
  const all = await storage.listPasskeys([user.id]);
  const own = all.filter((passkey) => passkey.verified);
  if (own.length >= MAX_PASSKEYS) {
    throw new ApiError('form_param_value_invalid', { longMessage: 'These are enough passkeys.' });
  }
  const row = blankPasskey({ id: newId('pky'), user_id: user.id }, context.now);
  const account = await loadAccount(services, user.id, null);
  if (!account) throw new ApiError('authentication_invalid');
  const owner = describeOwner(account, config.applicationName);
  const write = (challenge: string) =>
    creationOptions(relyingParty(config), owner, own.flatMap(describePasskey), challenge);
  const target = { purpose: 'passkey', subject: row.id, client_id: client.id } as const;
  await makeChallenge(services, context, target, write, async (tx, challengeId) => {
    for (const begun of all) if (begun.public_key === null) await tx.deletePasskey(user.id, begun.id);
    await tx.insertPasskey({ ...row, challenge_id: challengeId });
  });
  return findPasskey(services, signedIn, row.id);
}

/** The passkey, if it is the user's. @throws {ApiError} 404 otherwise */
export function findPasskey({ storage }: { storage: StorageOps }, { user }: SignedIn, id: string): Promise<PasskeyRow> {
  return findOwned(id, () => storage.findPasskey(user.id, id));
}

/** Ends what {@link addPasskey} began, with the authenticator's answer. The owner is told. */
export async function attemptPasskey(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<PasskeyRow> {
  await hitRateLimit(services, context, 'attempt');
  const { user, client } = signedIn;
  const row = await findPasskey(services, signedIn, id);
  if (row.verified) throw new ApiError('verification_already_verified');
  if ((context.params.text('strategy', 64) || 'passkey') !== 'passkey') {
    throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  }
  const text = context.params.raw('public_key_credential');
  if (text === undefined) throw new ApiError('form_param_missing', { param: 'public_key_credential' });
  const target = { purpose: 'passkey', subject: row.id, client_id: client.id } as const;
  const challenge = await consumePasskeyChallenge(services, context, target, row.challenge_id);
  const rp = relyingParty(services.config);
  const made = await verifyPasskey(services, () => verifyCreation(text, challenge, rp));
  const name = passkeyName(made.aaguid, context.userAgent) ?? FALLBACK_NAME;
  await services.storage
    .transaction(async (tx) => {
      const patch: Partial<PasskeyRow> = {
        name,
        credential_id: made.credentialId,
        public_key: made.publicKey,
        counter: made.counter,
        transports: JSON.stringify(made.transports),
        backed_up: made.backedUp,
        verified: true,
      };
      await lockUnchanged(tx, user, context.now);
      if (!(await tx.updatePasskey(row.id, patch, context.now))) throw new ApiError('resource_not_found');
    })
    .catch((error: unknown) => {
      throw error instanceof UniqueViolation ? new ApiError('passkey_already_exists') : error;
    });
  await notifyOwner(services, context, user.id, 'passkey_added', { item: name });
  return findPasskey(services, signedIn, id);
}

/** Switches a passkey on again that was switched off when the password was reset. The owner is told. */
export async function confirmPasskey(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<PasskeyRow> {
  await hitRateLimit(services, context, 'attempt');
  const row = await findPasskey(services, signedIn, id);
  await requireFresh(services, context, signedIn);
  if (row.public_key === null) throw new ApiError('verification_missing');
  if (row.verified) throw new ApiError('verification_already_verified');
  await services.storage.transaction(async (tx) => {
    await lockUnchanged(tx, signedIn.user, context.now);
    await tx.updatePasskey(row.id, { verified: true }, context.now);
  });
  await notifyOwner(services, context, row.user_id, 'passkey_added', { item: row.name });
  return findPasskey(services, signedIn, id);
}

export async function renamePasskey(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<PasskeyRow> {
  const row = await findPasskey(services, signedIn, id);
  await requireFresh(services, context, signedIn);
  const name = context.params.name('name', MAX_NAME) ?? context.params.required('name');
  await services.storage.transaction(async (tx) => {
    await tx.updatePasskey(row.id, { name }, context.now);
    await tx.updateUser(row.user_id, {}, context.now);
  });
  return findPasskey(services, signedIn, id);
}

/** Removes a passkey, unless it is the last way in. The owner is told. */
export async function removePasskey(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
  id: string,
): Promise<void> {
  await findPasskey(services, signedIn, id);
  await requireFresh(services, context, signedIn);
  const removed = await removeSignInMethod(services, context, signedIn, {
    find: (tx) => findPasskey({ storage: tx }, signedIn, id),
    without: (account) => ({ ...account, passkeys: account.passkeys.filter((each) => each.id !== id) }),
    isUsed: ({ verified }) => verified && services.config.passkeys.enabled,
    remove: (tx, { user }) => tx.deletePasskey(user.id, id),
  });
  if (removed.verified)
    await notifyOwner(services, context, removed.user_id, 'passkey_removed', { item: removed.name });
}

/** What the browser's list calls the account. */
function describeOwner({ user, emails, phones, wallets }: Account, fallback: string): PasskeyUser {
  const primary = emails.find((email) => email.id === user.primary_email_address_id) ?? emails[0];
  const name = primary?.email ?? user.username ?? phones[0]?.phone ?? wallets[0]?.address ?? fallback;
  const fullName = [user.first_name, user.last_name].filter(Boolean).join(' ');
  return { handle: userHandle(user.id), name, displayName: fullName || name };
}

function describePasskey({ credential_id, transports }: PasskeyRow): KnownPasskey[] {
  return credential_id === null ? [] : [{ id: credential_id, transports: JSON.parse(transports) }];
}
