import type { VerificationJSON } from '../../../protocol/json/verification.ts';
import { ApiError } from '../../http/errors.ts';
import type { ExternalIdentity } from '../../oauth-providers/types.ts';
import type { Services } from '../../services.ts';
import { type Browser, type KnownBrowser, openClient, rotateClient } from '../../sessions/browser.ts';
import type { ChallengeRow } from '../../storage/rows.ts';
import type { AuthorizationResult } from './authorization.ts';

/** The provider's answer to an authorization request that this browser started. */
export interface OAuthReturn {
  challenge: ChallengeRow;
  identity: ExternalIdentity;
}

/** What an identity led to. */
export interface OAuthResult {
  browser: Browser;
  /** A user is signed in now. */
  isSignedIn: boolean;
}

/**
 * Does what an authorization request was made for.
 *
 * @throws {ApiError} to be shown by the page that goes on
 */
export type OAuthOutcome = (services: Services, browser: KnownBrowser, answer: OAuthReturn) => Promise<OAuthResult>;

/**
 * Records that the identity can be transferred to the other form. The client gets a new cookie: an attacker who planted
 * the old one could otherwise go on as the person who has just proven the identity.
 *
 * @param code why it has to be the other form
 */
export async function settleTransferable(
  services: Services,
  browser: KnownBrowser,
  { challenge, identity }: OAuthReturn,
  code: 'external_account_exists' | 'external_account_not_found',
): Promise<OAuthResult> {
  const result: AuthorizationResult = { status: 'transferable', error: errorOf(new ApiError(code)), identity };
  return services.storage.transaction(async (tx) => {
    await tx.settleChallenge(challenge.id, JSON.stringify(result));
    const rotated = await rotateClient(tx, services, await openClient(tx, services, browser));
    const client = (await tx.updateClient(rotated.client.id, {}, browser.now)) ?? rotated.client;
    return { browser: { ...rotated, client }, isSignedIn: false };
  });
}

/** An error as a verification shows it. */
export function errorOf(error: ApiError): NonNullable<VerificationJSON['error']> {
  const [{ code, message, long_message, meta } = { code: error.code, message: '', long_message: '', meta: {} }] =
    error.items;
  return { code, message, long_message: long_message ?? message, meta: { ...meta } };
}
