import { asFirstFactor, asSecondFactor } from '../../factors/factor.ts';
import { connectPendingIdentity, translateConnectedViolation } from '../../factors/oauth/linked-account.ts';
import { hasSecondFactor } from '../../factors/second-factors.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { Browser } from '../../sessions/browser.ts';
import { startSession } from '../../sessions/start-session.ts';
import type { SignInRow } from '../../storage/rows.ts';
import type { Step } from '../step.ts';
import type { ProvenFactor } from './finish-first-factor.ts';
import { storeSignIn } from './store-sign-in.ts';

/** Stores the last factor of a sign-in: starts a session, and connects the identity that waited for it. */
export function finishSecondFactor(
  services: Services,
  browser: Browser,
  proven: ProvenFactor,
): Promise<Step<SignInRow>> {
  return ApiError.about(proven.account.user.id, () => complete(services, browser, proven));
}

async function complete(
  services: Services,
  browser: Browser,
  { row, account, strategy, proof }: ProvenFactor,
): Promise<Step<SignInRow>> {
  const { user } = account;
  const isSecond = row.status === 'needs_second_factor';
  // The first factor was proven before the password was changed, maybe by the person it was changed for.
  const isOlder = (user.password_updated_at ?? 0) > (row.first_factor_at ?? 0);
  if (isOlder && !row.strategy?.startsWith('reset_password_')) throw new ApiError('client_state_invalid');
  // The account got a second factor meanwhile, and trust in a device proves less than that.
  if (!isSecond && hasSecondFactor(services.config, account)) throw new ApiError('client_state_invalid');
  const storing = storeSignIn(services, browser, {
    row,
    user,
    proof,
    async change(tx, opened) {
      await connectPendingIdentity({ storage: tx, config: services.config }, browser, row, account);
      const first = asFirstFactor(row.strategy ?? strategy);
      const started = await startSession(tx, services, opened, user, first, {
        firstFactorAt: row.first_factor_at ?? browser.now,
        secondFactorAt: isSecond ? browser.now : null,
      });
      const patch = { status: 'complete', second_strategy: asSecondFactor(strategy) } as const;
      return { browser: started.browser, patch: { ...patch, created_session_id: started.session.id } };
    },
  });
  return translateConnectedViolation(storing);
}
