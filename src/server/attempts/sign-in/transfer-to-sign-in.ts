import { findLinkedAccount } from '../../factors/oauth/linked-account.ts';
import { requireTransferable, settleTransferred } from '../../factors/oauth/transferable.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { Browser } from '../../sessions/browser.ts';
import type { SignInRow } from '../../storage/rows.ts';
import type { Step } from '../step.ts';
import { signInLinked } from './oauth-sign-in.ts';

/**
 * Starts a sign-in with the identity that this browser's sign-up found to have an account.
 *
 * @param empty the new attempt
 * @throws {ApiError} `account_transfer_invalid` when there is nothing to transfer
 */
export async function transferToSignIn(
  services: Services,
  browser: Browser,
  empty: SignInRow,
): Promise<Step<SignInRow>> {
  const { storage } = services;
  const { client } = browser;
  const signUp = client?.sign_up_id ? await storage.findSignUp(client.id, client.sign_up_id) : undefined;
  const transferable = await requireTransferable(services, browser, signUp?.external_challenge_id);
  const { challenge, identity } = transferable;
  const linked = await findLinkedAccount(services, identity);
  if (!signUp || !linked) throw new ApiError('account_transfer_invalid');
  const row: SignInRow = { ...empty, status: 'needs_first_factor', challenge_id: challenge.id };
  return signInLinked(services, browser, { row, linked, identity, isNew: true }, async (tx) => {
    const ended = await tx.updateSignUp(signUp.id, signUp.version, { status: 'abandoned' });
    if (!ended) throw new ApiError('account_transfer_invalid');
    await settleTransferred(tx, transferable);
  });
}
