import type { Services } from '../services.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import type { SignedIn } from '../sessions/signed-in.ts';
import { requireOwned } from './owned-identification.ts';

/**
 * Ends a session of the user on any of their devices. The owner is told when it is not the session that asks for it.
 *
 * @throws {ApiError} 404 when there is none of that id, or it is another user's
 */
export async function revokeSession(services: Services, signedIn: SignedIn, id: string): Promise<void> {
  const session = await requireOwned(id, async () => {
    const found = await services.storage.findSession(id);
    return found?.user_id === signedIn.user.id ? found : undefined;
  });
  const item = [session.browser_name, session.device_type].filter(Boolean).join(' on ');
  const notice = { kind: 'session_revoked', ...(item && { item }) } as const;
  await endSessions(services, signedIn, [session], 'revoked', id === signedIn.session.id ? undefined : notice);
}
