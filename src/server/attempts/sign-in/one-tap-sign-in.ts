import { type AttemptInput, requireField } from '../../factors/factor-input.ts';
import { oneTapChallenge } from '../../factors/google-one-tap/one-tap-challenge.ts';
import { findLinkedAccount } from '../../factors/oauth/linked-account.ts';
import { ApiError } from '../../http/errors.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { Services } from '../../services.ts';
import type { Browser } from '../../sessions/browser.ts';
import type { SignInRow } from '../../storage/rows.ts';
import type { Step } from '../step.ts';
import { signInLinked } from './oauth-sign-in.ts';

/**
 * Starts a sign-in with an ID token of Google One Tap, and completes its first factor. The token is consumed in the same
 * transaction. A token without an account is not consumed: the client signs up with it.
 *
 * @param empty the new attempt
 * @throws {ApiError} `external_account_not_found` when the identity has no account
 */
export async function oneTapSignIn(
  services: Services,
  browser: Browser,
  empty: SignInRow,
  { token, nonce }: AttemptInput,
): Promise<Step<SignInRow>> {
  await hitRateLimit(services, browser, 'attempt');
  const input = { token: requireField(token, 'token'), nonce };
  const verified = await services.googleIdTokens.verify(input, browser.now);
  const { identity } = verified;
  const linked = await findLinkedAccount(services, identity);
  if (!linked) throw new ApiError('external_account_not_found');
  const own = { purpose: 'sign_in', subject: empty.id } as const;
  const challenge = oneTapChallenge(own, verified, { status: 'verified', identity }, browser.now);
  const row: SignInRow = { ...empty, status: 'needs_first_factor', challenge_id: challenge.id };
  return signInLinked(services, browser, { row, linked, identity, isNew: true }, (tx) => tx.insertChallenge(challenge));
}
