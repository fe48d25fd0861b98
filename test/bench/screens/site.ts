import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createServer } from '../../../src/entries/server.ts';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { consoleLogger } from '../../../src/server/logger.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../../support/openid-provider.ts';
import { TestBrowser } from '../../support/test-browser.ts';
import { screensPages } from './pages.ts';

const CLIENT = { clientId: 'acme', clientSecret: 'not a secret at all, only for a bench' };
const MINUTE = 60_000;

/** What most jobs run on: an instance with every kind of sign-in method, where an account needs an address and a password. */
const EVERYTHING: Partial<ConfigInput> = {
  attributes: { firstName: 'optional', lastName: 'optional', phoneNumber: 'optional' },
  phoneCode: true,
  sms: { countries: ['*'] },
  // The browser would answer for the user, as soon as the form is there.
  passkeys: { enabled: true, autofill: false },
  secondFactors: { totp: true, phoneCode: true, backupCode: true },
};

/** The instances. A few jobs need another one, because a setting of theirs changes what all screens offer. */
export const INSTANCES = {
  everything: EVERYTHING,
  /** The same, which greets an account that has used the browser before. It is off by default. */
  greeting: { ...EVERYTHING, welcomeBack: true },
  /** No account has a password. */
  codes: { attributes: { password: 'off' } },
  links: { emailLink: true },
  phones: {
    attributes: { emailAddress: 'optional', phoneNumber: 'optional' },
    phoneCode: true,
    sms: { countries: ['*'] },
  },
} as const satisfies Record<string, Partial<ConfigInput>>;

export type InstanceName = keyof typeof INSTANCES;

export interface BenchSite {
  origin: string;
  provider: OpenIdProvider;
  /** Opens a browser without pages, with an address of its own, to prepare accounts through the API. */
  client(): TestBrowser;
  /** Gives the requests of all pages another address, so that no job uses up the limits of the next one. */
  changeAddress(): void;
  /** Returns the newest message to an address, once there is one. */
  message(to: string): Promise<{ code?: string; url?: string }>;
  /** Advances the server's clock past the pause between two messages to one recipient. */
  passPause(): void;
  close(): Promise<void>;
}

/** Starts an instance with the pages of both sides, and an OpenID provider that it signs users in with. */
export async function startBenchSite(name: InstanceName): Promise<BenchSite> {
  let handle: (request: Request) => Promise<Response> = () => Promise.resolve(new Response(null, { status: 503 }));
  const http = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const server = serve({ fetch: (request: Request) => handle(request), port: 0, hostname: 'localhost' }, () =>
      resolve(server),
    );
  });
  const origin = `http://localhost:${(http.address() as AddressInfo).port}`;
  const redirectUris = [`${origin}/v1/oauth_callback/acme`];
  const provider = await startOpenIdProvider({ ...CLIENT, redirectUris, accounts: [] });
  let ahead = 0;
  let addresses = 0;
  let address = '198.51.100.1';
  const changeAddress = (): void => {
    addresses++;
    address = `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`;
  };
  const server = await createServer(
    {
      url: origin,
      hostedPages: false,
      databaseUrl: 'sqlite::memory:',
      proxyPaths: ['/__clerk'],
      testMode: true,
      forceTestMode: true,
      sdkScripts: 'installed',
      password: { breachCheck: false },
      ...('passkeys' in INSTANCES[name]
        ? { oauth: [{ provider: 'custom', slug: 'acme', name: 'Acme', issuer: provider.issuer, ...CLIENT }] }
        : {}),
      ...INSTANCES[name],
    },
    { clock: { now: () => Date.now() + ahead }, logger: { ...consoleLogger, info() {}, warn() {} } },
  );
  handle = async (request) =>
    (await screensPages(new URL(request.url), server.config)) ?? server.fetch(request, { ip: address });
  return {
    origin,
    provider,
    changeAddress,
    client() {
      changeAddress();
      const ip = address;
      return new TestBrowser((request) => server.fetch(request, { ip }), origin, origin, 'Mozilla/5.0');
    },
    async message(to) {
      const inbox = `${origin}/__dev/messages?to=${encodeURIComponent(to)}`;
      for (;;) {
        const [message] = (await (await fetch(inbox)).json()) as { code?: string; url?: string }[];
        if (message) return message;
      }
    },
    passPause() {
      ahead += MINUTE;
    },
    async close() {
      http.close();
      if ('closeAllConnections' in http) http.closeAllConnections();
      await server.close();
      await provider.close();
    },
  };
}
