import { isOver } from '../../clock.ts';
import type { AuthorizationResult } from '../../factors/oauth/authorization.ts';
import { findLinkedAccount } from '../../factors/oauth/linked-account.ts';
import { type OAuthOutcome, settleTransferable } from '../../factors/oauth/oauth-outcome.ts';
import { ApiError } from '../../http/errors.ts';
import { requireTransferable, settleTransferred } from '../../factors/oauth/transferable.ts';
import type { Services } from '../../services.ts';
import type { Browser } from '../../sessions/browser.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { identityFields } from './identity-fields.ts';
import { proveField } from './verify-sign-up.ts';

/** Goes on with a sign-up with the proven identity. If the identity has an account, a sign-in can take it over. */
export const oauthSignUp: OAuthOutcome = async (services, browser, answer) => {
  const { challenge, identity } = answer;
  const { client } = browser;
  const row = await services.storage.findSignUp(client.id, challenge.subject);
  const isOpen = row?.status === 'missing_requirements' && !isOver(row.abandon_at, browser.now);
  const isNewest = client.sign_up_id === row?.id && row?.external_challenge_id === challenge.id;
  if (!isOpen || !isNewest) throw new ApiError('client_state_invalid');
  if (await findLinkedAccount(services, identity)) {
    return settleTransferable(services, browser, answer, 'external_account_exists');
  }
  const result: AuthorizationResult = { status: 'verified', identity };
  const step = await proveField(services, browser, row, {
    patch: await identityFields(services, row, identity),
    commit: (tx) => tx.settleChallenge(challenge.id, JSON.stringify(result)),
  });
  return { browser: step.browser, isSignedIn: step.attempt.status === 'complete' };
};

/** What a sign-up takes over from a sign-in at a provider. */
export interface SignUpTransfer {
  patch: Partial<SignUpRow>;
  /** Ends that sign-in. @throws {ApiError} `account_transfer_invalid` when it was transferred before */
  commit(tx: StorageOps): Promise<void>;
}

/**
 * Finds the identity with which this browser's sign-in found no account.
 *
 * @param row the new sign-up
 * @throws {ApiError} `account_transfer_invalid` when there is nothing to transfer
 */
export async function requireSignUpTransfer(
  services: Services,
  browser: Browser,
  row: SignUpRow,
): Promise<SignUpTransfer> {
  const { storage } = services;
  const { client } = browser;
  const signIn = client?.sign_in_id ? await storage.findSignIn(client.id, client.sign_in_id) : undefined;
  const transferable = await requireTransferable(services, browser, signIn?.challenge_id);
  const { challenge, identity } = transferable;
  if (!signIn || (await findLinkedAccount(services, identity))) throw new ApiError('account_transfer_invalid');
  const fields = await identityFields(services, row, identity);
  return {
    patch: { ...fields, external_challenge_id: challenge.id },
    async commit(tx) {
      const ended = await tx.updateSignIn(signIn.id, signIn.version, { status: 'abandoned' });
      if (!ended) throw new ApiError('account_transfer_invalid');
      await settleTransferred(tx, transferable);
    },
  };
}
