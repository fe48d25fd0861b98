import type { IncomingMessage } from 'node:http';
import { openGuarded, type Resolve } from './guarded-request.ts';
import { readBounded } from './read-bounded.ts';

export interface GuardedFetchOptions {
  /** Allow requests to this machine, over plain http too. */
  allowLoopback?: boolean;
  /** Milliseconds for the whole answer; default 5000. */
  timeoutMs?: number;
  /** Bytes of the longest answer; default 256 KiB. */
  maxBytes?: number;
  /** Looks up all addresses of a host; default: the system's resolver. */
  resolve?: Resolve;
}

/** The part of `fetch` that requests to a provider need. */
export type ProviderFetch = (url: string, init?: ProviderRequest) => Promise<Response>;

export interface ProviderRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 262_144;

/**
 * Creates a `fetch` for URLs that come from outside. It checks the address as `openGuarded` does, and refuses redirects,
 * and answers that are slow or long.
 *
 * @returns a function that rejects with an Error that names the host and the reason, and nothing of request or answer
 */
export function createGuardedFetch(options: GuardedFetchOptions = {}): ProviderFetch {
  const { allowLoopback = false, timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES, resolve } = options;
  return async function guardedFetch(href, { method = 'GET', headers = {}, body } = {}) {
    const url = new URL(href);
    const bytes = body === undefined || body === null ? undefined : Buffer.from(String(body));
    const init = { method, headers, body: bytes };
    const { status, message, reasonOf } = await openGuarded(url, init, { allowLoopback, timeoutMs, resolve });
    if (status < 200 || (status >= 300 && status < 400)) {
      message.destroy();
      throw new Error(`${url.host} answered ${status}, and redirects are not followed`);
    }
    const text = await readText(message, maxBytes).catch((error: unknown) => {
      message.destroy();
      throw reasonOf(error);
    });
    return new Response(status === 204 || status === 205 ? null : text, { status, headers: headersOf(message) });
  };
}

async function readText(message: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const body = await readBounded(message, maxBytes);
  if (!body) throw new Error(`The answer is longer than ${maxBytes} bytes`);
  return body.toString('utf8');
}

/** Keeps the content type alone: a challenge in a header would hide the error code in the body. */
function headersOf(message: IncomingMessage): Headers {
  const type = message.headers['content-type'];
  return new Headers(type === undefined ? {} : { 'content-type': type });
}
