import { verifySessionToken } from '../../tokens/verify.ts';
import { ApiError } from '../http/errors.ts';
import type { Actor } from '../http/request-context.ts';
import type { Services } from '../services.ts';
import { requireSession, type SignedIn } from './signed-in.ts';

/**
 * Finds the live session that a session token of this instance names, for callers that have nothing else.
 *
 * @param wanted id of a session, from `_clerk_session_id`; it may only be that of the token
 * @throws {ApiError} 401 when the token does not count or its session is over; the error does not tell why
 */
export async function requireTokenSession(
  { storage, signer, config }: Pick<Services, 'storage' | 'signer' | 'config'>,
  { now, ip, ipBucket, place, userAgent, languages, azp }: Actor,
  token: string,
  wanted: string | null,
): Promise<SignedIn> {
  const { data: claims } = await verifySessionToken(token, {
    key: (kid) => (kid === signer.kid ? { alg: 'RS256', verify: signer.hasSigned } : undefined),
    issuer: `https://${config.frontendApi}`,
    now: () => now,
  });
  // A page sends the tokens that were made for it. An app without an origin has those of any page.
  const isOfPage = azp === undefined || claims?.azp === undefined || claims.azp === azp;
  const session = claims && isOfPage ? await storage.findSession(claims.sid) : undefined;
  const client = session?.user_id === claims?.sub && session && (await storage.findClient(session.client_id));
  if (!client || (wanted !== null && wanted !== session.id)) throw new ApiError('authentication_invalid');
  const known = { client, clientCookie: null, superseded: undefined, isCookieNew: false, isSessionOnly: true };
  const actor = { now, ip, ipBucket, place, userAgent, languages, azp };
  return requireSession({ storage }, { ...actor, ...known }, session.id);
}
