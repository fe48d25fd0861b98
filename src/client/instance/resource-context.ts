import type { Instance } from './instance.ts';
import type { ResourceContext } from '../resources/context.ts';
import { reloadClient, receiveClient } from '../session/receive-client.ts';

/** What resource methods use: calls whose piggybacked client is in the store before they resolve. */
export function createResourceContext(instance: Instance): ResourceContext {
  return {
    call: (path, call) =>
      instance.request(path, {
        ...call,
        async onClient(json) {
          if (json) await receiveClient(instance, json, 'call');
        },
      }),
    client: () => instance.store.state.client,
    reloadClient: () => reloadClient(instance),
    getToken: async (sessionId, options) => (await instance.needSessions()).getToken(sessionId, options),
    forgetTokens: (sessionId) => instance.sessions?.forgetTokens(sessionId),
  };
}
