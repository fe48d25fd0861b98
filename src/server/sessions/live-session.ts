import { isId } from '../ids.ts';
import type { Services } from '../services.ts';
import type { LiveSession } from './page-cookies.ts';
import { statusOf } from './session-status.ts';

/** Finds a session that can be used at this moment: it is not over, and its user is not banned. */
export async function findLiveSession(
  { storage }: Pick<Services, 'storage'>,
  id: string,
  now: number,
): Promise<LiveSession | undefined> {
  const session = isId(id) ? await storage.findSession(id) : undefined;
  if (!session || statusOf(session, now) !== 'active') return undefined;
  const user = await storage.findUser(session.user_id);
  const client = await storage.findClient(session.client_id);
  return client && user && !user.banned ? { session, client } : undefined;
}
