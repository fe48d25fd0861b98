import { isOver } from '../../clock.ts';
import type { SignInStatus } from '../../../protocol/status.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { SignInRow } from '../../storage/rows.ts';
import { asFirstFactor, asSecondFactor, type FactorContext, type FactorLevel } from '../../factors/factor.ts';
import type { Account } from '../../users/account.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { accountOfSignIn } from '../../users/find-account.ts';
import { refuseSecondSession } from './refuse-second-session.ts';
import { findSignIn } from './find-sign-in.ts';

export type SignInOperation =
  | 'prepare_first_factor'
  | 'attempt_first_factor'
  | 'prepare_second_factor'
  | 'attempt_second_factor'
  | 'reset_password';

const FIRST = ['prepare_first_factor', 'attempt_first_factor'] as const;
const SECOND = ['prepare_second_factor', 'attempt_second_factor'] as const;

/** What can be done to an attempt in each status. What is not here is refused. */
const OPERATIONS: Record<SignInStatus, readonly SignInOperation[]> = {
  needs_identifier: [],
  needs_first_factor: FIRST,
  needs_second_factor: SECOND,
  needs_client_trust: SECOND,
  needs_new_password: ['reset_password'],
  needs_protect_check: [],
  complete: [],
  abandoned: [],
};

export interface EnteredSignIn {
  row: SignInRow;
  /** Undefined while nobody is named. */
  account: Account | undefined;
}

/**
 * The attempt, if this client made it and it can take that step now.
 *
 * @throws {ApiError} 404 for any other attempt, `client_state_invalid` when the step is not the next one
 */
export async function enterSignIn(
  services: Services,
  context: RequestContext,
  id: string,
  operation: SignInOperation,
): Promise<EnteredSignIn> {
  const row = await findSignIn(services, context, id);
  if (row.status === 'complete') throw new ApiError('verification_already_verified');
  const status = isOver(row.abandon_at, context.now) ? 'abandoned' : row.status;
  if (!OPERATIONS[status].includes(operation)) throw new ApiError('client_state_invalid');
  const account = await accountOfSignIn(services, row);
  if (row.user_id !== null && !account) throw new ApiError('client_state_invalid');
  await refuseSecondSession(services, context, account?.user.id);
  return { row, account };
}

/** Which level an attempt is at. */
export function levelOf({ status }: Pick<SignInRow, 'status'>): FactorLevel {
  if (status === 'needs_client_trust') return 'trust';
  return status === 'needs_second_factor' ? 'second' : 'first';
}

/** The verification a sign-in is at. */
export function factorContextOf(row: SignInRow, account: Account | undefined, strategy: string): FactorContext {
  const level = levelOf(row);
  const isFirst = level === 'first';
  return {
    level,
    purpose: isFirst ? (strategy.startsWith('reset_password') ? 'reset_password' : 'sign_in') : 'second_factor',
    subject: row.id,
    strategy,
    clientId: row.client_id || null,
    account,
    codeId: isFirst ? row.code_id : row.second_code_id,
    challengeId: isFirst ? row.challenge_id : row.second_challenge_id,
    async attach(tx, { codeId = null, challengeId = null }) {
      const patch: Partial<SignInRow> = isFirst
        ? { strategy: asFirstFactor(strategy), code_id: codeId, challenge_id: challengeId }
        : {
            second_strategy: asSecondFactor(strategy),
            second_code_id: codeId,
            second_challenge_id: challengeId,
          };
      if (!(await tx.updateSignIn(row.id, row.version, patch))) throw new ApiError('client_state_invalid');
    },
  };
}
