import type { Actor } from '../http/request-context.ts';
import type { Services } from '../services.ts';
import type { RefreshRow, SessionActivity } from '../storage/rows.ts';
import { dayOf, type StatisticsOps } from '../storage/tables/statistics-table.ts';
import { activityOf } from './place.ts';
import { abandonAt } from './session-status.ts';

/** Milliseconds between two writes that a session is in use. */
const ACTIVITY_MS = 60_000;

/**
 * Notes that a session is in use, at most once a minute.
 *
 * @param activity where; default: where the actor is
 */
export async function noteActivity(
  { storage, config }: Pick<Services, 'storage' | 'config'>,
  actor: Pick<Actor, 'now' | 'ip' | 'place'>,
  session: Pick<RefreshRow, 'id' | 'user_id' | 'actor' | 'expire_at' | 'last_active_at'>,
  activity: SessionActivity = activityOf(actor),
): Promise<void> {
  const { now } = actor;
  // If sessions end after a short time of inactivity, a minute is too long: the next write would come too late.
  if (now - session.last_active_at < Math.min(ACTIVITY_MS, config.session.inactivitySeconds * 500)) return;
  await storage.touchSession(session.id, abandonAt(config, session.expire_at, now), now, false, activity);
  await noteActiveDay(storage, session, now);
}

/**
 * Notes that the user of a session is active today. What somebody else does in it is no activity of the user.
 *
 * @param session as it was before: one that was in use today says nothing new
 */
export async function noteActiveDay(
  storage: Pick<StatisticsOps, 'noteActiveDay'>,
  { user_id, actor, last_active_at }: Pick<RefreshRow, 'user_id' | 'actor' | 'last_active_at'>,
  now: number,
): Promise<void> {
  if (actor === null && dayOf(last_active_at) !== dayOf(now)) await storage.noteActiveDay(user_id, now);
}
