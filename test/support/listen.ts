import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';

/** Starts an HTTP server on a free port of this machine. @returns its origin */
export async function listen(server: Server, host: 'localhost' | '127.0.0.1' = 'localhost'): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

/** Stops a server, and closes the connections that clients keep open. */
export async function stop(server: HttpServer): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** Returns a port that nothing listens on, for servers that must know their port before they start. */
export async function freePort(host?: 'localhost' | '127.0.0.1'): Promise<number> {
  const server = createServer();
  const origin = await listen(server, host);
  await stop(server);
  return Number(new URL(origin).port);
}
