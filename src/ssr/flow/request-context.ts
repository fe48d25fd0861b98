import { ClerkRuntimeError, firstError } from '../../client/errors.ts';
import { createRequest, type FapiCall } from '../../client/fapi/request.ts';
import type { FlowContext } from '../../client/flows/flow-context.ts';
import type { Platform } from '../../client/platform/platform.ts';
import { parseClient } from '../../client/resources/parse-client.ts';
import { findSession, parseSession, sessionPath } from '../../client/resources/parse-session.ts';
import type { ResourceContext } from '../../client/resources/resource-context.ts';
import type { ClientResource } from '../../client/resources/types/client.ts';
import type { ClientJSON } from '../../protocol/json/client.ts';
import type { FlowRequest } from './flow-request.ts';

/** The context of the flow of one request, and what came of the request. */
export interface RequestContext extends FlowContext {
  /** Asks the API for the visitor's client. @throws {ClerkAPIResponseError} when the API refuses the request */
  load(): Promise<void>;
  /** Where the flow has left the page for; undefined while it has not. */
  readonly leftFor: string | undefined;
  /** Resolves when the flow leaves the page. */
  readonly left: Promise<void>;
  /** Status and waiting time of the last call that the API refused. */
  readonly refusal: { status: number; retryAfter: number | undefined } | undefined;
  /** ISO code of the country from which the API saw the request. */
  readonly country: string | undefined;
  /** Ends what goes on in the background: no call is sent from now on. */
  close(): void;
}

/** The host of the address is never asked: `FlowRequest.fetch` gets path and query alone. */
const BASE_URL = 'https://api.invalid/v1';

/**
 * Creates what the machine of a sign-in or a sign-up works with in one request. The API is asked as the browser's client
 * asks it, with the same paths, fields and versions. There is nothing that outlives the request: no timer, no storage, no
 * state of the module.
 */
export function createRequestContext(page: FlowRequest): RequestContext {
  let client: ClientResource | undefined;
  let leftFor: string | undefined;
  let refusal: RequestContext['refusal'];
  let country: string | undefined;
  let isClosed = false;
  const left = Promise.withResolvers<void>();
  const listeners = new Set<() => void>();
  const stored = new Map<string, string>();
  const platform = platformOf(page);
  const request = createRequest(platform, BASE_URL, {
    answered({ status, headers }) {
      country = headers.get('x-country') ?? country;
      if (status >= 400) refusal = { status, retryAfter: Number(headers.get('retry-after')) || undefined };
    },
  });
  const resources: ResourceContext = {
    // Resources use the clock alone.
    platform: platform as Platform,
    call,
    locale: () => page.language,
    client: () => client,
    async reloadClient() {
      receive(await request<ClientJSON | null>('/client', { timeout: 0 }));
      return client as ClientResource;
    },
    // Session tokens are for scripts of a page.
    getToken: async () => null,
    forgetTokens() {},
  };
  return {
    ...NO_PAGE,
    clock: platform.clock,
    storage: { get: (key) => stored.get(key) ?? null, set: (key, value) => void stored.set(key, value) },
    environment: () => page.environment,
    client: () => client,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setActive,
    async navigate(to) {
      leftFor ??= to;
      left.resolve();
    },
    call,
    load: async () => void (await resources.reloadClient()),
    get leftFor() {
      return leftFor;
    },
    left: left.promise,
    get refusal() {
      return refusal;
    },
    get country() {
      return country;
    },
    close() {
      isClosed = true;
    },
  };

  async function call<T>(path: string, options?: FapiCall): Promise<T> {
    if (isClosed) throw new ClerkRuntimeError('network_error', 'The request is over.');
    try {
      // Nothing is sent a second time: the visitor sees what went wrong, and decides.
      return await request<T>(path, { ...options, timeout: 0, onClient: async (json) => receive(json) });
    } catch (error) {
      if (firstError(error)?.code !== 'captcha_missing_token') throw error;
      // The check itself is a script of the page.
      throw new ClerkRuntimeError('captcha_unavailable', 'The bot check needs JavaScript.');
    }
  }

  function receive(json: ClientJSON | null): void {
    client = parseClient(json, client, (one, previous) => parseSession(one, previous, undefined, resources), resources);
    for (const listener of Array.from(listeners)) listener();
  }

  /** Makes a session the active one, as `setActive` of the client does: right after a sign-in the API knows. */
  async function setActive({ session: id }: { session: string }): Promise<void> {
    if (!findSession(client?.signedInSessions, id)) await resources.reloadClient();
    if (!findSession(client?.signedInSessions, id)) {
      throw new ClerkRuntimeError('session_not_found', `This client has no session ${id}.`);
    }
    if (client?.lastActiveSessionId === id) return;
    await call(`${sessionPath(id)}/touch`, { method: 'POST', body: { intent: 'select_session' } }).catch(() => {});
  }
}

/** What the client's requests use of a browser. */
function platformOf({ now, fetch }: FlowRequest): Pick<Platform, 'clock' | 'fetch' | 'isOnline'> {
  return {
    // Whatever waits for later waits for a request that does not come.
    clock: { now, setTimeout: () => undefined, clearTimeout() {} },
    isOnline: () => true,
    async fetch(url, init) {
      const { pathname, search } = new URL(url);
      return fetch(pathname + search, init);
    },
  };
}

/** What a flow asks the page in a browser. */
const NO_PAGE = {
  isVisible: () => true,
  painted: async () => {},
  on: () => () => {},
  whenLoaded: async () => {},
} satisfies Partial<FlowContext>;
