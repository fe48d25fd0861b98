import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { ConfigError } from '../lib/config-error.ts';

export interface Listener {
  /** Port that was taken. */
  port: number;
  /** Lets go of each connection with its next answer, and serves everything as before. */
  drain(): void;
  /** Stops taking connections, waits for requests under way, cuts off what is left after the grace. */
  close(graceMs?: number): Promise<void>;
}

export interface ListenOptions {
  fetch(request: Request, info: { ip?: string }): Response | Promise<Response>;
  /** 0 takes any free one. */
  port: number;
  host: string;
  /** Changes of {@link CONNECTION_LIMITS}. */
  limits?: Partial<ConnectionLimits>;
}

/** What one client can make the server hold. Times are milliseconds. */
export interface ConnectionLimits {
  /** From the first byte of a request, or the beginning of the connection, to the end of its headers. */
  headersMs: number;
  /** To the end of its body. */
  requestMs: number;
  /** How often both are looked at. */
  checkMs: number;
  /** Without a byte in either direction while a request is under way: a peer that does not read its answer. */
  stalledMs: number;
  /** Between two requests. Longer than the idle time of common load balancers, so that it is they who close. */
  keepAliveMs: number;
  headerBytes: number;
  /** Requests of one connection that wait for their answers. Browsers send one, a client that pipelines a few. */
  requestsAtOnce: number;
  requestsPerConnection: number;
  connections: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  headersMs: 15_000,
  requestMs: 30_000,
  checkMs: 1_000,
  stalledMs: 30_000,
  keepAliveMs: 65_000,
  headerBytes: 32_768,
  requestsAtOnce: 16,
  requestsPerConnection: 10_000,
  connections: 10_000,
};
const GRACE_MS = 10_000;

/**
 * Serves a `fetch` app on a port through Node's http server.
 *
 * @throws {ConfigError} when the port or address cannot be taken
 */
export async function listen({ fetch, port, host, limits }: ListenOptions): Promise<Listener> {
  const limit = { ...CONNECTION_LIMITS, ...limits };
  let isDraining = false;
  const answer = getRequestListener(
    (request, env) => {
      const ip = (env as HttpBindings).incoming.socket.remoteAddress;
      return fetch(request, ip === undefined ? {} : { ip });
    },
    { hostname: host },
  );
  const fateOf = countRequests(limit);
  const server = createServer(
    {
      headersTimeout: limit.headersMs,
      requestTimeout: limit.requestMs,
      connectionsCheckingInterval: limit.checkMs,
      keepAliveTimeout: limit.keepAliveMs,
      maxHeaderSize: limit.headerBytes,
    },
    (incoming, outgoing) => {
      const fate = fateOf(incoming, outgoing);
      if (fate === 'cut') return void incoming.socket.destroy();
      if (isDraining || fate === 'answer and close') outgoing.shouldKeepAlive = false;
      void answer(incoming, outgoing);
    },
  );
  server.setTimeout(limit.stalledMs);
  server.maxConnections = limit.connections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(toConfigError(error, port, host)));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    drain: () => {
      isDraining = true;
    },
    close: (graceMs = GRACE_MS) => {
      isDraining = true;
      return stop(server, graceMs);
    },
  };
}

type Fate = 'answer' | 'answer and close' | 'cut';

/**
 * Counts the requests of each connection. One that has too many under way is cut: each of them holds memory, and a peer
 * that never reads could otherwise have as many as fit through the line.
 */
function countRequests({ requestsAtOnce, requestsPerConnection }: ConnectionLimits) {
  const counts = new WeakMap<Socket, { underWay: number; all: number }>();
  return ({ socket }: IncomingMessage, outgoing: ServerResponse): Fate => {
    const count = counts.get(socket) ?? { underWay: 0, all: 0 };
    counts.set(socket, count);
    count.underWay++;
    count.all++;
    // What is left of a chunk is still read after the cut, and after the last answer.
    if (socket.destroyed || count.underWay > requestsAtOnce) return 'cut';
    outgoing.once('close', () => count.underWay--);
    return count.all < requestsPerConnection ? 'answer' : 'answer and close';
  };
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that was busy when closing began becomes idle with its answer, and would then linger.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(deadline);
}

function toConfigError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const refuse = (setting: string, given: string, problem: string, cure: string) =>
    new ConfigError([{ setting, given, problem, cure }]);
  switch (error.code) {
    case 'EADDRINUSE':
      return refuse(
        'port',
        String(port),
        'is taken by another program',
        'Stop it, or choose another with --port or PORT.',
      );
    case 'EACCES':
      return refuse('port', String(port), 'needs more rights than this user has', 'Choose one above 1023.');
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EAI_AGAIN':
    case 'EINVAL':
    case 'ENOTFOUND':
      return refuse('host', host, 'is not an address of this machine', 'Use 127.0.0.1, or 0.0.0.0 for all addresses.');
    default:
      return error;
  }
}
