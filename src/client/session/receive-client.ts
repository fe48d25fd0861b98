import type { ClientJSON } from '../../protocol/json/client.ts';
import type { Instance } from '../instance/instance.ts';
import { loadMachines } from '../flows/create-flow.ts';
import type { ClientResource, SessionResource } from '../resources/types.ts';

/**
 * Why a client is taken. `adopt`: a tab without a session takes one up, as at load; `call`: an answer to something
 * this tab did, of which the others may want to know.
 */
export type CommitOrigin = 'adopt' | 'call';

/**
 * Puts a client into the store, unless it is older than what is known. While nobody is signed in that is all there is
 * to it; with sessions the session modules take over.
 */
export async function receiveClient(instance: Instance, json: ClientJSON | null, origin?: CommitOrigin): Promise<void> {
  const isSignedOut = !instance.sessions && !json?.sessions.length;
  // Nobody is signed in, which is all that many a page waits for. What reads the rest comes once that is shown.
  if (isSignedOut && !instance.store.state.client) instance.store.set({ session: null, user: null });
  // An attempt under way: a form that opens now must be able to go straight to its step.
  const hasAttempt = !!(json?.sign_in || json?.sign_up);
  const [{ parseClient }] = await Promise.all([
    instance.needResources(!isSignedOut || hasAttempt || !!instance.store.state.client),
    hasAttempt && loadMachines().catch(() => {}),
  ]);
  const { client } = instance.store.state;
  if (client && json && client.id === json.id && json.updated_at < (client.updatedAt?.getTime() ?? 0)) return;
  if (instance.sessions || json?.sessions.length) return (await instance.needSessions()).commit(json, origin);
  const none = (): SessionResource => {
    throw new TypeError();
  };
  instance.store.set({ client: parseClient(json, client, none, instance.resources), session: null, user: null });
}

/**
 * While the client was asked for another answer brought a newer one (a sign-in, say), and this answer does not know of
 * it: it was under way before, and would sign the tab out.
 *
 * @param asked the client when it was asked for
 */
export function isOvertaken(instance: Instance, asked: ClientResource | undefined, json: ClientJSON | null): boolean {
  const { client } = instance.store.state;
  return !!client?.id && json?.id !== client.id && (client.updatedAt ?? 0) > (asked?.updatedAt ?? 0);
}

/** Asks for the client and takes it. */
export async function reloadClient(instance: Instance, origin?: CommitOrigin): Promise<ClientResource> {
  const asked = instance.store.state.client;
  const json = await instance.request<ClientJSON | null>('/client');
  if (!isOvertaken(instance, asked, json)) await receiveClient(instance, json, origin);
  return instance.store.state.client as ClientResource;
}
