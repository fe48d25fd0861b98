import type { EmailLinkFlow } from '../resources/types/verification.ts';

type Params = Parameters<EmailLinkFlow<unknown>['startEmailLinkFlow']>[0];

/** Creates what `createEmailLinkFlow` returns. It can be cancelled at any time; starting it loads its code. */
export function emailLinkFlow<Resource>(
  start: (params: Params, stop: AbortSignal) => Promise<Resource>,
): EmailLinkFlow<Resource> {
  const stop = new AbortController();
  return {
    startEmailLinkFlow: (params) => start(params, stop.signal),
    cancelEmailLinkFlow: () => stop.abort(),
  };
}
