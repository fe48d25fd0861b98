import type { Proof } from '../../factors/factor.ts';
import { ApiError } from '../../http/errors.ts';
import { recordSecurityEvent } from '../../http/security-events.ts';
import type { Services } from '../../services.ts';
import { type Browser, type KnownBrowser, openClient } from '../../sessions/browser.ts';
import type { SignInRow, UserRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { lockUnchanged } from '../../users/lock-unchanged.ts';
import type { Step } from '../step.ts';

/** A step of a sign-in that is about to be stored. */
export interface PendingStep {
  row: SignInRow;
  /** The user, as read before anything was verified. */
  user: UserRow;
  proof: Proof;
  /** Does what follows from the proof; part of the transaction, and may be run again. */
  change: (tx: StorageOps, browser: KnownBrowser) => Promise<{ browser: KnownBrowser; patch: Partial<SignInRow> }>;
}

/**
 * Stores what follows from a proof, in one transaction, so that nothing of it is ever half done.
 *
 * @throws {ApiError} `client_state_invalid` when the attempt or the password changed meanwhile
 */
export async function storeSignIn(
  services: Services,
  browser: Browser,
  { row, user, proof, change }: PendingStep,
): Promise<Step<SignInRow>> {
  const { client, now } = browser;
  const isNewDevice = !client || !(await services.storage.isKnownDevice(user.id, client.id));
  const step = await services.storage.transaction(async (tx) => {
    await lockUnchanged(tx, user, now);
    await proof.commit?.(tx);
    const changed = await change(tx, await openClient(tx, services, browser));
    const attempt = await tx.updateSignIn(row.id, row.version, changed.patch);
    if (!attempt) throw new ApiError('client_state_invalid');
    return { attempt, browser: changed.browser };
  });
  if (step.attempt.status === 'complete') {
    const sessionId = step.attempt.created_session_id ?? undefined;
    recordSecurityEvent(services, browser, 'authn_login_success', { userId: user.id, sessionId, isNewDevice });
  }
  return step;
}
