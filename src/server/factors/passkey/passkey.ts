import { ApiError } from '../../http/errors.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { Actor } from '../../http/request-context.ts';
import type { Services } from '../../services.ts';
import type { PasskeyRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import type { Account } from '../../users/account.ts';
import { loadAccount } from '../../users/find-account.ts';
import type { FactorContext, FirstFactor, SecondFactor } from '../factor.ts';
import { requestOptions } from './options.ts';
import { parseAssertion } from './parse-credential.ts';
import {
  consumePasskeyChallenge,
  createPasskeyChallenge,
  type PasskeyTarget,
  translatePasskeyProblem,
} from './passkey-challenge.ts';
import { relyingParty, userHandle } from './relying-party.ts';
import { type UsedPasskey, verifyRequest } from './verify-request.ts';

/**
 * A passkey of the account. It needs no identifier, because it identifies the user. It proves that the user has the
 * device and, by a fingerprint or a PIN, that the device is theirs, so it can count as two factors.
 */
export const passkey: FirstFactor & SecondFactor = {
  handles: (name) => name === 'passkey',
  identifierless: 'prepare',
  offer: ({ passkeys: settings }, { passkeys }, level) => {
    const isMeant = level === 'first' || (level === 'second' && settings.satisfiesSecondFactor);
    return settings.enabled && isMeant && passkeys.length > 0 ? [{ strategy: 'passkey' }] : [];
  },
  async prepare(services, actor, attempt) {
    const { config } = services;
    if (!config.passkeys.enabled) throw new ApiError('strategy_for_user_invalid');
    await hitRateLimit(services, actor, 'attempt');
    // The options list no passkeys. All of them can be found without their ids, and a list would show a person who
    // types an address what its owner has (WebAuthn Level 3, section 14.6.2).
    const write = (challenge: string) => requestOptions(relyingParty(config), [], challenge);
    await createPasskeyChallenge(services, actor, targetOf(attempt), write, (tx, challengeId) =>
      attempt.attach(tx, { challengeId }),
    );
    return {};
  },
  async attempt(services, actor, attempt, { publicKeyCredential }) {
    if (!services.config.passkeys.enabled) throw new ApiError('strategy_for_user_invalid');
    if (publicKeyCredential === undefined) {
      throw new ApiError('form_param_missing', { param: 'public_key_credential' });
    }
    const proof = await verifyPasskey(services, actor, attempt, publicKeyCredential);
    return { ...proof, satisfiesSecondFactor: services.config.passkeys.satisfiesSecondFactor };
  },
};

/** A verified passkey. */
interface PasskeyProof {
  /** The owner of the passkey. */
  account: Account;
  /** Records the use; part of the transaction that follows from it. */
  commit(tx: StorageOps): Promise<void>;
}

/**
 * Verifies an authenticator's answer to the challenge of an attempt. It consumes the challenge in any case.
 *
 * @param credential the answer, as JSON text
 * @throws {ApiError} `passkey_not_registered` when the passkey is not one of the account's, or of no account;
 *   `passkey_invalid` when the answer cannot be trusted
 */
async function verifyPasskey(
  services: Services,
  { now }: Actor,
  attempt: FactorContext,
  credential: string,
): Promise<PasskeyProof> {
  const { account: named, challengeId } = attempt;
  const challenge = await consumePasskeyChallenge(services, { now }, targetOf(attempt), challengeId);
  const assertion = await translatePasskeyProblem(services, () => parseAssertion(credential));
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
  const used = await translatePasskeyProblem(services, () =>
    verifyRequest(assertion, challenge, rp, stored, named === undefined),
  );
  return { account, commit: (tx) => recordUse(tx, row, used, now) };
}

async function recordUse(tx: StorageOps, row: PasskeyRow, used: UsedPasskey, now: number): Promise<void> {
  const before = await tx.findPasskey(row.user_id, row.id);
  // Since it was verified, the passkey was deleted, or a copy of it was used.
  if (!before || (used.counter > 0 && used.counter <= before.counter)) throw new ApiError('passkey_invalid');
  await tx.updatePasskey(row.id, { counter: used.counter, backed_up: used.backedUp, last_used_at: now }, now);
}

function targetOf({ purpose, subject, clientId }: FactorContext): PasskeyTarget {
  return { purpose, subject, client_id: clientId };
}
