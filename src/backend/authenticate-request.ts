import type { BackendOptions } from './backend-options.ts';
import { clientOf } from './client-of.ts';
import type { RequestLike } from './read-credentials.ts';
import type { RequestState } from './request-state.ts';

/**
 * Answers who a request is from, without making a client first.
 *
 * @param request a web `Request`, or anything with its `headers.get`
 * @param options as for `createClerkClient`; pass the same object each time, so that fetched keys are kept
 * @returns the identity, or the reason why there is none
 * @throws {BackendOptionsError} when an option is wrong
 */
export async function authenticateRequest(request: RequestLike, options: BackendOptions): Promise<RequestState> {
  return clientOf(options).authenticateRequest(request);
}
