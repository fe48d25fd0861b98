import { decodeJsonObject } from '../../tokens/base64url.ts';
import { hashClientToken, isId, isToken } from '../ids.ts';
import type { Services } from '../services.ts';
import type { ClientRow } from '../storage/rows.ts';
import { findLiveSession } from './live-session.ts';

/**
 * Returns the client that a token belongs to: the token of a client, as its cookie or a native app has it, or a session
 * token that has not expired.
 *
 * @returns undefined when the token is neither, or its session is over
 */
export async function findClientOfToken(
  services: Pick<Services, 'storage' | 'signer' | 'config'>,
  token: string,
  now: number,
): Promise<ClientRow | undefined> {
  const { storage, signer, config } = services;
  if (isToken(token)) {
    for (const isHostOnly of [true, false]) {
      const client = await storage.findClientByToken(hashClientToken(token, isHostOnly), now);
      if (client) return client;
    }
    return undefined;
  }
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) || !signer.hasSigned(token)) return undefined;
  const claims = decodeJsonObject(token.split('.')[1] ?? '');
  const { sid, exp, iss } = claims ?? {};
  const isCurrent = typeof exp === 'number' && now < exp * 1000 && iss === `https://${config.frontendApi}`;
  if (!isCurrent || typeof sid !== 'string' || !isId(sid)) return undefined;
  return (await findLiveSession(services, sid, now))?.client;
}
