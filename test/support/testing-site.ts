import { randomBytes } from 'node:crypto';
import { type ClerkServer, createServer } from '../../src/entries/server.ts';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { consoleLogger } from '../../src/server/logger.ts';
import { start } from './running-app.ts';
import { getRequestListener } from '@hono/node-server';
import { html } from './site.ts';
import { type Handler, startTlsHosts } from './tls-hosts.ts';

/** An instance and an application on one origin, over HTTPS, since `@clerk/testing` looks for no other requests. */
export interface TestingSite {
  /** `https://localhost:…` with the pages, and with the Frontend API under `/__clerk`. */
  origin: string;
  /** The same server over HTTP, for the Backend API: Node does not trust the certificate. */
  apiUrl: string;
  publishableKey: string;
  secretKey: string;
  server: ClerkServer;
  /** Advances the server's clock. */
  advance(ms: number): void;
  close(): Promise<void>;
}

/** Writes the body of a page; undefined where there is none. */
export type WritePage = (path: string, publishableKey: string) => string | undefined;

/** Answers a request that is not for a page of the test; undefined passes it on to the API. */
export type AnswerFirst = (request: Request, site: TestingSite) => Promise<Response | undefined>;

export async function startTestingSite(
  write: WritePage,
  config: (origin: string) => Partial<ConfigInput>,
  answer: AnswerFirst = async () => undefined,
): Promise<TestingSite> {
  const hosts: Record<string, Handler> = {};
  const tls = await startTlsHosts(hosts);
  const host = `localhost:${tls.port}`;
  const origin = `https://${host}`;
  const given = config(origin);
  const { secretKey = `sk_test_${randomBytes(24).toString('hex')}` } = given;
  let ahead = 0;
  const server = await createServer(
    {
      url: origin,
      // The pages are the test's own.
      hostedPages: false,
      instanceType: 'development',
      databaseUrl: 'sqlite::memory:',
      proxyPaths: ['/__clerk'],
      testMode: true,
      password: { breachCheck: false },
      ...given,
      secretKey,
    },
    { clock: { now: () => Date.now() + ahead }, logger: { ...consoleLogger, info() {}, warn() {} } },
  );
  const api = await start(getRequestListener((request) => server.fetch(request)));
  const { publishableKey } = server.config;
  const site: TestingSite = {
    origin,
    apiUrl: api.origin,
    publishableKey,
    secretKey,
    server,
    advance(ms) {
      ahead += ms;
    },
    async close() {
      api.close();
      tls.close();
      await server.close();
    },
  };
  hosts[host] = async (request) => {
    const body = write(new URL(request.url).pathname, publishableKey);
    return body === undefined ? ((await answer(request, site)) ?? server.fetch(request)) : html(body);
  };
  return site;
}
