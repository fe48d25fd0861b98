import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import type { ClientRow, SessionRow, UserRow } from '../storage/rows.ts';
import type { RequestContext } from '../http/request-context.ts';
import { findClient } from './open-client.ts';

/** Who makes a request about themselves. */
export interface SignedIn {
  client: ClientRow;
  session: SessionRow;
  user: UserRow;
}

/**
 * The live session a request is made for: the one `_clerk_session_id` names, else the client's last active one,
 * else its newest.
 *
 * @throws {ApiError} 401 when there is none; which reason it has is not told
 */
export async function requireSession(services: Services, context: RequestContext): Promise<SignedIn> {
  const { storage } = services;
  const client = await findClient(services, context);
  if (!client) throw new ApiError('authentication_invalid');
  const live = await storage.listClientSessions(client.id, context.now);
  const wanted = context.query.get('_clerk_session_id');
  const session = wanted
    ? live.find((each) => each.id === wanted)
    : (live.find((each) => each.id === client.last_active_session_id) ?? live.at(-1));
  const user = session && (await storage.findUser(session.user_id));
  if (!session || !user || user.banned) throw new ApiError('authentication_invalid');
  return { client, session, user };
}
