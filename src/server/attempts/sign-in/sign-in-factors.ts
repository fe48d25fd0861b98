import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { SignInRow } from '../../storage/rows.ts';
import { withoutEnumeration } from '../../enumeration/without-enumeration.ts';
import { refusePlaceholderCode } from '../../enumeration/uniform-account.ts';
import { chooseFirstFactor, findFirstFactor } from '../../factors/first-factors.ts';
import { chooseSecondFactor } from '../../factors/second-factors.ts';
import type { FirstFactor } from '../../factors/factor.ts';
import type { Account } from '../../users/account.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { finishFirstFactor, finishSecondFactor } from './finish-sign-in.ts';
import { findSignIn } from './find-sign-in.ts';
import { refuseSecondSession } from './refuse-second-session.ts';
import { factorContextOf, enterSignIn, levelOf } from './sign-in-steps.ts';

/** Sends or makes what the user needs to prove the factor that `strategy` names. */
export async function prepareFirstFactor(services: Services, context: RequestContext, id: string): Promise<SignInRow> {
  const { row, account } = await enterSignIn(services, context, id, 'prepare_first_factor');
  const { factor, strategy } = chosen(services, context, account);
  if (!factor.prepare) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  await factor.prepare(withoutEnumeration(services, account), context, factorContextOf(row, account, strategy));
  return findSignIn(services, context, id);
}

/** Judges the first factor. When it is right, the user is signed in, or the next step is due. */
export async function attemptFirstFactor(services: Services, context: RequestContext, id: string): Promise<SignInRow> {
  await hitRateLimit(services, context, 'attempt');
  const { row, account: named } = await enterSignIn(services, context, id, 'attempt_first_factor');
  const { factor, strategy } = chosen(services, context, named);
  if (!factor.attempt) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  const proof = await factor.attempt(services, context, factorContextOf(row, named, strategy));
  const account = proof.account ?? named;
  if (!account) throw new ApiError('client_state_invalid');
  await ApiError.about(account.user.id, () => refusePlaceholderCode(services, row, named));
  if (!named) await refuseSecondSession(services, context, account.user.id);
  return finishFirstFactor(services, context, { row, account, strategy, proof });
}

export async function prepareSecondFactor(services: Services, context: RequestContext, id: string): Promise<SignInRow> {
  const { row, account } = await enterSignIn(services, context, id, 'prepare_second_factor');
  if (!account) throw new ApiError('client_state_invalid');
  const strategy = context.params.required('strategy', 64);
  const factor = chooseSecondFactor(services.config, account, strategy, levelOf(row));
  if (!factor.prepare) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  await factor.prepare(services, context, factorContextOf(row, account, strategy));
  return findSignIn(services, context, id);
}

/** Judges the second factor and, when it is right, signs the user in. */
export async function attemptSecondFactor(services: Services, context: RequestContext, id: string): Promise<SignInRow> {
  await hitRateLimit(services, context, 'attempt');
  const { row, account } = await enterSignIn(services, context, id, 'attempt_second_factor');
  if (!account) throw new ApiError('client_state_invalid');
  const strategy = context.params.required('strategy', 64);
  const factor = chooseSecondFactor(services.config, account, strategy, levelOf(row));
  if (!factor.attempt) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  const proof = await factor.attempt(services, context, factorContextOf(row, account, strategy));
  return finishSecondFactor(services, context, { row, account, strategy, proof });
}

/** What `strategy` names: one of the account's factors, or, while nobody is named, one that tells who it is. */
function chosen(
  services: Services,
  { params }: RequestContext,
  account: Account | undefined,
): { factor: FirstFactor; strategy: string } {
  const strategy = params.required('strategy', 64);
  if (account) return { factor: chooseFirstFactor(services.config, account, strategy), strategy };
  const factor = findFirstFactor(strategy);
  if (!factor.startsWith) throw new ApiError('strategy_for_user_invalid');
  return { factor, strategy };
}
