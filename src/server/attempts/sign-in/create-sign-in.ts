import { isPlaceholder } from '../../enumeration/uniform-account.ts';
import type { FirstFactor } from '../../factors/factor.ts';
import { type AttemptInput, requireField } from '../../factors/factor-input.ts';
import { chooseFirstFactor, findFirstFactor, offerFirstFactors } from '../../factors/first-factors.ts';
import { ONE_TAP } from '../../factors/google-one-tap/one-tap-challenge.ts';
import { pretendPassword } from '../../factors/password/password.ts';
import { invitedIdentifier } from '../../factors/ticket/ticket-factor.ts';
import { ApiError } from '../../http/errors.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import { newId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import { type Browser, openClient } from '../../sessions/browser.ts';
import { blankSignIn } from '../../storage/blank-rows.ts';
import type { SignInRow } from '../../storage/rows.ts';
import { findAccount } from '../../users/find-account.ts';
import { ATTEMPT_MS, refuseSecondSession, type Step } from '../step.ts';
import { factorContextOf } from './factor-context.ts';
import { finishFirstFactor } from './finish-first-factor.ts';
import type { ChosenFactor } from './prove-sign-in.ts';
import { transferToSignIn } from './oauth-sign-in.ts';
import { oneTapSignIn } from './one-tap-sign-in.ts';

/** What a request to start a sign-in asks for. */
export interface NewSignIn {
  /** The identifier as the user typed it. */
  identifier?: string | undefined;
  /** The factor to attempt or prepare at once; default: the password, if there is one. */
  strategy?: string | undefined;
  /** What the user gave to prove the factor. */
  proof: AttemptInput;
  /** Goes on with the identity that this browser's sign-up found to have an account. */
  transfer: boolean;
  locale: string | null;
  timezone: string | null;
}

/** The stored attempt, the browser with its client, and the factor to prepare next. */
export interface CreatedSignIn extends Step<SignInRow> {
  /** The factor that the request asks to prepare at once; see `prepareFactor`. */
  next?: ChosenFactor;
}

/**
 * Starts a sign-in: an empty one, one with an identifier alone, or one with a strategy to attempt or prepare at once.
 * If the request includes a wrong password, the server stores no attempt.
 *
 * The caller prepares the factor in `next`. If that fails, the attempt and the browser's new cookie remain.
 */
export async function createSignIn(services: Services, browser: Browser, input: NewSignIn): Promise<CreatedSignIn> {
  const { proof, transfer } = input;
  const invited =
    input.strategy === 'ticket'
      ? await invitedIdentifier(services, browser, requireField(proof.ticket, 'ticket'))
      : undefined;
  const identifier = input.identifier ?? invited;
  const named = invited === undefined ? input.strategy : undefined;
  const strategy = named ?? (proof.password === undefined ? undefined : 'password');
  if (strategy === ONE_TAP) {
    await refuseSecondSession(services, browser);
    return oneTapSignIn(services, browser, newSignIn(browser, input, {}), proof);
  }
  const asked = strategy === undefined ? undefined : findFirstFactor(strategy);
  await refuseSecondSession(services, browser);
  if (transfer) return transferToSignIn(services, browser, newSignIn(browser, input, {}));
  if (identifier === undefined) return createWithoutIdentifier(services, browser, input, asked, strategy ?? '');
  const account = await findAccount(services, identifier);
  if (!account) {
    if (proof.password !== undefined) await pretendPassword(services, browser, proof.password);
    throw new ApiError('form_identifier_not_found', { param: 'identifier' });
  }
  await refuseSecondSession(services, browser, account.user.id);
  if (offerFirstFactors(services.config, account).length === 0) throw new ApiError('strategy_for_user_invalid');
  const factor = strategy === undefined ? undefined : chooseFirstFactor(services.config, account, strategy);
  const userId = isPlaceholder(account, account.user.id) ? null : account.user.id;
  const row = newSignIn(browser, input, { status: 'needs_first_factor', identifier, user_id: userId });
  if (strategy !== undefined && factor?.attempt && proof.password !== undefined) {
    await hitRateLimit(services, browser, 'attempt');
    const proven = await factor.attempt(services, browser, factorContextOf(row, account, strategy), proof);
    return finishFirstFactor(services, browser, { row, account, strategy, proof: proven, isNew: true });
  }
  const opened = await openSignIn(services, browser, row);
  return strategy !== undefined && factor?.prepare ? { ...opened, next: { factor, strategy, account } } : opened;
}

/** Starts a sign-in without an identifier: an empty one, or one with a strategy that identifies the user. */
async function createWithoutIdentifier(
  services: Services,
  browser: Browser,
  input: NewSignIn,
  factor: FirstFactor | undefined,
  strategy: string,
): Promise<CreatedSignIn> {
  if (!factor) return openSignIn(services, browser, newSignIn(browser, input, {}));
  if (!factor.identifierless) throw new ApiError('form_param_missing', { param: 'identifier' });
  if (factor.identifierless === 'attempt') {
    await hitRateLimit(services, browser, 'attempt');
    const row = newSignIn(browser, input, { status: 'needs_first_factor' });
    const proof = await factor.attempt?.(services, browser, factorContextOf(row, undefined, strategy), input.proof);
    if (!proof?.account) throw new ApiError('client_state_invalid');
    await refuseSecondSession(services, browser, proof.account.user.id);
    return finishFirstFactor(services, browser, { row, account: proof.account, strategy, proof, isNew: true });
  }
  // A provider identifies the user when it sends the user back. Until then, the user can attempt only factors that need
  // no identifier.
  const status = factor.attempt ? 'needs_first_factor' : 'needs_identifier';
  const opened = await openSignIn(services, browser, newSignIn(browser, input, { status }));
  return factor.prepare ? { ...opened, next: { factor, strategy, account: undefined } } : opened;
}

function newSignIn({ now }: Browser, { locale, timezone }: NewSignIn, patch: Partial<SignInRow>): SignInRow {
  return {
    ...blankSignIn({ id: newId('sia'), client_id: '', abandon_at: now + ATTEMPT_MS }, now),
    locale,
    timezone,
    ...patch,
  };
}

/** Stores a new attempt, and opens a client for it if the browser has none. */
async function openSignIn(services: Services, browser: Browser, row: SignInRow): Promise<Step<SignInRow>> {
  return services.storage.transaction(async (tx) => {
    const opened = await openClient(tx, services, browser);
    const attempt = { ...row, client_id: opened.client.id };
    await tx.insertSignIn(attempt);
    const client = (await tx.updateClient(opened.client.id, { sign_in_id: row.id }, browser.now)) ?? opened.client;
    return { attempt, browser: { ...opened, client } };
  });
}
