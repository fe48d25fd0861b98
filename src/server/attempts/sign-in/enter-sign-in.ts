import { isOver } from '../../clock.ts';
import type { SignInStatus } from '../../../protocol/status.ts';
import { ApiError } from '../../http/errors.ts';
import { isId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import type { Browser } from '../../sessions/browser.ts';
import type { SignInRow } from '../../storage/rows.ts';
import type { Account } from '../../users/account.ts';
import { accountOfSignIn } from '../../users/find-account.ts';
import { refuseSecondSession } from '../step.ts';

export type SignInOperation =
  | 'prepare_first_factor'
  | 'attempt_first_factor'
  | 'prepare_second_factor'
  | 'attempt_second_factor'
  | 'reset_password';

const FIRST = ['prepare_first_factor', 'attempt_first_factor'] as const;
const SECOND = ['prepare_second_factor', 'attempt_second_factor'] as const;

/** The operations that each status allows. All others are refused. */
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
  /** Undefined while the attempt has no identifier. */
  account: Account | undefined;
}

/** Finds an attempt of this browser. @throws {ApiError} 404 when it has none with this id */
export async function findSignIn({ storage }: Services, { client }: Browser, id: string): Promise<SignInRow> {
  const row = client && isId(id) ? await storage.findSignIn(client.id, id) : undefined;
  if (!row) throw new ApiError('resource_not_found');
  return row;
}

/**
 * Finds an attempt of this browser for which an operation is the next step.
 *
 * @throws {ApiError} 404 when the browser has no such attempt, `client_state_invalid` when the step is not the next one
 */
export async function enterSignIn(
  services: Services,
  browser: Browser,
  id: string,
  operation: SignInOperation,
): Promise<EnteredSignIn> {
  const row = await findSignIn(services, browser, id);
  if (row.status === 'complete') throw new ApiError('verification_already_verified');
  const status = isOver(row.abandon_at, browser.now) ? 'abandoned' : row.status;
  if (!OPERATIONS[status].includes(operation)) throw new ApiError('client_state_invalid');
  const account = await accountOfSignIn(services, row);
  if (row.user_id !== null && !account) throw new ApiError('client_state_invalid');
  await refuseSecondSession(services, browser, account?.user.id);
  return { row, account };
}
