import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { type CodeTarget, checkCode } from '../code/one-time-code.ts';
import type { RequestContext } from '../../http/request-context.ts';

/**
 * Judges the code that came in the same mail as a link.
 *
 * @returns takes code and link together, in the transaction that uses them: of the two, one counts
 * @throws {ApiError} as {@link checkCode}
 */
export async function checkLinkCode(
  services: Services,
  context: RequestContext,
  target: CodeTarget,
  made: { codeId: string | null; challengeId: string | null },
): Promise<(tx: StorageOps) => Promise<void>> {
  const { challengeId } = made;
  if (challengeId === null) throw new ApiError('verification_missing');
  const codeId = await checkCode(services, context, target, made.codeId);
  const result = JSON.stringify({ verified_at_client: context.client?.id });
  return async (tx) => {
    const isTaken =
      (await tx.consumeChallenge(challengeId, context.now, result)) && (await tx.consumeCode(codeId, context.now));
    if (!isTaken) throw new ApiError('verification_already_verified');
  };
}
