import type { Strategy } from '../../protocol/strategies.ts';
import { recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import { blankSession } from '../storage/blank-rows.ts';
import type { SessionRow, UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { RequestContext } from '../http/request-context.ts';
import { readDevice } from './device.ts';
import type { OpenedClient } from './open-client.ts';
import { rotateClient } from './rotate-client.ts';

export interface StartedSession {
  session: SessionRow;
  opened: OpenedClient;
}

/**
 * Signs a user in on a client, as a part of the transaction that completes the attempt.
 *
 * The client gets a new cookie and the old one is dead, so that a planted one is worth nothing (fixation). Of two
 * sign-ins that end at the same time on one client, one wins; the other one has to start again.
 *
 * @param strategy what proved the user
 * @param proven when the factors were proven, milliseconds
 */
export async function startSession(
  tx: StorageOps,
  { config }: Pick<Services, 'config'>,
  context: RequestContext,
  opened: OpenedClient,
  user: Pick<UserRow, 'id' | 'banned'>,
  strategy: Strategy,
  proven: { firstFactorAt: number; secondFactorAt: number | null } = {
    firstFactorAt: context.now,
    secondFactorAt: null,
  },
): Promise<StartedSession> {
  if (user.banned) throw new ApiError('user_banned');
  const { now } = context;
  const { client } = opened;
  const token = await rotateClient(tx, context, opened);
  const expireAt = now + config.session.lifetimeSeconds * 1000;
  const ids = { id: newId('sess'), client_id: client.id, user_id: user.id };
  const session: SessionRow = {
    ...blankSession({ ...ids, expire_at: expireAt, abandon_at: abandonAt(config, expireAt, now) }, now),
    first_factor_at: proven.firstFactorAt,
    second_factor_at: proven.secondFactorAt,
    ip_address: context.ip,
    ...readDevice(context.userAgent),
  };
  await tx.insertSession(session);
  const signedIn = await tx.updateClient(
    client.id,
    {
      last_active_session_id: session.id,
      last_authentication_strategy: strategy,
      sign_in_id: null,
      sign_up_id: null,
      uat: Math.floor(now / 1000),
    },
    now,
  );
  if (!signedIn) throw new ApiError('client_state_invalid');
  await tx.noteDevice(user.id, client.id, now);
  await tx.updateUser(user.id, { last_sign_in_at: now, last_active_at: now, failed_attempts: 0, retry_at: 0 }, now);
  await recordEvent(tx, context, { type: 'session.created', userId: user.id, id: session.id });
  return { session, opened: { client: signedIn, newToken: token } };
}

/** When a session that is not used from `now` on is abandoned; never later than it expires. */
export function abandonAt(config: Services['config'], expireAt: number, now: number): number {
  return Math.min(expireAt, now + config.session.inactivitySeconds * 1000);
}
