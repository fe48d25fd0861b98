import type { OwnerNotice } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { languageFor } from '../delivery/language-for.ts';
import { withoutIsolates } from '../delivery/isolates.ts';
import { loadWording, type Wording } from '../delivery/wording.ts';
import { nameDevice } from '../sessions/device.ts';
import { describePlace } from '../sessions/place.ts';
import type { SignedIn } from '../sessions/signed-in.ts';
import type { SessionRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { requireOwned } from './owned-identification.ts';

/** Milliseconds in which devices are signed out together. */
const TOGETHER_MS = 60_000;

/**
 * Ends a session of the user on any of their devices. The owner is told when it is not the session that asks for it.
 *
 * @throws {ApiError} 404 when there is none of that id, or it is another user's; 403 `authorization_invalid` when
 *   somebody else acts as the user, who may end their own session alone
 */
export async function revokeSession(services: Services, signedIn: SignedIn, id: string): Promise<void> {
  const session = await requireOwned(id, async () => {
    const found = await services.storage.findSession(id);
    return found?.user_id === signedIn.user.id ? found : undefined;
  });
  if (signedIn.session.actor !== null && session.id !== signedIn.session.id) {
    throw new ApiError('authorization_invalid', { longMessage: 'Only the user themselves can end this session.' });
  }
  const wording = await loadWording(languageFor(services.config, [signedIn.user.locale]));
  await endSessions(services, signedIn, [session], 'revoked', (tx) => noticeOf(wording, tx, signedIn, session));
}

/** What the owner is told, once however many devices are signed out together; nothing about the device they are on. */
async function noticeOf(
  wording: Wording,
  tx: StorageOps,
  { user, session, now }: SignedIn,
  revoked: SessionRow,
): Promise<OwnerNotice | undefined> {
  if (revoked.id === session.id) return undefined;
  const { allowed } = await tx.hitRateLimit(`session_revoked:${user.id}`, 1, TOGETHER_MS, now);
  if (!allowed) return undefined;
  const known = [nameDevice(wording, revoked), describePlace(wording, revoked)].filter((each) => each !== null);
  // The mail isolates the item as a whole.
  const item = withoutIsolates(known.join(', '));
  return { kind: 'session_revoked', ...(item && { item }) };
}
