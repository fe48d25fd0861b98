import type { Services } from '../services.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import type { SignedIn } from '../sessions/signed-in.ts';
import { requireOwned } from './owned-identification.ts';

/**
 * Ends a session of the user on any of their devices.
 *
 * @throws {ApiError} 404 when there is none of that id, or it is another user's
 */
export async function revokeSession(services: Services, signedIn: SignedIn, id: string): Promise<void> {
  const session = await requireOwned(id, async () => {
    const found = await services.storage.findSession(id);
    return found?.user_id === signedIn.user.id ? found : undefined;
  });
  await endSessions(services, signedIn, [session], 'revoked');
}
