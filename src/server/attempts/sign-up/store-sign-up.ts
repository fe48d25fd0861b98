import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import { type Browser, openClient, rotateClient } from '../../sessions/browser.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import type { Step } from '../step.ts';
import { completeSignUp } from './complete-sign-up.ts';
import { openFields } from './sign-up-requirements.ts';

/** A step of a sign-up that is about to be stored. */
export interface PendingSignUp {
  /** The attempt as it will be. */
  next: SignUpRow;
  /** The attempt is a new one: the client gets a new cookie. */
  isNew?: boolean;
  /** Stores the step; part of the transaction, and may be run again. */
  change: (tx: StorageOps, clientId: string) => Promise<SignUpRow>;
}

/**
 * Stores a step of a sign-up, in one transaction. If nothing is missing any more, the transaction also makes the
 * account, and signs the user in.
 */
export async function storeSignUp(
  services: Services,
  browser: Browser,
  { next, isNew = false, change }: PendingSignUp,
): Promise<Step<SignUpRow>> {
  const { missing, unverified } = openFields(next, services.config);
  const isLast = missing.length === 0 && unverified.length === 0;
  return completeSignUp(services, isLast, async (tx) => {
    const opened = await openClient(tx, services, browser);
    // The session that follows from the last step brings a new cookie anyway.
    const rotated = isNew && !isLast ? await rotateClient(tx, services, opened) : opened;
    const attempt = await change(tx, rotated.client.id);
    const client = isLast ? undefined : await tx.updateClient(rotated.client.id, {}, browser.now);
    return { attempt, browser: { ...rotated, client: client ?? rotated.client } };
  });
}

/** Changes an attempt, as part of a transaction. @throws {ApiError} `client_state_invalid` when it changed meanwhile */
export async function updateAttempt(tx: StorageOps, row: SignUpRow, patch: Partial<SignUpRow>): Promise<SignUpRow> {
  const next = await tx.updateSignUp(row.id, row.version, patch);
  if (!next) throw new ApiError('client_state_invalid');
  return next;
}
