import type { ForwardedRequest } from './create-adapter.ts';
import type { GuardedRequest } from './guard.ts';
import { publicUrl } from './public-url.ts';

/** The parts of a request of Node, Connect or Express that the adapters read. */
export interface NodeRequest {
  method?: string | undefined;
  url?: string | undefined;
  /** The URL before a router took its own prefix off. */
  originalUrl?: string | undefined;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  headersDistinct?: Readonly<Record<string, string[] | undefined>>;
  /** The address of the visitor, as the framework knows it. */
  ip?: string | undefined;
  socket?: object | null | undefined;
  /** The body, if a parser has read it already. */
  body?: unknown;
  readableEnded?: boolean | undefined;
}

/** Returns what the guard reads of a request of Node. */
export function guardedNodeRequest(request: NodeRequest): GuardedRequest {
  const headers = { get: (name: string) => headerOf(request, name.toLowerCase()) };
  const socket = request.socket as { encrypted?: boolean } | null | undefined;
  // A client may send a whole URL, of any scheme: routers take its path. Its host is not that of the application.
  const path = (request.originalUrl ?? request.url ?? '/').replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#\\]*/i, '');
  const host = headers.get(':authority') ?? 'localhost';
  const url = `${socket?.encrypted ? 'https' : 'http'}://${host}${path.startsWith('/') ? '' : '/'}${path}`;
  return { method: request.method ?? 'GET', url: publicUrl(url, headers), headers };
}

/** Returns a request of Node as a web request. Its body is streamed, or written again if a parser has read it. */
export function forwardedNodeRequest(request: NodeRequest): ForwardedRequest {
  const { method, url } = guardedNodeRequest(request);
  const headers = new Headers();
  for (const name of Object.keys(request.headers)) {
    const value = name.startsWith(':') ? null : headerOf(request, name);
    if (value !== null) headers.append(name, value);
  }
  const isSent = headers.has('content-length') || headers.has('transfer-encoding');
  const hasBody = method !== 'GET' && method !== 'HEAD' && isSent;
  const init = hasBody ? { body: bodyOf(request, headers.get('content-type')), duplex: 'half' } : {};
  const { remoteAddress } = (request.socket ?? {}) as { remoteAddress?: string };
  return { request: new Request(url, { method, headers, ...init }), clientAddress: request.ip ?? remoteAddress };
}

function bodyOf(request: NodeRequest, type: string | null): BodyInit {
  const { body, readableEnded } = request;
  if (!readableEnded) {
    const { from } = ReadableStream as unknown as { from(chunks: unknown): ReadableStream<Uint8Array> };
    return from.call(ReadableStream, request);
  }
  if (typeof body === 'string' || body instanceof Uint8Array) return body as BodyInit;
  if (type?.startsWith('application/x-www-form-urlencoded')) {
    return new URLSearchParams(body as Record<string, string>).toString();
  }
  if (type?.startsWith('application/json')) return JSON.stringify(body);
  throw new TypeError('The body was read before the proxy could forward it. Put the middleware before body parsers.');
}

function headerOf({ headers, headersDistinct }: NodeRequest, name: string): string | null {
  // Of several Authorization headers Node keeps the first, and hides that there are more.
  const distinct = name === 'authorization' ? headersDistinct?.[name] : undefined;
  const value = distinct ?? (Object.hasOwn(headers, name) ? headers[name] : undefined);
  return Array.isArray(value) ? value.join(name === 'cookie' ? '; ' : ', ') : (value ?? null);
}
