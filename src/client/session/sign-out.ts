import type { ClientJSON } from '../../protocol/json/client.ts';
import { dropSessions } from './apply-client.ts';
import { isSessionGone, type SessionContext } from './session-context.ts';
import { isClerkAPIResponseError } from '../errors.ts';
import { setActive } from './set-active.ts';
import { isOvertaken, receiveClient } from './receive-client.ts';
import type { SetActiveParams, SignOutOptions } from '../types.ts';
import { buildAfterMultiSessionSingleSignOutUrl, buildAfterSignOutUrl } from '../navigation/urls.ts';

/**
 * Signs one session out, or all of them. The other tabs hear of it at once; then the page goes to the redirect URL,
 * or `callback` is called instead.
 *
 * @throws when the API cannot be reached: nobody is signed out only in appearance
 */
export async function signOut(
  instance: SessionContext,
  callback: (() => unknown) | undefined,
  options: SignOutOptions,
): Promise<void> {
  const { client, session } = instance.store.state;
  if (!client?.signedInSessions.length) return;
  const ids = client.signedInSessions.map(({ id }) => id);
  const single = options.sessionId && ids.some((id) => id !== options.sessionId) ? options.sessionId : undefined;
  if (single && !ids.includes(single)) return;
  instance.holds++;
  try {
    await (single
      ? instance.resources.call(`/client/sessions/${encodeURIComponent(single)}/remove`, { method: 'POST' })
      : instance.resources.call('/client/sessions', { method: 'DELETE' })
    ).catch((error: unknown) => {
      // Over already: what was asked for is the case.
      if (!isSessionGone(error)) throw error;
    });
    const gone = (single ? [single] : ids).filter((id) => !instance.ended.has(id));
    if (gone.length) {
      dropSessions(instance, gone);
      instance.tell({ type: 'signout', sessionIds: gone });
    }
  } finally {
    instance.holds--;
  }
  if (single && session?.id !== single) return;
  const leave: SetActiveParams = callback
    ? { navigate: callback }
    : {
        redirectUrl:
          options.redirectUrl ??
          (single ? buildAfterMultiSessionSingleSignOutUrl(instance) : buildAfterSignOutUrl(instance)),
      };
  await setActive(instance, { ...leave, session: null });
}

const running = new WeakMap<SessionContext, Promise<void>>();

/**
 * The API refused the session: asks for the client again, and if the session is really over, signs this tab out and
 * tells the others. Without an answer the last good state stays.
 */
export function handleUnauthenticated(instance: SessionContext): Promise<void> {
  const present = running.get(instance);
  if (present) return present;
  const promise = check(instance).finally(() => running.delete(instance));
  running.set(instance, promise);
  return promise;
}

async function check(instance: SessionContext): Promise<void> {
  const { session, client } = instance.store.state;
  let json: ClientJSON | null = null;
  try {
    json = await instance.request<ClientJSON | null>('/client');
  } catch (error) {
    if (!isClerkAPIResponseError(error) || ![401, 403].includes(error.status)) return;
  }
  if (!isOvertaken(instance, client, json)) await receiveClient(instance, json, 'call');
  if (!session || instance.store.state.session?.id === session.id) return;
  await setActive(instance, { session: null });
}
