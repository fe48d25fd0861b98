import { ApiError } from '../http/errors.ts';
import { isId } from '../ids.ts';
import type { Services } from '../services.ts';
import type { ClientRow, SessionRow } from '../storage/rows.ts';
import type { Browser } from './browser.ts';
import { noteActiveDay } from './note-activity.ts';
import { activityOf } from './place.ts';
import { abandonAt, statusOf } from './session-status.ts';
import type { SignedIn } from './signed-in.ts';

/** A session and its client. */
export interface ClientSession {
  client: ClientRow;
  session: SessionRow;
}

/**
 * Returns a session of a browser, live or over.
 *
 * @throws {ApiError} 401 when the browser has no client, 404 when its client has no such session
 */
export async function requireClientSession(
  { storage }: Pick<Services, 'storage'>,
  { client }: Browser,
  id: string,
): Promise<ClientSession> {
  if (!client) throw new ApiError('authentication_invalid');
  const session = isId(id) ? await storage.findSession(id) : undefined;
  if (session?.client_id !== client.id) throw new ApiError('resource_not_found');
  return { client, session };
}

/**
 * Returns a live session of a browser with its user.
 *
 * @throws {ApiError} as {@link requireClientSession}, and 401 when the session is over or its user banned
 */
export async function requireLiveSession(
  services: Pick<Services, 'storage'>,
  browser: Browser,
  id: string,
): Promise<SignedIn> {
  const { client, session } = await requireClientSession(services, browser, id);
  const user = await services.storage.findUser(session.user_id);
  const isLive = statusOf(session, browser.now) === 'active';
  if (!user || user.banned || !isLive) throw new ApiError('authentication_invalid');
  return { ...browser, client, session, user };
}

/** Makes a session the client's last active one, and records that its user is active. @throws {ApiError} 401 when over */
export async function touchSession(
  { storage, config }: Pick<Services, 'storage' | 'config'>,
  signedIn: SignedIn,
): Promise<void> {
  const { client, session, user, now } = signedIn;
  const until = abandonAt(config, session.expire_at, now);
  await storage.transaction(async (tx) => {
    const touched = await tx.touchSession(session.id, until, now, true, activityOf(signedIn));
    if (!touched) throw new ApiError('authentication_invalid');
    await noteActiveDay(tx, session, now);
    await tx.updateClient(client.id, { last_active_session_id: session.id }, now);
    await tx.updateUser(user.id, { last_active_at: now }, now);
  });
}
