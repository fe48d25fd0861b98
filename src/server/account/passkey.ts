import { languageFor } from '../delivery/language-for.ts';
import { loadWording } from '../delivery/wording.ts';
import { recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import { addedOn } from '../sessions/device.ts';
import { requireFresh, type SignedIn } from '../sessions/signed-in.ts';
import { blankPasskey } from '../storage/blank-rows.ts';
import type { PasskeyRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { UniqueViolation } from '../storage/storage-errors.ts';
import {
  consumePasskeyChallenge,
  createPasskeyChallenge,
  translatePasskeyProblem,
} from '../factors/passkey/passkey-challenge.ts';
import { creationOptions, type KnownPasskey, type PasskeyUser } from '../factors/passkey/options.ts';
import { passkeyName } from '../factors/passkey/passkey-name.ts';
import { relyingParty, userHandle } from '../factors/passkey/relying-party.ts';
import { verifyCreation } from '../factors/passkey/verify-creation.ts';
import type { Account } from '../users/account.ts';
import { loadAccount } from '../users/find-account.ts';
import { lockUnchanged, lockUser } from '../users/lock-unchanged.ts';
import type { ForUser } from './for-user.ts';
import { removeSignInMethod, requireOwned } from './owned-identification.ts';

const MAX_PASSKEYS = 20;

/**
 * Starts to create a passkey of the user. The browser finds the challenge in the verification of the row. A passkey
 * that was started before and never finished is deleted.
 */
export async function addPasskey(services: Services, signedIn: SignedIn): Promise<PasskeyRow> {
  const { storage, config } = services;
  const { user, client } = signedIn;
  if (!config.passkeys.enabled) throw new ApiError('feature_not_enabled');
  await requireFresh(services, signedIn);
  const all = await storage.listPasskeys([user.id]);
  const own = all.filter((passkey) => passkey.verified);
  refuseMore(own);
  const row = blankPasskey({ id: newId('pky'), user_id: user.id, added_on: addedOn(signedIn) }, signedIn.now);
  const account = await loadAccount(services, user.id, null);
  if (!account) throw new ApiError('authentication_invalid');
  const owner = describeOwner(account, config.applicationName);
  const write = (challenge: string) =>
    creationOptions(relyingParty(config), owner, own.flatMap(describePasskey), challenge);
  const target = { purpose: 'passkey', subject: row.id, client_id: client.id } as const;
  await createPasskeyChallenge(services, signedIn, target, write, async (tx, challengeId) => {
    for (const started of all) if (started.public_key === null) await tx.deletePasskey(user.id, started.id);
    await tx.insertPasskey({ ...row, challenge_id: challengeId });
  });
  return requirePasskey(services, signedIn, row.id);
}

/** Returns a passkey of the user. @throws {ApiError} 404 when there is none of that id, or it is another user's */
export function requirePasskey(
  { storage }: { storage: StorageOps },
  { user }: Pick<ForUser, 'user'>,
  id: string,
): Promise<PasskeyRow> {
  return requireOwned(id, () => storage.findPasskey(user.id, id));
}

/**
 * Finishes what {@link addPasskey} started, and tells the owner.
 *
 * @param credential the authenticator's answer, as JSON
 */
export async function attemptPasskey(
  services: Services,
  signedIn: SignedIn,
  { id, strategy, credential }: { id: string; strategy: string; credential: string | undefined },
): Promise<PasskeyRow> {
  const { user, client } = signedIn;
  const row = await requirePasskey(services, signedIn, id);
  if (row.verified) throw new ApiError('verification_already_verified');
  if (strategy !== 'passkey') throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  if (credential === undefined) throw new ApiError('form_param_missing', { param: 'public_key_credential' });
  const target = { purpose: 'passkey', subject: row.id, client_id: client.id } as const;
  const challenge = await consumePasskeyChallenge(services, signedIn, target, row.challenge_id);
  const rp = relyingParty(services.config);
  const made = await translatePasskeyProblem(services, () => verifyCreation(credential, challenge, rp));
  const wording = await loadWording(languageFor(services.config, [user.locale, ...signedIn.languages]));
  const known = passkeyName(made.aaguid, signedIn.userAgent, wording);
  const name = known ?? wording.text('mail.methodsSuspended.kinds.passkey');
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
      await lockUnchanged(tx, user, signedIn.now);
      // Others may have been finished since this one was begun.
      refuseMore((await tx.listPasskeys([user.id])).filter(({ verified }) => verified));
      if (!(await tx.updatePasskey(row.id, patch, signedIn.now))) throw new ApiError('resource_not_found');
      const notice = { kind: 'passkey_added', item: name } as const;
      await recordEvent(tx, signedIn, { type: 'passkey.created', userId: user.id, id, notice });
    })
    .catch((error: unknown) => {
      throw error instanceof UniqueViolation ? new ApiError('passkey_already_exists') : error;
    });
  return requirePasskey(services, signedIn, id);
}

