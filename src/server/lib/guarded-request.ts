import { type LookupAddress, lookup as lookupAddress } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress, isPublicAddress } from './public-address.ts';

/** Where a guarded request may go besides public addresses. */
export interface Reach {
  /** Allow requests to this machine, over plain http too. */
  allowLoopback?: boolean;
  /** Allow requests to private networks and to this machine, over https. */
  allowPrivate?: boolean;
}

export interface GuardedOptions extends Reach {
  /** Milliseconds for the whole answer. */
  timeoutMs: number;
  /** Looks up all addresses of a host; default: the system's resolver. */
  resolve?: Resolve | undefined;
  /** Ends the request early. */
  signal?: AbortSignal | undefined;
}

/** Looks up every address of a host name. */
export type Resolve = (hostname: string, done: (error: Error | null, found: readonly LookupAddress[]) => void) => void;

export interface GuardedInit {
  method: string;
  headers: Record<string, string>;
  body?: Buffer | undefined;
}

/** An answer whose body is not read yet. */
export interface GuardedAnswer {
  status: number;
  message: IncomingMessage;
  /** Returns why reading the body failed: the time was over, or the error itself. */
  reasonOf(error: unknown): unknown;
}

/**
 * Requests a URL that comes from outside. It checks the address when it connects, so that a host name that is rebound
 * after a check leads nowhere (DNS rebinding). It follows no redirect: the answer with the redirect is returned.
 *
 * @throws {Error} that names the host and the reason, and nothing of request or answer
 */
export async function openGuarded(
  url: URL,
  { method, headers, body }: GuardedInit,
  { timeoutMs, resolve = systemResolve, signal: early, ...reach }: GuardedOptions,
): Promise<GuardedAnswer> {
  assertReachable(url, reach);
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = early ? AbortSignal.any([early, timeout]) : timeout;
  const reasonOf = (error: unknown): unknown =>
    timeout.aborted ? new Error(`${url.host} did not answer in time`) : error;
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const length = body ? { 'content-length': String(body.length) } : {};
  const options = { method, lookup: guardedLookup(resolve, reach), signal, agent: false } as const;
  const message = await new Promise<IncomingMessage>((done, reject) => {
    const sent = request(url, { ...options, headers: { ...headers, ...length } }, done);
    sent.on('error', (error) => reject(reasonOf(error)));
    sent.end(body);
  });
  return { status: message.statusCode ?? 0, message, reasonOf };
}

/**
 * Refuses URLs that must not be requested, as far as their text tells: schemes other than https, credentials, and
 * addresses that are not public.
 *
 * @throws {Error} naming the host
 */
export function assertReachable(url: URL, { allowLoopback = false, allowPrivate = false }: Reach): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isLocalName = /(^|\.)localhost\.?$/.test(host);
  const isLocal = isLocalName || (isIP(host) !== 0 && !isPublicAddress(host));
  const isLoopback = isLocalName || isPublicAddress(host, true);
  const isAllowedLocal = (allowLoopback && isLoopback) || (allowPrivate && (isLocalName || isPrivateAddress(host)));
  if (url.username || url.password) throw new Error(`${url.host} is given with credentials`);
  if (isLocal && !isAllowedLocal) throw new Error(`${url.host} is not a public address`);
  const isPlainAllowed = url.protocol === 'http:' && isLocal && isLoopback && allowLoopback;
  if (url.protocol !== 'https:' && !isPlainAllowed) throw new Error(`${url.host} is not https`);
}

function guardedLookup(resolve: Resolve, { allowLoopback = false, allowPrivate = false }: Reach): LookupFunction {
  const isSafe = ({ address }: LookupAddress): boolean =>
    isPublicAddress(address, allowLoopback) || (allowPrivate && isPrivateAddress(address));
  return (hostname, { all }, callback) => {
    resolve(hostname, (error, found) => {
      const [first] = found ?? [];
      if (error || !first) callback(new Error(`${hostname} has no address`), '', 0);
      else if (!found.every(isSafe)) callback(new Error(`${hostname} has an address that is not public`), '', 0);
      else if (all) callback(null, [...found]);
      else callback(null, first.address, first.family);
    });
  };
}

const systemResolve: Resolve = (hostname, done) => lookupAddress(hostname, { all: true }, done);
