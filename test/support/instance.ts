import { randomBytes } from 'node:crypto';
import { type App, type AppDeps, createApp } from '../../src/server/app.ts';
import type { ConfigInput, InstanceConfig } from '../../src/server/config/config.ts';
import { createSigner, generateSigningKey } from '../../src/server/keys/signing-key.ts';
import type { Limits } from '../../src/server/http/limits.ts';
import type { Logger } from '../../src/server/logger.ts';
import { parseConfig } from '../../src/server/config/parse-config.ts';
import { openStorage } from '../../src/server/storage/open-storage.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { FakeClock } from './fake-clock.ts';
import { LOOSE_LIMITS } from './loose-limits.ts';
import { Mailbox } from './mailbox.ts';
import { openPostgres } from './open-postgres.ts';
import { quickHasher } from './quick-hasher.ts';
import { TestBrowser } from './test-browser.ts';

export const PASSWORD = 'a plain long phrase';
export const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

export interface TestInstanceOptions {
  storage?: 'sqlite' | 'pglite';
  /** URL of a database that the test owns, such as a SQLite file. */
  databaseUrl?: string;
  /** Changes of the configuration; `url` is `https://clerk.example.com` and pages are on `https://app.example.com`. */
  config?: Partial<ConfigInput>;
  /** Changes of the limits. Limits per IP address are off by default. */
  limits?: Partial<Limits>;
  /** Password hasher; by default one that takes almost no time. Tests of hashing and its queue pass the real one. */
  passwords?: AppDeps['passwords'];
  /** The server's secret; by default a random one. */
  secret?: Uint8Array;
  fetch?: AppDeps['fetch'];
  wrapStorage?: (storage: Storage) => Storage;
  extraRoutes?: AppDeps['extraRoutes'];
  pageRenderer?: AppDeps['pageRenderer'];
}

export interface TestInstance {
  readonly app: App;
  readonly config: InstanceConfig;
  readonly clock: FakeClock;
  readonly mailbox: Mailbox;
  readonly storage: Storage;
  /** Lines that the server logged. */
  readonly log: string[];
  fetch(request: Request): Promise<Response>;
  /** Opens a browser with its own IP address on a page of `origin`, by default the first allowed one. */
  browser(options?: { origin?: string; ip?: string; userAgent?: string }): TestBrowser;
  /** Signs up a new user in the browser, with an email code. */
  signUp(browser: TestBrowser, email: string, fields?: Record<string, string>): Promise<SignedUp>;
  close(): Promise<void>;
}

export interface SignedUp {
  userId: string;
  sessionId: string;
}

let signer: ReturnType<typeof createSigner> | undefined;

/** Starts the whole server in this process, with a fresh database, a fake clock and a mailbox. */
export async function getTestInstance(options: TestInstanceOptions = {}): Promise<TestInstance> {
  const config = parseConfig({
    url: 'https://clerk.example.com',
    allowedOrigins: ['https://app.example.com'],
    applicationName: 'Acme Labs',
    cookieDomain: 'example.com',
    // The pages are those of the application.
    hostedPages: false,
    proxyPaths: ['/__clerk'],
    attributes: { username: 'optional', firstName: 'optional', lastName: 'optional' },
    ...options.config,
    // Needs a third-party service, so only tests that have one turn it on.
    password: { breachCheck: false, ...options.config?.password },
  });
  const { databaseUrl = 'sqlite::memory:' } = options;
  const opened = await (options.storage === 'pglite' ? openPostgres() : openStorage(databaseUrl));
  const storage = options.wrapStorage?.(opened) ?? opened;
  const clock = new FakeClock();
  const mailbox = new Mailbox();
  const log: string[] = [];
  signer ??= createSigner(generateSigningKey(), 'the test key');
  const app = createApp({
    config,
    storage,
    clock,
    signer,
    delivery: mailbox,
    secret: options.secret ?? new Uint8Array(randomBytes(32)),
    limits: { ...LOOSE_LIMITS, ...options.limits },
    logger: loggerInto(log),
    passwords: options.passwords ?? quickHasher(),
    fetch: options.fetch,
    extraRoutes: options.extraRoutes,
    pageRenderer: options.pageRenderer,
  });
  let addresses = 0;
  return {
    app,
    config,
    clock,
    mailbox,
    storage,
    log,
    fetch: (request) => app.fetch(request, { ip: '192.0.2.1' }),
    browser({ origin = 'https://app.example.com', ip, userAgent = CHROME } = {}) {
      const address = ip ?? `198.51.100.${++addresses % 250}`;
      return new TestBrowser((request) => app.fetch(request, { ip: address }), config.url, origin, userAgent);
    },
    async signUp(browser, email, fields = {}) {
      const form = { email_address: email, password: PASSWORD, ...fields };
      const { response } = await must(browser.post('/v1/client/sign_ups', form));
      const path = `/v1/client/sign_ups/${response.id}`;
      await must(browser.post(`${path}/prepare_verification`, { strategy: 'email_code' }));
      const code = mailbox.lastCode(email);
      const done = await must(browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code }));
      return { userId: done.response.created_user_id, sessionId: done.response.created_session_id };
    },
    async close() {
      await app.settle();
      await opened.close();
    },
  };
}

async function must<T extends { status: number; body: unknown }>(answer: Promise<T>): Promise<T> {
  const given = await answer;
  if (given.status !== 200) throw new Error(`Answered ${given.status}: ${JSON.stringify(given.body)}`);
  return given;
}

function loggerInto(log: string[]): Logger {
  const write =
    (level: string) =>
    (message: string, fields?: Record<string, unknown>): void => {
      log.push(JSON.stringify({ level, message, ...fields }));
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}
