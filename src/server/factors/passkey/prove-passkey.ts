import { loadAccount } from '../../users/find-account.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { PasskeyRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import type { Account } from '../../users/account.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { consumePasskeyChallenge, type ChallengeTarget, verifyPasskey } from './challenge.ts';
import { parseAssertion } from './parse-credential.ts';
import { relyingParty } from './relying-party.ts';
import { userHandle } from './user-handle.ts';
import { type UsedPasskey, verifyRequest } from './verify-request.ts';

/** A passkey that was used as it should be. */
export interface ProvenPasskey {
  /** Its owner. */
  account: Account;
  /** Notes the use; part of the transaction that follows from it. */
  commit(tx: StorageOps): Promise<void>;
}

/**
 * Judges an authenticator's answer to a challenge, which is gone afterwards.
 *
 * @param named the account it has to be of; undefined when the passkey tells whose it is
 * @throws {ApiError} `passkey_not_registered` for a passkey that is not the account's, or nobody's;
 *   `passkey_invalid` for an answer that cannot be trusted
 */
export async function provePasskey(
  services: Services,
  context: RequestContext,
  target: ChallengeTarget,
  challengeId: string | null,
  named: Account | undefined,
): Promise<ProvenPasskey> {
  const text = context.params.raw('public_key_credential');
  if (text === undefined) throw new ApiError('form_param_missing', { param: 'public_key_credential' });
  const challenge = await consumePasskeyChallenge(services, context, target, challengeId);
  const assertion = await verifyPasskey(services, () => parseAssertion(text));
  const row = await services.storage.findPasskeyByCredential(assertion.id);
  const account = named ?? (await loadAccount(services, row?.user_id ?? null, null));
  const isOwn = row?.verified && row.user_id === account?.user.id;
  if (!isOwn || row.public_key === null || !account) {
    throw new ApiError('passkey_not_registered', { param: 'public_key_credential' });
  }
  const stored = {
    credentialId: assertion.id,
    publicKey: row.public_key,
    counter: row.counter,
    handle: userHandle(row.user_id),
  };
  const rp = relyingParty(services.config);
  const used = await verifyPasskey(services, () =>
    verifyRequest(assertion, challenge, rp, stored, named === undefined),
  );
  return { account, commit: (tx) => noteUse(tx, row, used, context.now) };
}

async function noteUse(tx: StorageOps, row: PasskeyRow, used: UsedPasskey, now: number): Promise<void> {
  const before = await tx.findPasskey(row.user_id, row.id);
  // It was deleted, or a copy of it was used, since it was judged.
  if (!before || (used.counter > 0 && used.counter <= before.counter)) throw new ApiError('passkey_invalid');
  await tx.updatePasskey(row.id, { counter: used.counter, backed_up: used.backedUp, last_used_at: now }, now);
}
