import { randomUUID } from 'node:crypto';
import { SESSION_TOKEN_SECONDS } from '../../protocol/tokens.ts';
import { signToken } from '../../tokens/sign.ts';
import { MAX_SESSION_TOKEN } from '../expressions/parse-claims.ts';
import { ApiError } from '../http/errors.ts';
import { fillInSessionClaims } from '../jwt-templates/session-claims.ts';
import type { Services } from '../services.ts';
import type { SessionRow } from '../storage/rows.ts';
import { factorAge } from './session-status.ts';

/** Seconds by which `nbf` lies before `iat`, for verifiers whose clock is behind. */
const NOT_BEFORE_LEEWAY = 10;
/** Milliseconds a token may be dated ahead of the clock; verifiers allow five seconds. */
const MAX_AHEAD = 3_000;

/** What a token is made with: the claims of the application need the storage, all others do not. */
export type Minting = Pick<Services, 'signer' | 'config' | 'storage' | 'sessionClaims' | 'logger'>;

/**
 * Makes a token of a live session, valid for 60 seconds, with the claims that the application adds.
 *
 * Server SDKs take a token that is older than `__client_uat` for stale, and on development instances the browser
 * derives that cookie from the client's `updated_at`. `updated_at` grows by a millisecond even when the clock stands
 * still, so the token is dated no earlier than `updated_at`.
 *
 * @param azp origin of the page that asked
 * @param clientUpdatedAt milliseconds
 * @param now milliseconds
 * @param seconds how long the token lives; verifiers accept at most 300
 * @throws {ApiError} 400 `token_too_large` when the user's data makes the token larger than a cookie can be. A token
 *   without the claims could allow more, or less, than one with them, so there is none
 */
export async function mintToken(
  services: Minting,
  session: Pick<SessionRow, 'id' | 'user_id' | 'first_factor_at' | 'second_factor_at' | 'actor'>,
  azp: string | undefined,
  clientUpdatedAt: number,
  now: number,
  seconds: number = SESSION_TOKEN_SECONDS,
): Promise<string> {
  const { signer, config } = services;
  const claims = services.sessionClaims && (await fillInSessionClaims(services, session));
  const iat = Math.floor(Math.max(now, Math.min(clientUpdatedAt, now + MAX_AHEAD)) / 1000);
  const token = signToken(
    {
      ...claims,
      ...(azp === undefined ? {} : { azp }),
      exp: iat + seconds,
      iat,
      nbf: iat - NOT_BEFORE_LEEWAY,
      iss: `https://${config.frontendApi}`,
      jti: randomUUID(),
      sid: session.id,
      sub: session.user_id,
      sts: 'active',
      fva: factorAge(session, now),
      ...(session.actor === null ? {} : { act: JSON.parse(session.actor) }),
      v: 2,
    },
    signer,
  );
  if (claims) requireSize(services, session.user_id, token);
  return token;
}

function requireSize({ logger }: Pick<Services, 'logger'>, userId: string, token: string): void {
  if (token.length <= MAX_SESSION_TOKEN) return;
  logger.error('a session token is too large', { user: userId, characters: token.length, most: MAX_SESSION_TOKEN });
  throw new ApiError('token_too_large', {
    longMessage:
      `With the data of this user, the setting session.claims makes a session token of ${token.length} characters, more ` +
      `than the ${MAX_SESSION_TOKEN} that fit into a cookie. Leave claims out, or shorten the metadata of the user.`,
  });
}

/** As {@link mintToken}, but null when the user's data makes the token too large, which is logged. */
export async function mintTokenIfFits(...args: Parameters<typeof mintToken>): Promise<string | null> {
  try {
    return await mintToken(...args);
  } catch (error) {
    if (error instanceof ApiError && (error.code === 'token_too_large' || error.code === 'token_claims_invalid'))
      return null;
    throw error;
  }
}
