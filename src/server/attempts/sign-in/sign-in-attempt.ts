import { ApiError } from '../../http/errors.ts';
import { tidy } from '../../identifiers/identifier-key.ts';
import { newId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import { adoptClient, findClient, openClient } from '../../sessions/open-client.ts';
import { blankSignIn } from '../../storage/blank-rows.ts';
import type { SignInRow } from '../../storage/rows.ts';
import { withoutEnumeration } from '../../enumeration/without-enumeration.ts';
import { isPlaceholder } from '../../enumeration/uniform-account.ts';
import { chooseFirstFactor, findFirstFactor, offerFirstFactors } from '../../factors/first-factors.ts';
import { pretendPassword } from '../../factors/password/password.ts';
import type { FirstFactor } from '../../factors/factor.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { findAccount } from '../../users/find-account.ts';
import { findSignIn } from './find-sign-in.ts';
import { finishFirstFactor } from './finish-sign-in.ts';
import { transferToSignIn } from '../sign-up/oauth-transfer.ts';
import { invitedIdentifier } from '../../factors/ticket/invited-identifier.ts';
import { refuseSecondSession } from './refuse-second-session.ts';
import { factorContextOf } from './sign-in-steps.ts';

/** Milliseconds an attempt can be continued. */
export const ATTEMPT_MS = 86_400_000;

/**
 * Starts a sign-in: empty, with an identifier alone, or with a strategy to be tried or prepared at once.
 * A password that comes along and is wrong leaves no attempt behind.
 */
export async function createSignIn(services: Services, context: RequestContext): Promise<SignInRow> {
  await hitRateLimit(services, context, 'createAttempt');
  await findClient(services, context);
  const { params } = context;
  const invited = await invitedIdentifier(services, context);
  const identifier = tidy(params.text('identifier', 254) ?? '') || invited;
  const named = invited === undefined ? params.text('strategy', 64) : undefined;
  const strategy = named || (params.has('password') ? 'password' : undefined);
  const asked = strategy === undefined ? undefined : findFirstFactor(strategy);
  await refuseSecondSession(services, context);
  if (params.boolean('transfer')) return transferToSignIn(services, context, newSignIn(context, {}));
  if (identifier === undefined) return createUnnamed(services, context, asked, strategy ?? '');
  const account = await findAccount(services, identifier);
  if (!account) {
    if (params.has('password')) await pretendPassword(services, context);
    throw new ApiError('form_identifier_not_found', { param: 'identifier' });
  }
  await refuseSecondSession(services, context, account.user.id);
  if (offerFirstFactors(services.config, account).length === 0) throw new ApiError('strategy_for_user_invalid');
  const factor = strategy === undefined ? undefined : chooseFirstFactor(services.config, account, strategy);
  const userId = isPlaceholder(account, account.user.id) ? null : account.user.id;
  const row = newSignIn(context, { status: 'needs_first_factor', identifier, user_id: userId });
  if (strategy !== undefined && factor?.attempt && params.has('password')) {
    await hitRateLimit(services, context, 'attempt');
    const proof = await factor.attempt(services, context, factorContextOf(row, account, strategy));
    return finishFirstFactor(services, context, { row, account, strategy, proof, isNew: true });
  }
  const attempt = await openSignIn(services, context, row);
  if (strategy === undefined || !factor?.prepare) return attempt;
  await factor.prepare(withoutEnumeration(services, account), context, factorContextOf(attempt, account, strategy));
  return findSignIn(services, context, attempt.id);
}

/** Starts a sign-in in which nobody is named: an empty one, or with a strategy that will tell who it is. */
async function createUnnamed(
  services: Services,
  context: RequestContext,
  factor: FirstFactor | undefined,
  strategy: string,
): Promise<SignInRow> {
  if (!factor) return openSignIn(services, context, newSignIn(context, {}));
  if (!factor.startsWith) throw new ApiError('form_param_missing', { param: 'identifier' });
  if (factor.startsWith === 'attempt') {
    await hitRateLimit(services, context, 'attempt');
    const row = newSignIn(context, { status: 'needs_first_factor' });
    const proof = await factor.attempt?.(services, context, factorContextOf(row, undefined, strategy));
    if (!proof?.account) throw new ApiError('client_state_invalid');
    await refuseSecondSession(services, context, proof.account.user.id);
    return finishFirstFactor(services, context, { row, account: proof.account, strategy, proof, isNew: true });
  }
  // A provider tells who it is on the way back; until then only those factors can be tried that need no name.
  const status = factor.attempt ? 'needs_first_factor' : 'needs_identifier';
  const attempt = await openSignIn(services, context, newSignIn(context, { status }));
  await factor.prepare?.(services, context, factorContextOf(attempt, undefined, strategy));
  return findSignIn(services, context, attempt.id);
}

function newSignIn({ params, now }: RequestContext, patch: Partial<SignInRow>): SignInRow {
  return {
    ...blankSignIn({ id: newId('sia'), client_id: '', abandon_at: now + ATTEMPT_MS }, now),
    locale: params.nullable('locale', 64) ?? null,
    timezone: params.nullable('timezone', 64) ?? null,
    ...patch,
  };
}

/** Writes a new attempt, and opens a client for it when the browser has none. */
export async function openSignIn({ storage }: Services, context: RequestContext, row: SignInRow): Promise<SignInRow> {
  const { attempt, opened } = await storage.transaction(async (tx) => {
    const before = await openClient(tx, context);
    const attempt = { ...row, client_id: before.client.id };
    await tx.insertSignIn(attempt);
    const client = await tx.updateClient(before.client.id, { sign_in_id: row.id }, context.now);
    return { attempt, opened: { ...before, client: client ?? before.client } };
  });
  adoptClient(context, opened);
  return attempt;
}
