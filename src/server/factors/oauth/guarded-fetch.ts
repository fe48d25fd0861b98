import { type LookupAddress, lookup as lookupAddress } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { readBounded } from '../../lib/read-bounded.ts';
import { isPublicAddress } from './public-address.ts';

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

/** Looks up every address of a host name. */
export type Resolve = (hostname: string, done: (error: Error | null, found: readonly LookupAddress[]) => void) => void;

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
 * Creates a `fetch` for URLs that come from outside. It checks the address when it connects, so that a host name that
 * is rebound after a check leads nowhere (DNS rebinding). It refuses redirects, and answers that are slow or long.
 *
 * @returns a function that rejects with an Error that names the host and the reason, and nothing of request or answer
 */
export function createGuardedFetch(options: GuardedFetchOptions = {}): ProviderFetch {
  const { allowLoopback = false, timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES, resolve = systemResolve } = options;
  const lookup: LookupFunction = (hostname, { all }, callback) => {
    resolve(hostname, (error, found) => {
      const isSafe = found?.length > 0 && found.every((each) => isPublicAddress(each.address, allowLoopback));
      const [first] = found ?? [];
      if (error || !first) callback(new Error(`${hostname} has no address`), '', 0);
      else if (!isSafe) callback(new Error(`${hostname} has an address that is not public`), '', 0);
      else if (all) callback(null, [...found]);
      else callback(null, first.address, first.family);
    });
  };

  return async function guardedFetch(href, { method = 'GET', headers = {}, body } = {}) {
    const url = new URL(href);
    assertReachable(url, allowLoopback);
    const bytes = body === undefined || body === null ? undefined : Buffer.from(String(body));
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const signal = AbortSignal.timeout(timeoutMs);
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      const length = bytes ? { 'content-length': String(bytes.length) } : {};
      const sent = request(url, { method, lookup, signal, agent: false, headers: { ...headers, ...length } }, resolve);
      sent.on('error', (error) => reject(signal.aborted ? tooSlow(url) : error));
      sent.end(bytes);
    });
    const status = message.statusCode ?? 0;
    if (status < 200 || (status >= 300 && status < 400)) {
      message.destroy();
      throw new Error(`${url.host} answered ${status}, and redirects are not followed`);
    }
    const text = await readText(message, maxBytes).catch((error: unknown) => {
      message.destroy();
      throw signal.aborted ? tooSlow(url) : error;
    });
    return new Response(status === 204 || status === 205 ? null : text, { status, headers: headersOf(message) });
  };
}

/**
 * Refuses URLs that must not be requested, as far as their text tells: schemes other than https, credentials, and
 * addresses that are not public.
 *
 * @throws {Error} naming the host
 */
export function assertReachable(url: URL, allowLoopback: boolean): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isLocalName = /(^|\.)localhost\.?$/.test(host);
  const isLocal = isLocalName || (isIP(host) !== 0 && !isPublicAddress(host));
  const isAllowedLocal = allowLoopback && (isLocalName || isPublicAddress(host, true));
  if (url.username || url.password) throw new Error(`${url.host} is given with credentials`);
  if (isLocal && !isAllowedLocal) throw new Error(`${url.host} is not a public address`);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) throw new Error(`${url.host} is not https`);
}

const systemResolve: Resolve = (hostname, done) => lookupAddress(hostname, { all: true }, done);

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

function tooSlow(url: URL): Error {
  return new Error(`${url.host} did not answer in time`);
}
