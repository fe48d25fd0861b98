import { parseAttemptInput, parsePrepareInput } from '../../frontend-api/parse-factor-input.ts';
import { ApiError } from '../../http/errors.ts';
import { refusePlaceholderCode } from '../../enumeration/uniform-account.ts';
import { withoutEnumeration } from '../../enumeration/without-enumeration.ts';
import type { Factor } from '../../factors/factor.ts';
import { chooseFirstFactor, findFirstFactor } from '../../factors/first-factors.ts';
import { chooseSecondFactor } from '../../factors/second-factors.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { Services } from '../../services.ts';
import type { Browser } from '../../sessions/browser.ts';
import type { SignInRow } from '../../storage/rows.ts';
import type { Account } from '../../users/account.ts';
import { afterPreparing, refuseSecondSession, type Step } from '../step.ts';
import { enterSignIn } from './enter-sign-in.ts';
import { factorContextOf, levelOf } from './factor-context.ts';
import { finishFirstFactor } from './finish-first-factor.ts';
import { finishSecondFactor } from './finish-second-factor.ts';

/** A factor that a sign-in goes on with. */
export interface ChosenFactor {
  factor: Factor;
  strategy: string;
  /** Undefined while the attempt has no identifier. */
  account: Account | undefined;
}

/** Sends or makes what the user needs for the first factor that the strategy names. */
export async function prepareFirstFactor(services: Services, browser: Browser, id: string): Promise<Step<SignInRow>> {
  const { row, account } = await enterSignIn(services, browser, id, 'prepare_first_factor');
  const chosen = choose(services, account, browser.params.required('strategy', 64));
  return prepareFactor(services, { attempt: row, browser }, chosen);
}

/** Verifies the first factor. If it is right, the user is signed in, or the next step is due. */
export async function attemptFirstFactor(services: Services, browser: Browser, id: string): Promise<Step<SignInRow>> {
  await hitRateLimit(services, browser, 'attempt');
  const { row, account: named } = await enterSignIn(services, browser, id, 'attempt_first_factor');
  const { factor, strategy } = choose(services, named, browser.params.required('strategy', 64));
  if (!factor.attempt) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  const input = parseAttemptInput(browser.params, strategy);
  const proof = await factor.attempt(services, browser, factorContextOf(row, named, strategy), input);
  const account = proof.account ?? named;
  if (!account) throw new ApiError('client_state_invalid');
  await ApiError.about(account.user.id, () => refusePlaceholderCode(services, row, named));
  if (!named) await refuseSecondSession(services, browser, account.user.id);
  return finishFirstFactor(services, browser, { row, account, strategy, proof });
}

/** Sends or makes what the user needs for the second factor that the strategy names. */
export async function prepareSecondFactor(services: Services, browser: Browser, id: string): Promise<Step<SignInRow>> {
  const { row, account } = await enterSignIn(services, browser, id, 'prepare_second_factor');
  if (!account) throw new ApiError('client_state_invalid');
  const strategy = browser.params.required('strategy', 64);
  const factor = chooseSecondFactor(services.config, account, strategy, levelOf(row));
  return prepareFactor(services, { attempt: row, browser }, { factor, strategy, account });
}

/** Verifies the second factor. If it is right, the user is signed in. */
export async function attemptSecondFactor(services: Services, browser: Browser, id: string): Promise<Step<SignInRow>> {
  await hitRateLimit(services, browser, 'attempt');
  const { row, account } = await enterSignIn(services, browser, id, 'attempt_second_factor');
  if (!account) throw new ApiError('client_state_invalid');
  const strategy = browser.params.required('strategy', 64);
  const factor = chooseSecondFactor(services.config, account, strategy, levelOf(row));
  if (!factor.attempt) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  const input = parseAttemptInput(browser.params, strategy);
  const proof = await factor.attempt(services, browser, factorContextOf(row, account, strategy), input);
  return finishSecondFactor(services, browser, { row, account, strategy, proof });
}

/**
 * Sends or makes what the user needs to prove a factor.
 *
 * @throws {ApiError} `verification_strategy_invalid` when nothing can be prepared for it
 */
export async function prepareFactor(
  services: Services,
  { attempt: row, browser }: Step<SignInRow>,
  { factor, strategy, account }: ChosenFactor,
): Promise<Step<SignInRow>> {
  if (!factor.prepare) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  let attempt = row;
  const context = factorContextOf(row, account, strategy, (updated) => {
    attempt = updated;
  });
  const input = parsePrepareInput(browser.params, strategy);
  const prepared = await factor.prepare(withoutEnumeration(services, account), browser, context, input);
  return { attempt, browser: await afterPreparing(services, browser, prepared), authorization: prepared.authorization };
}

/** Finds what a strategy names: one of the account's factors or, without an account, one that identifies the user. */
function choose({ config }: Services, account: Account | undefined, strategy: string): ChosenFactor {
  if (account) return { factor: chooseFirstFactor(config, account, strategy), strategy, account };
  const factor = findFirstFactor(strategy);
  if (!factor.identifierless) throw new ApiError('strategy_for_user_invalid');
  return { factor, strategy, account };
}
