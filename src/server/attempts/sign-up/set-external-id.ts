import { isOver } from '../../clock.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { SignUpRow } from '../../storage/rows.ts';

/**
 * Gives a sign-up the external id that its user will have.
 *
 * @param externalId null removes it
 * @throws {ApiError} `client_state_invalid` when it is complete or over, or its visitor has taken a step meanwhile
 */
export async function setExternalId(
  { storage, clock }: Pick<Services, 'storage' | 'clock'>,
  row: SignUpRow,
  externalId: string | null,
): Promise<SignUpRow> {
  const isOpen = row.status === 'missing_requirements' && !isOver(row.abandon_at, clock.now());
  const changed = isOpen && (await storage.updateSignUp(row.id, row.version, { external_id: externalId }));
  if (!changed) throw new ApiError('client_state_invalid');
  return changed;
}
