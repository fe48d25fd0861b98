import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import { createTotpSeed, findTotpStep } from '../factors/totp/totp-code.ts';
import { notifyOwner } from '../users/notify-owner.ts';
import type { Services } from '../services.ts';
import { requireFresh } from '../sessions/require-fresh.ts';
import type { SignedIn } from '../sessions/require-session.ts';
import type { TotpRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { UniqueViolation } from '../storage/storage-errors.ts';
import { withLockout } from '../factors/with-lockout.ts';
import { hitRateLimit } from '../http/rate-limit.ts';
import type { RequestContext } from '../http/request-context.ts';
import { switchOffSecondFactor, switchOnSecondFactor } from './switch-second-factor.ts';

/** An authenticator app that is being set up; the seed is shown this once. */
export interface NewAuthenticatorApp {
  row: TotpRow;
  /** base32 */
  seed: string;
}

/** Begins to set an authenticator app up. One that was begun before and never finished is gone. */
export async function createTotp(
  services: Services,
  context: RequestContext,
  signedIn: SignedIn,
): Promise<NewAuthenticatorApp> {
  const { storage, config, totpSeeds } = services;
  const { user } = signedIn;
  if (!config.secondFactors.totp) throw new ApiError('feature_not_enabled');
  await hitRateLimit(services, context, 'attempt');
  await requireFresh(services, context, signedIn);
  if ((await storage.findTotp(user.id))?.verified) throw new ApiError('totp_already_enabled');
  const seed = createTotpSeed();
  const row: TotpRow = {
    id: newId('totp'),
    user_id: user.id,
    sealed_secret: totpSeeds.close(seed, user.id),
    verified: false,
    last_step: 0,
    created_at: context.now,
    updated_at: context.now,
  };
  try {
    await storage.transaction((tx) => tx.insertTotp(row));
  } catch (error) {
    // Another request was first, and the app is set up by now or about to be.
    if (error instanceof UniqueViolation) throw new ApiError('totp_already_enabled');
    throw error;
  }
  return { row, seed };
}

export interface VerifiedAuthenticatorApp {
  row: TotpRow;
  /** New ones, when this was the first second factor. */
  backupCodes: readonly string[] | null;
}

/** Switches the app on with a first value of it. Whoever shows it has proven the second factor, too. */
export async function verifyTotp(
  services: Services,
  context: RequestContext,
  { user, session }: SignedIn,
): Promise<VerifiedAuthenticatorApp> {
  const { storage, config, totpSeeds } = services;
  if (!config.secondFactors.totp) throw new ApiError('feature_not_enabled');
  await hitRateLimit(services, context, 'attempt');
  const typed = context.params.required('code', 64);
  const row = await storage.findTotp(user.id);
  if (!row) throw new ApiError('verification_missing');
  if (row.verified) throw new ApiError('verification_already_verified');
  const seed = totpSeeds.open(row.sealed_secret, user.id);
  // Guesses would otherwise switch on an app that nobody has, and give out backup codes.
  const findStep = async () => (seed === undefined ? undefined : findTotpStep(seed, typed, context.now));
  const step = await withLockout(services, context, user.id, findStep, wrongCode);
  const commit = async (tx: StorageOps) => {
    const present = await tx.findTotp(user.id);
    if (present?.id !== row.id || present.verified) throw new ApiError('verification_already_verified');
    if (!(await tx.consumeTotpStep(user.id, step))) throw wrongCode();
    await tx.verifyTotp(user.id, context.now);
    await tx.verifySession(session.id, { second_factor_at: context.now }, context.now);
  };
  const backupCodes = await ApiError.about(user.id, () => switchOnSecondFactor(services, context, user.id, commit));
  await notifyOwner(services, context, user.id, 'totp_enabled');
  return { row: { ...row, verified: true, updated_at: context.now }, backupCodes };
}

/** @returns id of the app that was removed */
export async function deleteTotp(services: Services, context: RequestContext, signedIn: SignedIn): Promise<string> {
  const { user } = signedIn;
  await requireFresh(services, context, signedIn);
  const row = await services.storage.findTotp(user.id);
  if (!row) throw new ApiError('resource_not_found');
  await switchOffSecondFactor(services, context, user.id, async (tx) => {
    if (!(await tx.deleteTotp(user.id))) throw new ApiError('resource_not_found');
  });
  if (row.verified) await notifyOwner(services, context, user.id, 'totp_disabled');
  return row.id;
}

function wrongCode(): ApiError {
  return new ApiError('form_code_incorrect', { param: 'code' });
}
