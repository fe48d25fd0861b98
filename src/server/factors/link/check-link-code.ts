import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { type CodeTarget, checkCode } from '../code/one-time-code.ts';
import type { Browser } from '../../sessions/browser.ts';

/**
 * Verifies the code that came in the same mail as a link.
 *
 * @returns a step of the transaction that uses the code: it consumes code and link together, so only one of them counts
 * @throws {ApiError} as {@link checkCode}
 */
export async function checkLinkCode(
  services: Services,
  browser: Browser,
  target: CodeTarget,
  made: { codeId: string | null; challengeId: string | null },
): Promise<(tx: StorageOps) => Promise<void>> {
  const { challengeId } = made;
  if (challengeId === null) throw new ApiError('verification_missing');
  const codeId = await checkCode(services, browser, target, made.codeId);
  const result = JSON.stringify({ verified_at_client: browser.client?.id });
  return async (tx) => {
    const isTaken =
      (await tx.consumeChallenge(challengeId, browser.now, result)) && (await tx.consumeCode(codeId, browser.now));
    if (!isTaken) throw new ApiError('verification_already_verified');
  };
}