/** Switches a passkey on again that a password reset has switched off, and tells the owner. */
export async function confirmPasskey(services: Services, signedIn: SignedIn, id: string): Promise<PasskeyRow> {
  const row = await requirePasskey(services, signedIn, id);
  await requireFresh(services, signedIn);
  if (row.public_key === null) throw new ApiError('verification_missing');
  if (row.verified) throw new ApiError('verification_already_verified');
  await services.storage.transaction(async (tx) => {
    await lockUnchanged(tx, signedIn.user, signedIn.now);
    if (!(await tx.updatePasskey(row.id, { verified: true }, signedIn.now))) throw new ApiError('resource_not_found');
    const notice = { kind: 'passkey_added', item: row.name } as const;
    await recordEvent(tx, signedIn, { type: 'passkey.verified', userId: row.user_id, id, notice });
  });
  return requirePasskey(services, signedIn, id);
}

/** Gives a passkey of the user another name, and tells the owner. */
export async function renamePasskey(
  services: Services,
  signedIn: SignedIn,
  { id, name }: { id: string; name: string },
): Promise<PasskeyRow> {
  const row = await requirePasskey(services, signedIn, id);
  await requireFresh(services, signedIn);
  await services.storage.transaction(async (tx) => {
    await lockUser(tx, row.user_id, signedIn.now);
    if (!(await tx.updatePasskey(row.id, { name }, signedIn.now))) throw new ApiError('resource_not_found');
    const isNew = name !== row.name && row.public_key !== null;
    const notice = isNew ? ({ kind: 'passkey_renamed', item: `${row.name} → ${name}` } as const) : undefined;
    await recordEvent(tx, signedIn, { type: 'passkey.updated', userId: row.user_id, id, notice });
  });
  return requirePasskey(services, signedIn, id);
}

/** Removes a passkey, unless the user needs it to sign in, and tells the owner. */
export async function removePasskey(services: Services, signedIn: SignedIn, id: string): Promise<void> {
  await requirePasskey(services, signedIn, id);
  await requireFresh(services, signedIn);
  await deletePasskey(services, signedIn, id);
}

/** As {@link removePasskey}, for an administrator. */
export async function deletePasskey(services: Services, by: ForUser, id: string): Promise<void> {
  await removeSignInMethod(services, by, {
    find: (tx) => requirePasskey({ storage: tx }, by, id),
    async remove(tx, { id: userId }, { verified, name }) {
      await tx.deletePasskey(userId, id);
      if (!verified) return;
      const notice = { kind: 'passkey_removed', item: name } as const;
      await recordEvent(tx, by, { type: 'passkey.deleted', userId, id, notice });
    },
    isSignInMethod: (row) => row.verified && services.config.passkeys.enabled,
  });
}

/** @throws {ApiError} when the user has as many passkeys as an account can have */
function refuseMore(verified: readonly PasskeyRow[]): void {
  if (verified.length < MAX_PASSKEYS) return;
  throw new ApiError('identification_quota_exceeded', { longMessage: 'You cannot add more passkeys.' });
}

/** How the account appears in the browser's list of passkeys. */
function describeOwner({ user, emails, phones, wallets }: Account, fallback: string): PasskeyUser {
  const primary = emails.find((email) => email.id === user.primary_email_address_id) ?? emails[0];
  const name = primary?.email ?? user.username ?? phones[0]?.phone ?? wallets[0]?.address ?? fallback;
  const fullName = [user.first_name, user.last_name].filter(Boolean).join(' ');
  return { handle: userHandle(user.id), name, displayName: fullName || name };
}

function describePasskey({ credential_id, transports }: PasskeyRow): KnownPasskey[] {
  return credential_id === null ? [] : [{ id: credential_id, transports: JSON.parse(transports) }];
}
