import { type FactorContext, type FactorLevel, preparedColumns } from '../../factors/factor.ts';
import { ApiError } from '../../http/errors.ts';
import type { SignInRow } from '../../storage/rows.ts';
import type { Account } from '../../users/account.ts';

/** Returns the level of the factor that an attempt waits for. */
export function levelOf({ status }: Pick<SignInRow, 'status'>): FactorLevel {
  if (status === 'needs_client_trust') return 'trust';
  return status === 'needs_second_factor' ? 'second' : 'first';
}

/**
 * Describes the verification that a sign-in waits for.
 *
 * @param onAttach gets the attempt with what was sent or made for it
 */
export function factorContextOf(
  row: SignInRow,
  account: Account | undefined,
  strategy: string,
  onAttach?: (updated: SignInRow) => void,
): FactorContext {
  const level = levelOf(row);
  const isFirst = level === 'first';
  return {
    level,
    purpose: isFirst ? (strategy.startsWith('reset_password') ? 'reset_password' : 'sign_in') : 'second_factor',
    subject: row.id,
    strategy,
    clientId: row.client_id || null,
    locale: row.locale,
    account,
    codeId: isFirst ? row.code_id : row.second_code_id,
    challengeId: isFirst ? row.challenge_id : row.second_challenge_id,
    async attach(tx, made) {
      const updated = await tx.updateSignIn(row.id, row.version, preparedColumns(isFirst, strategy, made));
      if (!updated) throw new ApiError('client_state_invalid');
      onAttach?.(updated);
    },
  };
}
