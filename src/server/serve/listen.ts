import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { ConfigError } from '../settings/config-error.ts';

export interface Listener {
  /** Port that was taken. */
  port: number;
  /** Stops taking connections, waits for requests under way, cuts off what is left after the grace. */
  close(graceMs?: number): Promise<void>;
}

export interface ListenOptions {
  fetch(request: Request, info: { ip?: string }): Response | Promise<Response>;
  /** 0 takes any free one. */
  port: number;
  host: string;
}

/** A client that sends its headers or its body drop by drop is let go after this long. */
const HEADERS_MS = 15_000;
const REQUEST_MS = 30_000;
/** Longer than the idle time of common load balancers, so that it is they who close. */
const KEEP_ALIVE_MS = 65_000;
const MAX_HEADER_BYTES = 32_768;
const GRACE_MS = 10_000;

/**
 * Serves a `fetch` app on a port through Node's http server.
 *
 * @throws {ConfigError} when the port or address cannot be taken
 */
export async function listen({ fetch, port, host }: ListenOptions): Promise<Listener> {
  const server = createAdaptorServer({
    fetch: (request, env) => {
      const ip = (env as HttpBindings).incoming.socket.remoteAddress;
      return fetch(request, ip === undefined ? {} : { ip });
    },
    hostname: host,
    serverOptions: {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(toConfigError(error, port, host)));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: (graceMs = GRACE_MS) => stop(server, graceMs),
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
