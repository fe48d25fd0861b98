import type { EventType } from '../../protocol/event-types.ts';
import type { Actor } from '../http/request-context.ts';
import { newId } from '../ids.ts';
import type { EventRow } from '../storage/rows.ts';

/** Makes the event of a user whom nobody is told of. */
export function silentEvent(
  type: Extract<EventType, 'user.created' | 'user.updated'>,
  userId: string,
  { ip, now }: Pick<Actor, 'ip' | 'now'>,
): Omit<EventRow, 'seq'> {
  const about = { subject: userId, type, data: JSON.stringify({ id: userId }) };
  return { id: newId('evt'), ...about, ip_address: ip, user_agent: null, created_at: now };
}
