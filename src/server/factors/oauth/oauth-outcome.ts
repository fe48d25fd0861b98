import type { VerificationJSON } from '../../../protocol/json/verification.ts';
import { ApiError } from '../../http/errors.ts';
import type { AuthorizationResult } from './authorization.ts';
import type { ExternalIdentity } from '../../oauth-providers/types.ts';
import type { Services } from '../../services.ts';
import { adoptClient, openClient } from '../../sessions/open-client.ts';
import { rotateClient } from '../../sessions/rotate-client.ts';
import type { ChallengeRow, ClientRow } from '../../storage/rows.ts';
import type { RequestContext } from '../../http/request-context.ts';

/** A visit to a provider whose answer is here, proven to be this browser's. */
export interface OAuthReturn {
  challenge: ChallengeRow;
  client: ClientRow;
  identity: ExternalIdentity;
}

/**
 * What follows from an identity, by what the visit was for.
 *
 * @returns true when somebody is signed in now
 * @throws {ApiError} to be shown by the page that goes on
 */
export type OAuthOutcome = (services: Services, context: RequestContext, answer: OAuthReturn) => Promise<boolean>;

/**
 * Notes that the identity can be taken on to the other form. The client gets a new cookie: whoever planted the old one
 * would otherwise go on in the name of the person who has just proven it.
 *
 * @param code why it has to be the other form
 */
export async function settleTransferable(
  { storage }: Services,
  context: RequestContext,
  { challenge, identity }: OAuthReturn,
  code: 'external_account_exists' | 'external_account_not_found',
): Promise<void> {
  const result: AuthorizationResult = { status: 'transferable', error: errorOf(new ApiError(code)), identity };
  const opened = await storage.transaction(async (tx) => {
    await tx.settleChallenge(challenge.id, JSON.stringify(result));
    const before = await openClient(tx, context);
    const newToken = await rotateClient(tx, context, before);
    return { client: (await tx.updateClient(before.client.id, {}, context.now)) ?? before.client, newToken };
  });
  adoptClient(context, opened);
}

/** An error as a verification shows it. */
export function errorOf(error: ApiError): NonNullable<VerificationJSON['error']> {
  const [{ code, message, long_message, meta } = { code: error.code, message: '', long_message: '', meta: {} }] =
    error.items;
  return { code, message, long_message: long_message ?? message, meta: { ...meta } };
}
