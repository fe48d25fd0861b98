import '../../build/source-hooks.ts';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type ClerkServer, createServer } from '../../src/entries/server.ts';
import type { ConfigInput, InstanceConfig } from '../../src/server/config/config.ts';
import { consoleLogger } from '../../src/server/logger.ts';

import { lastCode } from './last-code.ts';

export interface Site {
  /** `http://localhost:…`, serving the pages and the API (at the root and under `/__clerk`). */
  origin: string;
  config: InstanceConfig;
  /** The operator's invitations, sign-in tokens and secret keys. */
  tickets: Pick<ClerkServer, 'invitations' | 'signInTokens' | 'secretKeys'>;
  /** Creates a link to the admin page, which the test turns on. */
  adminLink(): Promise<string>;
  /** Returns the newest code that was sent to an address. */
  lastCode(to: string): Promise<string>;
  /** Advances the server's clock, for example past the pause between two emails to one address. */
  advance(ms: number): void;
  /** A test may set this, to see or to hold requests: each is answered when it has ended. */
  beforeAnswer?: (request: Request) => Promise<void> | void;
  /** Cuts all connections, and new ones at once, until `comeBack`: so does a server that restarts. */
  goAway(): void;
  comeBack(): void;
  close(): Promise<void>;
}

/** Answers a page or file of the test; undefined passes the request on to the API. */
export type Pages = (url: URL, config: InstanceConfig) => Promise<Response | undefined> | Response | undefined;

/** Starts an HTTP origin on loopback that serves the test's pages and the Frontend API, with a fresh database. */
export async function startSite(
  pages: Pages,
  input: Partial<ConfigInput> | ((origin: string) => Promise<Partial<ConfigInput>>) = {},
): Promise<Site> {
  let handle: (request: Request) => Promise<Response> | Response = () => new Response(null, { status: 503 });
  const { http, port } = await new Promise<{ http: ReturnType<typeof serve>; port: number }>((resolve) => {
    const http = serve({ fetch: (request: Request) => handle(request), port: 0, hostname: 'localhost' }, (info) =>
      resolve({ http, port: (info as AddressInfo).port }),
    );
  });
  const origin = `http://localhost:${port}`;
  let ahead = 0;
  let isAway = false;
  http.on('connection', (socket) => isAway && socket.destroy());
  const server = await createServer(
    {
      url: origin,
      databaseUrl: 'sqlite::memory:',
      proxyPaths: ['/__clerk'],
      // The pages are the test's own.
      hostedPages: false,
      testMode: true,
      forceTestMode: true,
      ...(typeof input === 'function' ? await input(origin) : input),
    },
    // Prints errors only.
    { clock: { now: () => Date.now() + ahead }, logger: { ...consoleLogger, info() {}, warn() {} } },
  );
  handle = async (request) => {
    await site.beforeAnswer?.(request);
    return (await pages(new URL(request.url), server.config)) ?? server.fetch(request);
  };
  const site: Site = {
    origin,
    config: server.config,
    tickets: server,
    adminLink: () => server.createAdminLink(),
    advance(ms) {
      ahead += ms;
    },
    goAway() {
      isAway = true;
      if ('closeAllConnections' in http) http.closeAllConnections();
    },
    comeBack() {
      isAway = false;
    },
    lastCode: (to) => lastCode(origin, to),
    async close() {
      http.close();
      if ('closeAllConnections' in http) http.closeAllConnections();
      await server.close();
    },
  };
  return site;
}

/** Settings of a server with pages of its own, for an application that has such pages as well. */
export const besidesOwnPages = (origin: string): Partial<ConfigInput> => ({
  hostedPages: true,
  signInUrl: `${origin}/sign-in`,
  signUpUrl: `${origin}/sign-up`,
  userProfileUrl: `${origin}/user`,
});

export const html = (body: string): Response =>
  new Response(`<!doctype html><meta charset="utf-8"><title>test</title><link rel="icon" href="data:,">${body}`, {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
