import type { ClientJSON } from '../../protocol/json/client.ts';
import type { ErrorsJSON } from '../../protocol/json/error.ts';
import { VERSION_PARAMETERS } from '../../protocol/version.ts';
import { ClerkRuntimeError } from '../errors.ts';
import type { Platform } from '../platform/platform.ts';
import { encodeForm } from './encode-form.ts';
import { parseApiError } from './parse-api-error.ts';

export interface FapiCall {
  /** Default: GET. PATCH, PUT and DELETE are sent as POST with `_method`. */
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Sent as a form, so that the request is a simple one and needs no preflight. `FormData` is sent as it is. */
  body?: object;
  query?: Record<string, string | undefined>;
  /** The session that the call is made for. Not sent for paths below `/client`. */
  sessionId?: string;
  credentials?: 'same-origin' | 'include';
  /** Milliseconds after which the call fails. Default: the browser's own limit. */
  timeout?: number;
  /** Receives the client that comes with an answer, even a failure, before the call settles. */
  onClient?: (client: ClientJSON | null) => Promise<void>;
}

/** Message of the error that nothing came back. */
export const NO_NETWORK = 'The network is not available. Try again.';

/** Resolves to the `response` of an envelope, or to the body of an answer without one. */
export type FapiRequest = <T>(path: string, call?: FapiCall) => Promise<T>;

/** Any body. An envelope has the first two fields, a failure the others. */
interface Body extends Partial<ErrorsJSON> {
  response?: unknown;
  client?: ClientJSON | null;
}

/** What a development browser adds to each call and reads from each answer. */
export interface RequestHooks {
  query?(): Record<string, string | undefined> | undefined;
  answered?(response: Response): void;
}

/**
 * Creates the one function that talks to the Frontend API (docs/protocol.md#requests).
 *
 * @param baseUrl URL that ends with `/v1`
 * @returns a function that throws `ClerkAPIResponseError` for a status of 400 or more, and `ClerkRuntimeError` with
 *   code `network_error` when nothing came back or `api_unreachable` when something other than the API answered
 */
export function createRequest(
  platform: Pick<Platform, 'clock' | 'fetch' | 'isOnline'>,
  baseUrl: string,
  hooks: RequestHooks,
): FapiRequest {
  const { clock } = platform;

  return async <T>(path: string, call: FapiCall = {}) => {
    const response = await sendWithRetries(path, call);
    hooks.answered?.(response);
    const body = await readBody(response);
    if (response.status >= 400) {
      const piggyback = (body?.meta?.client as ClientJSON | undefined) ?? body?.client;
      if (piggyback) await call.onClient?.(piggyback);
      throw parseApiError(response.status, body, response.headers.get('retry-after'), clock.now());
    }
    if (!body || !Object.hasOwn(body, 'response')) return body as T;
    if (body.client !== undefined) await call.onClient?.(body.client);
    return body.response as T;
  };

  async function sendWithRetries(path: string, call: FapiCall): Promise<Response> {
    const deadline = call.timeout === undefined ? Infinity : clock.now() + call.timeout;
    const reads = (call.method ?? 'GET') === 'GET';
    for (let retry = 0; ; retry++) {
      try {
        return await send(path, call, retry, deadline);
      } catch (cause) {
        // Repeat only reads: a write may have reached the API although no answer came back.
        if (reads && retry < (platform.isOnline() ? 3 : 10) && clock.now() < deadline) {
          await sleep(retry && Math.min(700 * 1.5 ** (retry - 1), 5000, deadline - clock.now()));
          continue;
        }
        throw new ClerkRuntimeError('network_error', NO_NETWORK, { cause });
      }
    }
  }

  function send(path: string, call: FapiCall, retry: number, deadline: number): Promise<Response> {
    const { method = 'GET', sessionId, query } = call;
    const url = new URL(baseUrl + path);
    const parameters: Record<string, string | undefined> = {
      ...VERSION_PARAMETERS,
      // Pages preload this address, so it stays the same when a new version of the client comes (docs/loading.md).
      ...(path === '/client' && { _clerk_js_version: undefined }),
      _method: method === 'GET' || method === 'POST' ? undefined : method,
      _clerk_session_id: /^\/(client|waitlist)/.test(path) ? undefined : sessionId,
      _clerk_retry_attempt: retry ? String(retry) : undefined,
      ...query,
      ...hooks.query?.(),
    };
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    const controller = new AbortController();
    const timer =
      deadline < Infinity && clock.setTimeout(() => controller.abort(), Math.max(0, deadline - clock.now()));
    return platform
      .fetch(url.href, {
        method: method === 'GET' ? method : 'POST',
        credentials: call.credentials ?? 'include',
        body: method === 'GET' ? undefined : encodeForm(call.body ?? {}),
        signal: controller.signal,
      })
      .finally(() => timer && clock.clearTimeout(timer));
  }

  function sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      if (milliseconds > 0) clock.setTimeout(resolve, milliseconds);
      else resolve();
    });
  }
}

async function readBody(response: Response): Promise<Body | null> {
  if (response.status === 204) return null;
  const text = await response.text().catch((cause: unknown) => {
    throw new ClerkRuntimeError('network_error', NO_NETWORK, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (response.status >= 500) return null;
    throw new ClerkRuntimeError(
      'api_unreachable',
      `No Frontend API answered (status ${response.status}). Check the proxy URL.`,
      { cause },
    );
  }
}
