import { randomUUID } from 'node:crypto';
import { SESSION_TOKEN_SECONDS } from '../../protocol/tokens.ts';
import { signToken } from '../../tokens/sign.ts';
import type { Services } from '../services.ts';
import type { SessionRow } from '../storage/rows.ts';
import { factorAge } from './session-status.ts';

/** Seconds by which `nbf` lies before `iat`, for verifiers whose clock is behind. */
const NOT_BEFORE_LEEWAY = 10;
/** Milliseconds a token may be dated ahead of the clock; verifiers allow five seconds. */
const MAX_AHEAD = 3_000;

/**
 * Signs a token of a live session, valid for 60 seconds.
 *
 * Server SDKs take a token that is older than `__client_uat` for stale, and on development instances the browser
 * derives that cookie from the client's `updated_at`. `updated_at` grows by a millisecond even when the clock stands
 * still, so the token is dated no earlier than `updated_at`.
 *
 * @param azp origin of the page that asked
 * @param clientUpdatedAt milliseconds
 * @param now milliseconds
 * @param seconds how long the token lives; verifiers accept at most 300
 */
export function mintToken(
  { signer, config }: Pick<Services, 'signer' | 'config'>,
  session: Pick<SessionRow, 'id' | 'user_id' | 'first_factor_at' | 'second_factor_at'>,
  azp: string | undefined,
  clientUpdatedAt: number,
  now: number,
  seconds: number = SESSION_TOKEN_SECONDS,
): string {
  const iat = Math.floor(Math.max(now, Math.min(clientUpdatedAt, now + MAX_AHEAD)) / 1000);
  return signToken(
    {
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
      v: 2,
    },
    signer,
  );
}
