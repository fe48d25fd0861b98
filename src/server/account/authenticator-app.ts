import { recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import { requireFresh, type SignedIn } from '../sessions/signed-in.ts';
import type { TotpRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { UniqueViolation } from '../storage/storage-errors.ts';
import { createTotpSeed, findTotpStep } from '../factors/totp/totp-code.ts';
import { wrongCode } from '../factors/factor.ts';
import { withLockout } from '../factors/with-lockout.ts';
import type { ForUser } from './for-user.ts';
import { switchOffSecondFactor, switchOnSecondFactor } from './switch-second-factor.ts';

/** An authenticator app that the user is setting up. */
export interface NewAuthenticatorApp {
  row: TotpRow;
  /** The shared secret in base32. It is shown this once. */
  seed: string;
}

/** An authenticator app that the user has just switched on. */
export interface VerifiedAuthenticatorApp {
  row: TotpRow;
  /** New backup codes, when the app became the user's first second factor. They are shown this once. */
  backupCodes: readonly string[] | null;
}

/**
 * Starts to set up an authenticator app. It replaces one that was started before and never finished.
 *
 * @throws {ApiError} `totp_already_enabled` when the user has one
 */
export async function createTotp(services: Services, signedIn: SignedIn): Promise<NewAuthenticatorApp> {
  const { storage, config, totpSeeds } = services;
  const { user } = signedIn;
  if (!config.secondFactors.totp) throw new ApiError('feature_not_enabled');
  await requireFresh(services, signedIn);
  if ((await storage.findTotp(user.id))?.verified) throw new ApiError('totp_already_enabled');
  const seed = createTotpSeed();
  const row: TotpRow = {
    id: newId('totp'),
    user_id: user.id,
    sealed_secret: totpSeeds.seal(seed, user.id),
    verified: false,
    last_step: 0,
    created_at: signedIn.now,
    updated_at: signedIn.now,
  };
  try {
    await storage.transaction((tx) => tx.insertTotp(row));
  } catch (error) {
    // A parallel request was first.
    if (error instanceof UniqueViolation) throw new ApiError('totp_already_enabled');
    throw error;
  }
  return { row, seed };
}

/**
 * Switches an authenticator app on. The code also counts as the second factor of the session.
 *
 * @param code the one that the app shows
 */
export async function verifyTotp(
  services: Services,
  signedIn: SignedIn,
  code: string,
): Promise<VerifiedAuthenticatorApp> {
  const { user, session } = signedIn;
  const { storage, config, totpSeeds } = services;
  if (!config.secondFactors.totp) throw new ApiError('feature_not_enabled');
  const row = await storage.findTotp(user.id);
  if (!row) throw new ApiError('verification_missing');
  if (row.verified) throw new ApiError('verification_already_verified');
  const seed = totpSeeds.unseal(row.sealed_secret, user.id);
  // Without the limit, guesses could switch on an app that the owner does not have, and reveal backup codes.
  const findStep = async () => (seed === undefined ? undefined : findTotpStep(seed, code, signedIn.now));
  const step = await withLockout(services, signedIn, user.id, findStep, wrongCode);
  const commit = async (tx: StorageOps) => {
    const present = await tx.findTotp(user.id);
    if (present?.id !== row.id || present.verified) throw new ApiError('verification_already_verified');
    if (!(await tx.consumeTotpStep(user.id, step))) throw wrongCode();
    await tx.verifyTotp(user.id, signedIn.now);
    await tx.verifySession(session.id, { second_factor_at: signedIn.now }, signedIn.now);
    const notice = { kind: 'totp_enabled' } as const;
    await recordEvent(tx, signedIn, { type: 'totp.created', userId: user.id, id: row.id, notice });
  };
  const backupCodes = await ApiError.about(user.id, () => switchOnSecondFactor(services, signedIn, user.id, commit));
  return { row: { ...row, verified: true, updated_at: signedIn.now }, backupCodes };
}

/** Removes the authenticator app. @returns its id */
export async function deleteTotp(services: Services, signedIn: SignedIn): Promise<string> {
  const { user } = signedIn;
  await requireFresh(services, signedIn);
  const row = await services.storage.findTotp(user.id);
  if (!row) throw new ApiError('resource_not_found');
  await switchOffSecondFactor(services, signedIn, user.id, async (tx) => {
    if (!(await discardTotp(tx, signedIn))) throw new ApiError('resource_not_found');
  });
  return row.id;
}

/**
 * Removes the authenticator app of a user, verified or not, as part of a transaction, and tells the owner.
 *
 * @returns false when the user has none
 */
export async function discardTotp(tx: StorageOps, by: ForUser): Promise<boolean> {
  const userId = by.user.id;
  const row = await tx.findTotp(userId);
  if (!row || !(await tx.deleteTotp(userId))) return false;
  const notice = { kind: 'totp_disabled' } as const;
  if (row.verified) await recordEvent(tx, by, { type: 'totp.deleted', userId, id: row.id, notice });
  return true;
}
