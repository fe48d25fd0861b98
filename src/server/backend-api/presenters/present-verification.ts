import type { VerificationJSON } from '../../../protocol/json/verification.ts';
import { CODE_TRIES } from '../../factors/code/code-target.ts';
import { presentVerification } from '../../frontend-api/presenters/present-verification.ts';
import type { CodeRow } from '../../storage/rows.ts';

/**
 * Presents a code that the application's server has sent.
 *
 * @param isRight whether it was right just now
 */
export function presentBackendVerification(
  code: CodeRow,
  strategy: 'email_code' | 'phone_code',
  now: number,
  isRight = false,
): (VerificationJSON & { id: string }) | null {
  const verification = presentVerification({ strategy, code, isVerified: isRight, maxTries: CODE_TRIES }, now);
  return verification && { ...verification, id: code.id, channel: verification.channel ?? null };
}
