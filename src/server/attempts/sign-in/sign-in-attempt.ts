import { ApiError } from '../../http/errors.ts';
import { tidy } from '../../identifiers/identifier-key.ts';
import { newId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import { adoptClient, findClient, openClient } from '../../sessions/open-client.ts';
import type { SignInRow } from '../../storage/rows.ts';
import { discreet } from '../../enumeration/without-enumeration.ts';
import { isDecoy } from '../../enumeration/uniform-account.ts';
import { chooseFirstFactor, findFirstFactor, offerFirstFactors } from '../../factors/first-factors.ts';
import { pretendPassword } from '../../factors/password/password.ts';
import type { FirstFactor } from '../../factors/factor.ts';
import { takeLimit } from '../../http/rate-limit.ts';
import type { Visit } from '../../http/request-context.ts';
import { findAccount } from '../../users/find-account.ts';
import { findSignIn } from './find-sign-in.ts';
import { finishFirstFactor } from './finish-sign-in.ts';
import { transferToSignIn } from '../sign-up/oauth-transfer.ts';
import { invitedIdentifier } from '../../factors/ticket/invited-identifier.ts';
import { refuseSecondSession } from './refuse-second-session.ts';
import { ceremonyOf } from './sign-in-steps.ts';

/** Milliseconds an attempt can be continued. */
export const ATTEMPT_MS = 86_400_000;

/**
 * Starts a sign-in: empty, with an identifier alone, or with a strategy to be tried or prepared at once.
 * A password that comes along and is wrong leaves no attempt behind.
 */
export async function createSignIn(services: Services, visit: Visit): Promise<SignInRow> {
  await takeLimit(services, visit, 'createAttempt');
  await findClient(services, visit);
  const { params } = visit;
  const invited = await invitedIdentifier(services, visit);
  const identifier = tidy(params.text('identifier', 254) ?? '') || invited;
  const named = invited === undefined ? params.text('strategy', 64) : undefined;
  const strategy = named || (params.has('password') ? 'password' : undefined);
  const asked = strategy === undefined ? undefined : findFirstFactor(strategy);
  await refuseSecondSession(services, visit);
  if (params.boolean('transfer')) return transferToSignIn(services, visit, newSignIn(visit, {}));
  if (identifier === undefined) return createUnnamed(services, visit, asked, strategy ?? '');
  const account = await findAccount(services, identifier);
  if (!account) {
    if (params.has('password')) await pretendPassword(services, visit);
    throw new ApiError('form_identifier_not_found', { param: 'identifier' });
  }
  await refuseSecondSession(services, visit, account.user.id);
  if (offerFirstFactors(services.config, account).length === 0) throw new ApiError('strategy_for_user_invalid');
  const factor = strategy === undefined ? undefined : chooseFirstFactor(services.config, account, strategy);
  const userId = isDecoy(account, account.user.id) ? null : account.user.id;
  const row = newSignIn(visit, { status: 'needs_first_factor', identifier, user_id: userId });
  if (strategy !== undefined && factor?.attempt && params.has('password')) {
    await takeLimit(services, visit, 'attempt');
    const proof = await factor.attempt(services, visit, ceremonyOf(row, account, strategy));
    return finishFirstFactor(services, visit, { row, account, strategy, proof, isNew: true });
  }
  const attempt = await openSignIn(services, visit, row);
  if (strategy === undefined || !factor?.prepare) return attempt;
  await factor.prepare(discreet(services, account), visit, ceremonyOf(attempt, account, strategy));
  return findSignIn(services, visit, attempt.id);
}

/** Starts a sign-in in which nobody is named: an empty one, or with a strategy that will tell who it is. */
async function createUnnamed(
  services: Services,
  visit: Visit,
  factor: FirstFactor | undefined,
  strategy: string,
): Promise<SignInRow> {
  if (!factor) return openSignIn(services, visit, newSignIn(visit, {}));
  if (!factor.startsWith) throw new ApiError('form_param_missing', { param: 'identifier' });
  if (factor.startsWith === 'attempt') {
    await takeLimit(services, visit, 'attempt');
    const row = newSignIn(visit, { status: 'needs_first_factor' });
    const proof = await factor.attempt?.(services, visit, ceremonyOf(row, undefined, strategy));
    if (!proof?.account) throw new ApiError('client_state_invalid');
    await refuseSecondSession(services, visit, proof.account.user.id);
    return finishFirstFactor(services, visit, { row, account: proof.account, strategy, proof, isNew: true });
  }
  // A provider tells who it is on the way back; until then only those factors can be tried that need no name.
  const status = factor.attempt ? 'needs_first_factor' : 'needs_identifier';
  const attempt = await openSignIn(services, visit, newSignIn(visit, { status }));
  await factor.prepare?.(services, visit, ceremonyOf(attempt, undefined, strategy));
  return findSignIn(services, visit, attempt.id);
}

function newSignIn({ params, now }: Visit, patch: Partial<SignInRow>): SignInRow {
  return {
    id: newId('sia'),
    client_id: '',
    status: 'needs_identifier',
    identifier: null,
    user_id: null,
    strategy: null,
    code_id: null,
    challenge_id: null,
    first_factor_at: null,
    second_strategy: null,
    second_code_id: null,
    second_challenge_id: null,
    client_trust_state: null,
    created_session_id: null,
    locale: params.nullable('locale', 64) ?? null,
    timezone: params.nullable('timezone', 64) ?? null,
    abandon_at: now + ATTEMPT_MS,
    version: 1,
    created_at: now,
    ...patch,
  };
}

/** Writes a new attempt, and opens a client for it when the browser has none. */
export async function openSignIn({ storage }: Services, visit: Visit, row: SignInRow): Promise<SignInRow> {
  const { attempt, opened } = await storage.transaction(async (tx) => {
    const before = await openClient(tx, visit);
    const attempt = { ...row, client_id: before.client.id };
    await tx.insertSignIn(attempt);
    const client = await tx.updateClient(before.client.id, { sign_in_id: row.id }, visit.now);
    return { attempt, opened: { ...before, client: client ?? before.client } };
  });
  adoptClient(visit, opened);
  return attempt;
}
