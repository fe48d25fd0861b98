import type { ClientJSON } from '../../protocol/json/client.ts';
import { isClerkAPIResponseError } from '../errors.ts';
import { receiveClient } from './receive-client.ts';
import type { SessionContext } from './session-context.ts';
import { setActive } from './set-active.ts';

/**
 * Asks for the client again after the API refused the session. If the session is over, this tab shows the next one or
 * is signed out, and the other tabs are told. Without an answer, the last good state stays. Calls made while one is
 * running share its result.
 */
export function handleUnauthenticated(context: SessionContext): Promise<void> {
  context.checking ??= check(context).finally(() => {
    context.checking = undefined;
  });
  return context.checking;
}

async function check(context: SessionContext): Promise<void> {
  const { instance } = context;
  const { session, client } = instance.store.state;
  let json: ClientJSON | null = null;
  try {
    json = await instance.request<ClientJSON | null>('/client');
  } catch (error) {
    if (!isClerkAPIResponseError(error) || ![401, 403].includes(error.status)) return;
  }
  await receiveClient(instance, json, 'call', client);
  if (!session || instance.store.state.session) return;
  await setActive(context, { session: null });
}
