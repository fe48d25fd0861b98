import type { ClientJSON } from '../../protocol/json/client.ts';
import { isLiveSession, type SessionStatus } from '../../protocol/status.ts';
import { loadMachines } from '../flows/load-machines.ts';
import type { ClientResource } from '../resources/types/client.ts';
import type { SessionResource } from '../resources/types/session.ts';
import type { ClientOrigin, SessionHost } from './session-context.ts';

/**
 * Publishes a client that the API sent, unless a newer one is known. When the client has sessions, the session modules
 * apply it; they are loaded first if necessary. The elements show the user meanwhile.
 *
 * @param asked the client that was known when the request was sent. If another answer has brought a newer one since,
 *   this one is not published: for example, the user signed in meanwhile, and it would sign the tab out
 */
export async function receiveClient(
  instance: SessionHost,
  json: ClientJSON | null,
  origin?: ClientOrigin,
  asked = instance.store.state.client,
): Promise<void> {
  const { store, platform } = instance;
  const isSignedOut = !instance.sessions && !json?.sessions.length;
  // Many pages wait only for this. The parser of the rest is loaded after they could show it.
  if (isSignedOut && !store.state.client) store.setSession(null);
  if (json && !isSignedOut && !instance.sessions && !store.state.client) {
    const { sessions, last_active_session_id } = json;
    // A page that chooses the session itself needs the parsed client for that.
    if (!(instance.options.selectInitialSession || instance.options.selectSession))
      store.setIncoming(defaultSession(sessions, last_active_session_id));
    // Nothing on the page needs more than that to be shown, so the rest comes after it.
    if (!instance.isExpectingSessions) await platform.painted();
  }
  // A form that opens now continues this attempt, so its machine is loaded along with the parser.
  const hasAttempt = !!(json?.sign_in || json?.sign_up);
  const [{ parseClient }] = await Promise.all([
    instance.needResources(!isSignedOut || hasAttempt || !!store.state.client),
    hasAttempt && loadMachines().catch(() => {}),
    !isSignedOut && instance.needSessions(),
  ]);
  const { client } = store.state;
  const newest = Number(client?.updatedAt ?? 0);
  const isOlder = !(json && json.updated_at >= newest);
  if (client?.id && isOlder && (json?.id === client.id || newest > Number(asked?.updatedAt ?? 0))) return;
  if (instance.sessions || json?.sessions.length) return (await instance.needSessions()).applyClient(json, origin);
  const none = (): SessionResource => {
    throw new TypeError();
  };
  store.setClient(parseClient(json, client, none, instance.resources), null);
}

/**
 * Returns the session that a tab begins with if the page does not choose: the one that was used last, else the first.
 */
export function defaultSession<Session extends { id: string; status: SessionStatus }>(
  sessions: readonly Session[],
  lastActiveId: string | null,
): Session | undefined {
  const live = sessions.filter(({ status }) => isLiveSession(status));
  return live.find(({ id }) => id === lastActiveId) ?? live[0];
}

/** Asks the API for the client and publishes it. */
export async function reloadClient(instance: SessionHost, origin?: ClientOrigin): Promise<ClientResource> {
  const asked = instance.store.state.client;
  const json = await instance.request<ClientJSON | null>('/client');
  await receiveClient(instance, json, origin, asked);
  return instance.store.state.client as ClientResource;
}
