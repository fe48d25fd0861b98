import { asciiDigits } from '../../../protocol/ascii-digits.ts';
import type { ApiErrorCode } from '../../../protocol/error-codes.ts';
import { isOver } from '../../clock.ts';
import { ApiError } from '../../http/errors.ts';
import type { Actor } from '../../http/request-context.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import type { Services } from '../../services.ts';
import type { CodeRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { withLockout } from '../with-lockout.ts';
import { CODE_TRIES, type CodeTarget, isCodeOf, recipientsOf } from './code-target.ts';

/**
 * Verifies a typed code. It counts each try before it compares the code. It does not consume a right code: that is for
 * the transaction that uses it, see {@link consumeCode}.
 *
 * @param codeId the code that was sent last for the target; null when none was
 * @param code the code as typed
 * @returns the id of the code
 * @throws {ApiError} when the code is wrong or no longer valid, the recipient has had too many wrong codes, or the
 *   account is locked
 */
export async function verifyCode(
  services: Services,
  actor: Actor,
  target: CodeTarget,
  codeId: string | null,
  code: string,
): Promise<string> {
  const typed = asciiDigits(code).replace(/[\s\p{Cf}-]/gu, '');
  if (codeId === null) throw new ApiError('verification_missing');
  const { account } = target;
  const verify = async () => (await isRightCode(services, actor, target, codeId, typed)) || undefined;
  const wrong = () => wrongCodeError(services, actor, target, typed);
  if (account) {
    const guard = { uniform: account.uniform, delaysTries: false };
    await withLockout(services, actor, account.user.id, verify, wrong, guard);
  } else if (!(await verify())) {
    throw await wrong();
  }
  return codeId;
}

/** Returns the step of a transaction that consumes a code. It throws when another request consumed the code first. */
export function consumeCode(codeId: string, { now }: Pick<Actor, 'now'>): (tx: StorageOps) => Promise<void> {
  return async (tx) => {
    if (!(await tx.consumeCode(codeId, now))) throw new ApiError('verification_already_verified');
  };
}

/** Says so when the user typed an earlier code, which a newer one replaced. It looks right to the user. */
async function wrongCodeError(
  { storage, codeKey }: Services,
  { now }: Actor,
  { purpose, subject, to }: CodeTarget,
  typed: string,
): Promise<ApiError> {
  const replaced = await storage.listReplacedCodes(purpose, subject, now);
  const isReplaced = replaced.some((row) => row.identifier === keyOf(to) && isCodeOf(codeKey, row, typed));
  return new ApiError('form_code_incorrect', {
    param: 'code',
    ...(isReplaced && {
      meta: { is_replaced: true },
      longMessage: 'A newer code was sent. Only the newest one works.',
    }),
  });
}

/** @throws {ApiError} when the code is no longer valid, or the recipient has had too many wrong codes */
async function isRightCode(
  { storage, limits, codeKey, config }: Services,
  { now }: Actor,
  target: CodeTarget,
  codeId: string,
  typed: string,
): Promise<boolean> {
  const [shown, ...unseen] = recipientsOf(config, target).map((recipient) => `wrong-codes:${recipient}`);
  const { max, windowMs } = limits.wrongCodes;
  const hits: string[] = [];
  const hit = async (key = '') => {
    const verdict = await storage.hitRateLimit(key, max, windowMs, now);
    if (verdict.allowed) hits.push(key);
    return verdict;
  };
  const { allowed, retryAfterMs } = await hit(shown);
  if (!allowed) throw new ApiError('verification_code_too_many_requests', { retryAfterMs });
  let isOverLimit = false;
  for (const key of unseen) isOverLimit = !(await hit(key)).allowed;
  const row = await storage.countCodeTry(codeId);
  const problem = problemOf(codeKey, row, target, typed, now);
  // Only a wrong code stays counted against the recipient.
  if (problem !== 'form_code_incorrect') for (const key of hits) await storage.refundRateLimit(key);
  if (problem && problem !== 'form_code_incorrect') throw new ApiError(problem);
  return problem === undefined && !isOverLimit;
}

function problemOf(
  codeKey: Uint8Array,
  row: CodeRow | undefined,
  { purpose, subject, to }: CodeTarget,
  typed: string,
  now: number,
): ApiErrorCode | undefined {
  const isMeant = row?.purpose === purpose && row.subject === subject && row.identifier === keyOf(to);
  if (!isMeant) return 'verification_missing';
  if (row.consumed_at !== null) return 'verification_already_verified';
  if (row.revoked_at !== null || isOver(row.expires_at, now)) return 'verification_expired';
  if (row.tries > CODE_TRIES) return 'verification_failed';
  return isCodeOf(codeKey, row, typed) ? undefined : 'form_code_incorrect';
}
