import { isOver } from '../../clock.ts';
import type { ReverificationLevel } from '../../../protocol/status.ts';
import { ApiError } from '../../http/errors.ts';
import { newId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import { isFresh } from '../../sessions/session-status.ts';
import type { SignedIn } from '../../sessions/signed-in.ts';
import { blankReverification } from '../../storage/blank-rows.ts';
import type { ReverificationRow } from '../../storage/rows.ts';
import type { FactorAttempt, Preparation } from '../../factors/factor-input.ts';
import { chooseSecondFactor, hasSecondFactor } from '../../factors/second-factors.ts';
import {
  asFirstFactor,
  asSecondFactor,
  type Factor,
  type FactorContext,
  preparedColumns,
  type Proof,
} from '../../factors/factor.ts';
import type { Account } from '../../users/account.ts';
import { loadAccount } from '../../users/find-account.ts';
import { chooseReverifyingFactor } from './reverifying-factors.ts';

/** Milliseconds a reverification can be continued. */
const REVERIFICATION_MS = 3_600_000;

type Level = 'first' | 'second';

/**
 * Starts a reverification: a signed-in user proves again who they are. A user without a second factor proves the first
 * one, whatever level was asked for. For a user with one, `second_factor` skips a first factor that is still fresh.
 */
export async function startReverification(
  services: Services,
  { session, user, now }: SignedIn,
  level: ReverificationLevel,
): Promise<ReverificationRow> {
  const account = await accountOf(services, user.id);
  const hasSecond = hasSecondFactor(services.config, account);
  const skipsFirst = level === 'second_factor' && hasSecond && isFresh(session.first_factor_at, now);
  const status = skipsFirst ? 'needs_second_factor' : 'needs_first_factor';
  const row = blankReverification(
    { id: newId('rev'), session_id: session.id, level, status, abandon_at: now + REVERIFICATION_MS },
    now,
  );
  await services.storage.insertReverification(row);
  return row;
}

/** Sends or creates what the user needs to prove the factor that the strategy names. */
export async function prepareReverification(
  services: Services,
  signedIn: SignedIn,
  level: Level,
  { strategy, input }: Preparation,
): Promise<ReverificationRow> {
  const { row, account, factor } = await enter(services, signedIn, level, strategy);
  if (!factor.prepare) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  let attempt = row;
  const onAttach = (updated: ReverificationRow) => {
    attempt = updated;
  };
  const context = contextOf(signedIn, row, account, strategy, onAttach);
  await factor.prepare(services, signedIn, context, input);
  return attempt;
}

/** Verifies a factor. If nothing more is needed, the session records that its user was proven now. */
export async function attemptReverification(
  services: Services,
  signedIn: SignedIn,
  level: Level,
  { strategy, input }: FactorAttempt,
): Promise<ReverificationRow> {
  const { row, account, factor } = await enter(services, signedIn, level, strategy);
  if (!factor.attempt) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  const context = contextOf(signedIn, row, account, strategy);
  const proof = await factor.attempt(services, signedIn, context, input);
  if (proof.account && proof.account.user.id !== account.user.id) throw new ApiError('strategy_for_user_invalid');
  const proven = { row, account, strategy, proof, level };
  return ApiError.about(account.user.id, () => finish(services, signedIn, proven));
}

interface Entered {
  row: ReverificationRow;
  account: Account;
  factor: Factor;
}

async function enter(services: Services, signedIn: SignedIn, level: Level, strategy: string): Promise<Entered> {
  const row = await services.storage.findReverification(signedIn.session.id);
  if (!row || isOver(row.abandon_at, signedIn.now)) throw new ApiError('session_reverification_missing');
  if (row.status === 'complete') throw new ApiError('verification_already_verified');
  if (row.status !== `needs_${level}_factor`) throw new ApiError('client_state_invalid');
  const account = await accountOf(services, signedIn.user.id);
  const factor =
    level === 'first'
      ? chooseReverifyingFactor(services.config, account, strategy)
      : chooseSecondFactor(services.config, account, strategy, 'second');
  return { row, account, factor };
}

/** @param onAttach gets the reverification with what was sent or created for it */
function contextOf(
  { client }: SignedIn,
  row: ReverificationRow,
  account: Account,
  strategy: string,
  onAttach?: (updated: ReverificationRow) => void,
): FactorContext {
  const isFirst = row.status === 'needs_first_factor';
  return {
    level: isFirst ? 'first' : 'second',
    purpose: 'reverification',
    subject: row.id,
    strategy,
    clientId: client.id,
    locale: null,
    account,
    codeId: isFirst ? row.code_id : row.second_code_id,
    challengeId: isFirst ? row.challenge_id : row.second_challenge_id,
    async attach(tx, made) {
      const updated = await tx.updateReverification(row.id, row.version, preparedColumns(isFirst, strategy, made));
      if (!updated) throw new ApiError('client_state_invalid');
      onAttach?.(updated);
    },
  };
}

interface Proven {
  row: ReverificationRow;
  account: Account;
  strategy: string;
  proof: Proof;
  level: Level;
}

async function finish(
  { storage, config }: Services,
  { now }: SignedIn,
  { row, account, strategy, proof, level }: Proven,
): Promise<ReverificationRow> {
  const hasSecond = hasSecondFactor(config, account);
  const isBoth = level === 'first' && hasSecond && proof.satisfiesSecondFactor === true;
  const isOver = level === 'second' || isBoth || !hasSecond || row.level === 'first_factor';
  const strategies: Partial<ReverificationRow> =
    level === 'first' ? { strategy: asFirstFactor(strategy) } : { second_strategy: asSecondFactor(strategy) };
  return storage.transaction(async (tx) => {
    await proof.commit?.(tx);
    const ages = {
      ...(level === 'first' ? { first_factor_at: now } : {}),
      ...(level === 'second' || isBoth ? { second_factor_at: now } : {}),
    };
    if (!(await tx.verifySession(row.session_id, ages, now))) throw new ApiError('authentication_invalid');
    if (level === 'second' || isBoth || !hasSecond) await tx.clearTries(account.user.id);
    const status = isOver ? 'complete' : 'needs_second_factor';
    const done = await tx.updateReverification(row.id, row.version, { ...strategies, status });
    if (!done) throw new ApiError('client_state_invalid');
    return done;
  });
}

async function accountOf(services: Services, userId: string): Promise<Account> {
  const account = await loadAccount(services, userId, null);
  if (!account) throw new ApiError('authentication_invalid');
  return { ...account, isSignedIn: true };
}
