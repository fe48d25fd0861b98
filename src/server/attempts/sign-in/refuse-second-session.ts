import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import { findClient } from '../../sessions/open-client.ts';
import type { RequestContext } from '../../http/request-context.ts';

/**
 * Refuses to sign in once more: on a single-session instance anybody, otherwise the user who is signed in already.
 *
 * @param userId who wants to sign in, when that is known
 * @throws {ApiError} `session_exists`, or `identifier_already_signed_in` with the session's id
 */
export async function refuseSecondSession(services: Services, context: RequestContext, userId?: string): Promise<void> {
  const client = await findClient(services, context);
  if (!client) return;
  const live = await services.storage.listClientSessions(client.id, context.now);
  if (services.config.singleSession && live.length > 0) throw new ApiError('session_exists');
  const session = live.find((each) => each.user_id === userId);
  if (session) throw new ApiError('identifier_already_signed_in', { meta: { session_id: session.id } });
}
