import { isOver } from '../clock.ts';
import type { SessionStatus } from '../../protocol/status.ts';
import type { InstanceConfig } from '../config/config.ts';
import type { SessionRow } from '../storage/rows.ts';

/** Milliseconds after which the proof of a factor is no longer fresh. */
const FRESH_MS = 600_000;

/** Returns the status of a session at a moment. The database does not record that a session ran out. */
export function statusOf(session: Pick<SessionRow, 'status' | 'expire_at' | 'abandon_at'>, now: number): SessionStatus {
  if (session.status !== 'active') return session.status;
  if (isOver(session.expire_at, now)) return 'expired';
  return isOver(session.abandon_at, now) ? 'abandoned' : 'active';
}

/** Returns when a session that is not used after `now` is abandoned: never later than it expires. */
export function abandonAt(config: InstanceConfig, expireAt: number, now: number): number {
  return Math.min(expireAt, now + config.session.inactivitySeconds * 1000);
}

/** Returns whether a factor was proven within the last ten minutes. Both times in milliseconds; null = never. */
export function isFresh(provenAt: number | null, now: number): boolean {
  return provenAt !== null && now - provenAt < FRESH_MS;
}

/** Returns the minutes since the first and since the second factor was proven; -1 = never. An actor has proven none. */
export function factorAge(
  session: Pick<SessionRow, 'first_factor_at' | 'second_factor_at' | 'actor'>,
  now: number,
): [number, number] {
  const isNever = session.actor !== null;
  const age = (at: number | null) => (isNever || at === null ? -1 : Math.max(0, Math.floor((now - at) / 60_000)));
  return [age(session.first_factor_at), age(session.second_factor_at)];
}
