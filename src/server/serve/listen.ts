import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { ConfigError } from '../lib/config-error.ts';

export interface Listener {
  /** The port that the server listens on. */
  port: number;
  /** Closes each connection after its next answer. The server still takes all requests. */
  drain(): void;
  /**
   * Takes no more connections and waits for the running requests.
   *
   * @param graceMs after so many milliseconds the remaining connections are cut
   */
  close(graceMs?: number): Promise<void>;
}

export interface ListenOptions {
  fetch(request: Request, info: { ip?: string }): Response | Promise<Response>;
  /** 0 chooses a free port. */
  port: number;
  host: string;
  /** Replaces some of {@link CONNECTION_LIMITS}. */
  limits?: Partial<ConnectionLimits>;
}

/** Limits on what one client can make the server hold. Times are milliseconds. */
export interface ConnectionLimits {
  /** From the start of the connection, or the first byte of a request, to the end of its headers. */
  headersMs: number;
  /** From the same start to the end of the body. */
  requestMs: number;
  /** How often the server checks both. */
  checkMs: number;
  /** How long a request may pass without a byte in either direction, as with a peer that does not read its answer. */
  stalledMs: number;
  /** How long a connection may be idle between two requests. Load balancers commonly close theirs earlier, as they should. */
  keepAliveMs: number;
  headerBytes: number;
  /** Unanswered requests on one connection. Browsers send one at a time, and clients that pipeline a few. */
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
 * Serves a `fetch` app on a port with Node's HTTP server.
 *
 * @throws {ConfigError} when the port or the address cannot be used
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
  const decide = createRequestCounter(limit);
  const server = createServer(
    {
      headersTimeout: limit.headersMs,
      requestTimeout: limit.requestMs,
      connectionsCheckingInterval: limit.checkMs,
      keepAliveTimeout: limit.keepAliveMs,
      maxHeaderSize: limit.headerBytes,
    },
    (incoming, outgoing) => {
      const decision = decide(incoming, outgoing);
      if (decision === 'cut') return void incoming.socket.destroy();
      if (isDraining || decision === 'answer and close') outgoing.shouldKeepAlive = false;
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

type Decision = 'answer' | 'answer and close' | 'cut';

/**
 * Counts the requests of each connection. A connection with too many unanswered requests is cut, since each of them holds
 * memory and a peer that never reads could send any number.
 */
function createRequestCounter({ requestsAtOnce, requestsPerConnection }: ConnectionLimits) {
  const counts = new WeakMap<Socket, { open: number; all: number }>();
  return ({ socket }: IncomingMessage, outgoing: ServerResponse): Decision => {
    const count = counts.get(socket) ?? { open: 0, all: 0 };
    counts.set(socket, count);
    count.open++;
    count.all++;
    // The server still parses the rest of a chunk after the cut, and after the last answer.
    if (socket.destroyed || count.open > requestsAtOnce) return 'cut';
    outgoing.once('close', () => count.open--);
    return count.all < requestsPerConnection ? 'answer' : 'answer and close';
  };
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that was busy becomes idle with its answer, and would then stay open.
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
      return refuse('port', String(port), 'needs more rights than this user has', 'Choose a port above 1023.');
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
