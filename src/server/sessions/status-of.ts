import { isOver } from '../clock.ts';
import type { SessionStatus } from '../../protocol/status.ts';
import type { SessionRow } from '../storage/rows.ts';

/** Status of a session at a moment: nobody writes it down when a session runs out. */
export function statusOf(session: Pick<SessionRow, 'status' | 'expire_at' | 'abandon_at'>, now: number): SessionStatus {
  if (session.status !== 'active') return session.status;
  if (isOver(session.expire_at, now)) return 'expired';
  return isOver(session.abandon_at, now) ? 'abandoned' : 'active';
}
