import { requireField } from '../../factors/factor-input.ts';
import { ONE_TAP, oneTapChallenge } from '../../factors/google-one-tap/one-tap-challenge.ts';
import type { AuthorizationResult } from '../../factors/oauth/authorization.ts';
import { findLinkedAccount } from '../../factors/oauth/linked-account.ts';
import { errorOf } from '../../factors/oauth/oauth-outcome.ts';
import type { FieldProof } from '../../factors/sign-up-verifiers.ts';
import { ApiError } from '../../http/errors.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { Services } from '../../services.ts';
import type { Browser } from '../../sessions/browser.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import { identityFields } from './identity-fields.ts';

/** What a request to sign up with Google One Tap has. */
export interface OneTapFields {
  strategy?: string | undefined;
  token?: string | undefined;
  nonce?: string | undefined;
}

/**
 * Proves the identity of a sign-up with an ID token of Google One Tap. The token is consumed in the transaction that
 * stores the sign-up. If the identity has an account, a sign-in can take it over (`transfer`).
 *
 * @param row the sign-up before this request
 * @returns undefined when the request has another strategy
 */
export async function proveByOneTap(
  services: Services,
  browser: Browser,
  row: SignUpRow,
  { strategy, token, nonce }: OneTapFields,
): Promise<FieldProof | undefined> {
  if (strategy !== ONE_TAP) return undefined;
  await hitRateLimit(services, browser, 'attempt');
  const input = { token: requireField(token, 'token'), nonce };
  const verified = await services.googleIdTokens.verify(input, browser.now);
  const { identity } = verified;
  const isKnown = (await findLinkedAccount(services, identity)) !== undefined;
  const result: AuthorizationResult = isKnown
    ? { status: 'transferable', error: errorOf(new ApiError('external_account_exists')), identity }
    : { status: 'verified', identity };
  const challenge = oneTapChallenge({ purpose: 'sign_up', subject: row.id }, verified, result, browser.now);
  const fields: Partial<SignUpRow> = isKnown
    ? { external_verified: false, external_strategy: identity.provider }
    : await identityFields(services, row, identity);
  return {
    patch: { ...fields, external_challenge_id: challenge.id },
    commit: (tx) => tx.insertChallenge(challenge),
  };
}
