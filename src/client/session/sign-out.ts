import type { ClientJSON } from '../../protocol/json/client.ts';
import { dropSessions } from './apply-client.ts';
import { isSessionGone, type SessionCore } from './session-context.ts';
import { isClerkAPIResponseError } from '../errors.ts';
import { setActive } from './set-active.ts';
import { isOvertaken, takeClient } from './receive-client.ts';
import type { SetActiveParams, SignOutOptions } from '../types.ts';
import { buildAfterMultiSessionSingleSignOutUrl, buildAfterSignOutUrl } from '../navigation/urls.ts';

/**
 * Signs one session out, or all of them. The other tabs hear of it at once; then the page goes to the redirect URL,
 * or `callback` is called instead.
 *
 * @throws when the API cannot be reached: nobody is signed out only in appearance
 */
export async function signOut(
  core: SessionCore,
  callback: (() => unknown) | undefined,
  options: SignOutOptions,
): Promise<void> {
  const { client, session } = core.store.state;
  if (!client?.signedInSessions.length) return;
  const ids = client.signedInSessions.map(({ id }) => id);
  const single = options.sessionId && ids.some((id) => id !== options.sessionId) ? options.sessionId : undefined;
  if (single && !ids.includes(single)) return;
  core.holds++;
  try {
    await (single
      ? core.resources.call(`/client/sessions/${encodeURIComponent(single)}/remove`, { method: 'POST' })
      : core.resources.call('/client/sessions', { method: 'DELETE' })
    ).catch((error: unknown) => {
      // Over already: what was asked for is the case.
      if (!isSessionGone(error)) throw error;
    });
    const gone = (single ? [single] : ids).filter((id) => !core.ended.has(id));
    if (gone.length) {
      dropSessions(core, gone);
      core.tell({ type: 'signout', sessionIds: gone });
    }
  } finally {
    core.holds--;
  }
  if (single && session?.id !== single) return;
  const leave: SetActiveParams = callback
    ? { navigate: callback }
    : {
        redirectUrl:
          options.redirectUrl ?? (single ? buildAfterMultiSessionSingleSignOutUrl(core) : buildAfterSignOutUrl(core)),
      };
  await setActive(core, { ...leave, session: null });
}

const running = new WeakMap<SessionCore, Promise<void>>();

/**
 * The API refused the session: asks for the client again, and if the session is really over, signs this tab out and
 * tells the others. Without an answer the last good state stays.
 */
export function handleUnauthenticated(core: SessionCore): Promise<void> {
  const present = running.get(core);
  if (present) return present;
  const promise = check(core).finally(() => running.delete(core));
  running.set(core, promise);
  return promise;
}

async function check(core: SessionCore): Promise<void> {
  const { session, client } = core.store.state;
  let json: ClientJSON | null = null;
  try {
    json = await core.request<ClientJSON | null>('/client');
  } catch (error) {
    if (!isClerkAPIResponseError(error) || ![401, 403].includes(error.status)) return;
  }
  if (!isOvertaken(core, client, json)) await takeClient(core, json, 'call');
  if (!session || core.store.state.session?.id === session.id) return;
  await setActive(core, { session: null });
}
