import { ApiError } from '../../http/errors.ts';
import type { Actor } from '../../http/request-context.ts';
import type { Services } from '../../services.ts';
import type { StorageOps } from '../../storage/storage.ts';
import type { CodeTarget } from '../code/code-target.ts';
import { verifyCode } from '../code/verify-code.ts';

/** The code and the link of one email. */
export interface SentLink {
  codeId: string | null;
  challengeId: string | null;
  /** The client that the attempt or address belongs to. */
  clientId: string | null;
}

/**
 * Verifies a code that the server sent together with a link.
 *
 * @param code the code as typed
 * @returns a function to run in the transaction that uses the code. It consumes code and link, so the user can use only
 * one of them.
 * @throws {ApiError} as {@link verifyCode}
 */
export async function verifyLinkCode(
  services: Services,
  actor: Actor,
  target: CodeTarget,
  { codeId, challengeId, clientId }: SentLink,
  code: string,
): Promise<(tx: StorageOps) => Promise<void>> {
  if (challengeId === null) throw new ApiError('verification_missing');
  const id = await verifyCode(services, actor, target, codeId, code);
  const result = JSON.stringify({ verified_at_client: clientId ?? undefined });
  return async (tx) => {
    const isConsumed =
      (await tx.consumeChallenge(challengeId, actor.now, result)) && (await tx.consumeCode(id, actor.now));
    if (!isConsumed) throw new ApiError('verification_already_verified');
  };
}
