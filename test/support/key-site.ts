import '../../build/source-hooks.ts';
import { type ClerkServer, createServer } from '../../src/entries/server.ts';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { consoleLogger } from '../../src/server/logger.ts';
import type { Pages } from './site.ts';
import type { Handler } from './tls-hosts.ts';

/** An app and its server on two hosts of one site over HTTPS, so that the app needs nothing but its key. */
export interface KeySite {
  /** `https://app.…` */
  origin: string;
  server: ClerkServer;
  /** Advances the server's clock. */
  advance(ms: number): void;
  close(): Promise<void>;
}

/**
 * Starts a server with a fresh database, and serves an app beside it.
 *
 * @param hosts of the running HTTPS server. The site is at `app.` and `clerk.` of its name
 * @param name of the site, such as `react.test`. The key of the app names `clerk.` of it
 */
export async function startKeySite(
  hosts: Record<string, Handler>,
  name: string,
  pages: Pages,
  config: Partial<ConfigInput> = {},
): Promise<KeySite> {
  let ahead = 0;
  const origin = `https://app.${name}`;
  const server = await createServer(
    {
      url: `https://clerk.${name}`,
      databaseUrl: 'sqlite::memory:',
      allowedOrigins: [origin],
      homeUrl: origin,
      cookieDomain: name,
      // The pages are the test's own.
      hostedPages: false,
      instanceType: 'production',
      password: { breachCheck: false },
      testMode: true,
      forceTestMode: true,
      ...config,
    },
    { clock: { now: () => Date.now() + ahead }, logger: { ...consoleLogger, info() {}, warn() {} } },
  );
  hosts[`clerk.${name}`] = (request) => server.fetch(request);
  hosts[`app.${name}`] = async (request) =>
    (await pages(new URL(request.url), server.config)) ?? new Response(null, { status: 404 });
  return {
    origin,
    server,
    advance(ms) {
      ahead += ms;
    },
    close: () => server.close(),
  };
}
