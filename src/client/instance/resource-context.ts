import type { Core } from './instance.ts';
import type { ResourceContext } from '../resources/context.ts';
import { reloadClient, takeClient } from '../session/receive-client.ts';

/** What resource methods use: calls whose piggybacked client is in the store before they resolve. */
export function createResourceContext(core: Core): ResourceContext {
  return {
    call: (path, call) =>
      core.request(path, {
        ...call,
        async onClient(json) {
          if (json) await takeClient(core, json, 'call');
        },
      }),
    client: () => core.store.state.client,
    reloadClient: () => reloadClient(core),
    getToken: async (sessionId, options) => (await core.needSessions()).getToken(sessionId, options),
    forgetTokens: (sessionId) => core.sessions?.forgetTokens(sessionId),
  };
}
