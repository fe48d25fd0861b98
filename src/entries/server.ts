/**
 * The Frontend API as a web-standard `fetch` app, for Node, Bun, Deno or a route of a larger application.
 *
 * @module clerk-widgets/server
 */
import { createApp } from '../server/app.ts';
import { openCdnLibrary } from '../server/cdn/cdn-library.ts';
import { createCdn } from '../server/cdn/create-cdn.ts';
import type { Clock } from '../server/clock.ts';
import type { ConfigInput, InstanceConfig } from '../server/config.ts';
import { createDelivery } from '../server/delivery/create-delivery.ts';
import { mountDevRoutes } from '../server/dev-routes.ts';
import { loadKeys } from '../server/keys.ts';
import { consoleLogger, type Logger } from '../server/logger.ts';
import { parseConfig } from '../server/parse-config.ts';
import type { BreachCounts } from '../server/passwords/breach-check.ts';
import { createTicketOffice, type TicketOffice } from '../server/tickets/ticket-office.ts';
import { startSweeping } from '../server/serve/start-sweeping.ts';
import { openStorage } from '../server/storage/open-storage.ts';

export type { Clock } from '../server/clock.ts';
export type { ConfigInput, InstanceConfig } from '../server/config.ts';
export { ApiError } from '../server/errors.ts';
export type { Logger } from '../server/logger.ts';
export type { BreachCounts } from '../server/passwords/breach-check.ts';
export type { OAuthProviderInput } from '../server/oauth/types.ts';
export type { Restrictions } from '../server/restrictions/restrictions.ts';
export type {
  Invitation,
  Issued,
  NewInvitation,
  NewSignInToken,
  SignInToken,
  TicketOffice,
} from '../server/tickets/ticket-office.ts';
export { ConfigError, type ConfigProblem } from '../server/settings/config-error.ts';
export { StorageUnavailable } from '../server/storage/storage-errors.ts';

/** What the process gives the server, besides its settings. */
export interface ServerOptions {
  /** Where `CLERK_MASTER_KEY` and `CLERK_SIGNING_KEY` are looked for; default the environment of the process. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Default: one line of JSON per event on standard output and standard error. */
  logger?: Logger;
  /** Default: the clock of the machine. Tests replace it. */
  clock?: Clock;
}

/** A running instance without a socket: hand it requests. */
export interface ClerkServer extends TicketOffice {
  /** The settings with every default filled in. It holds secrets: log no more than parts of it. */
  readonly config: InstanceConfig;
  /** What the operator should know; told to the logger as well. */
  readonly warnings: readonly string[];
  /**
   * Answers one request.
   *
   * @param info `ip`: address of the socket, for limits per address. Without it, and without `clientIpHeader`, these
   *   limits are off, which the logger is told once; limits per account and recipient always hold
   */
  fetch(request: Request, info?: { ip?: string }): Promise<Response>;
  /** What the look-up of leaked passwords did since the start; `failedOpen` counts those that were let through. */
  breachCounts(): BreachCounts;
  /** Rejects when mail cannot be sent through the configured server. */
  checkDelivery(): Promise<void>;
  /** Lets go of the database and the mail server. Requests have to be over. */
  close(): Promise<void>;
}

/**
 * Makes an instance: checks the configuration, opens the database, finds or makes the keys.
 *
 * @param input configuration: `url`, and a way to send whatever it verifies by code (`smtp`, `sms`, or `testMode`); the
 *   rest has defaults. The environment is not read for settings here, only for keys
 * @param options what the process gives it
 * @returns the instance; `close` it in the end
 * @throws {ConfigError} naming every wrong setting and the cure
 * @throws {StorageUnavailable} when the database cannot be reached
 */
export async function createServer(input: ConfigInput, options: ServerOptions = {}): Promise<ClerkServer> {
  const { env = globalThis.process?.env ?? {}, logger = consoleLogger, clock = { now: Date.now } } = options;
  const config = parseConfig(input);
  const cdn = createCdn(openCdnLibrary(config.cdnDir));
  const storage = await openStorage(config.databaseUrl);
  try {
    const { signer, secret, warnings } = await loadKeys(config, storage, env);
    const delivery = createDelivery(config, storage, () => clock.now());
    const app = createApp({
      config,
      storage,
      delivery,
      signer,
      secret,
      clock,
      logger,
      extraRoutes: (routes) => {
        routes.all('/npm/*', (c) => cdn(c.req.raw));
        if (config.testMode) mountDevRoutes(routes, storage, config.applicationName);
      },
    });
    if (config.testMode && config.instanceType === 'production') {
      warnings.push('Test mode is on: anybody can sign in as a +clerk_test address with the code 424242.');
    }
    for (const warning of warnings) logger.warn(warning);
    const stopSweeping = startSweeping(storage, clock, logger);
    return {
      config,
      warnings,
      ...createTicketOffice({ config, storage, delivery, clock }),
      fetch: (request, info) => app.fetch(request, info),
      breachCounts: app.breachCounts,
      checkDelivery: () => delivery.check(),
      close: async () => {
        await stopSweeping();
        delivery.close();
        await storage.close();
      },
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
}
