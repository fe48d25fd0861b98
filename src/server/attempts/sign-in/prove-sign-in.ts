import { refusePlaceholderCode } from '../../enumeration/uniform-account.ts';
import { withoutEnumeration } from '../../enumeration/without-enumeration.ts';
import type { Factor } from '../../factors/factor.ts';
import type { FactorAttempt, Preparation, PrepareInput } from '../../factors/factor-input.ts';
import { chooseFirstFactor, findFirstFactor } from '../../factors/first-factors.ts';
import { chooseSecondFactor } from '../../factors/second-factors.ts';
import { ApiError } from '../../http/errors.ts';
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

/** Sends or creates what the user needs for the first factor that the strategy names. */
export async function prepareFirstFactor(
  services: Services,
  browser: Browser,
  id: string,
  { strategy, input }: Preparation,
): Promise<Step<SignInRow>> {
  const { row, account } = await enterSignIn(services, browser, id, 'prepare_first_factor');
  return prepareFactor(services, { attempt: row, browser }, choose(services, account, strategy), input);
}

/** Verifies the first factor. If it is right, the user is signed in, or the next step is due. */
export async function attemptFirstFactor(
  services: Services,
  browser: Browser,
  id: string,
  { strategy, input }: FactorAttempt,
): Promise<Step<SignInRow>> {
  const { row, account: known } = await enterSignIn(services, browser, id, 'attempt_first_factor');
  const { factor } = choose(services, known, strategy);
  if (!factor.attempt) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  const proof = await factor.attempt(services, browser, factorContextOf(row, known, strategy), input);
  const account = proof.account ?? known;
  if (!account) throw new ApiError('client_state_invalid');
  await ApiError.about(account.user.id, () => refusePlaceholderCode(services, row, known));
  if (!known) await refuseSecondSession(services, browser, account.user.id);
  return finishFirstFactor(services, browser, { row, account, strategy, proof });
}

/** Sends or creates what the user needs for the second factor that the strategy names. */
export async function prepareSecondFactor(
  services: Services,
  browser: Browser,
  id: string,
  { strategy, input }: Preparation,
): Promise<Step<SignInRow>> {
  const { row, account } = await enterSignIn(services, browser, id, 'prepare_second_factor');
  if (!account) throw new ApiError('client_state_invalid');
  const factor = chooseSecondFactor(services.config, account, strategy, levelOf(row));
  return prepareFactor(services, { attempt: row, browser }, { factor, strategy, account }, input);
}

/** Verifies the second factor. If it is right, the user is signed in. */
export async function attemptSecondFactor(
  services: Services,
  browser: Browser,
  id: string,
  { strategy, input }: FactorAttempt,
): Promise<Step<SignInRow>> {
  const { row, account } = await enterSignIn(services, browser, id, 'attempt_second_factor');
  if (!account) throw new ApiError('client_state_invalid');
  const factor = chooseSecondFactor(services.config, account, strategy, levelOf(row));
  if (!factor.attempt) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  const proof = await factor.attempt(services, browser, factorContextOf(row, account, strategy), input);
  return finishSecondFactor(services, browser, { row, account, strategy, proof });
}

/**
 * Sends or creates what the user needs to prove a factor.
 *
 * @throws {ApiError} `verification_strategy_invalid` when nothing can be prepared for it
 */
export async function prepareFactor(
  services: Services,
  { attempt: row, browser }: Step<SignInRow>,
  { factor, strategy, account }: ChosenFactor,
  input: PrepareInput,
): Promise<Step<SignInRow>> {
  if (!factor.prepare) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  let attempt = row;
  const context = factorContextOf(row, account, strategy, (updated) => {
    attempt = updated;
  });
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
