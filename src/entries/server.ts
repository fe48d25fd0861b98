/**
 * The Frontend API as a web-standard `fetch` app, for Node, Bun, Deno or a route of a larger application.
 *
 * @module clerk-widgets/server
 */
import { createApp } from '../server/app.ts';
import { openCdnLibrary } from '../server/cdn/cdn-library.ts';
import { createCdn } from '../server/cdn/create-cdn.ts';
import { openReleases } from '../server/cdn/releases.ts';
import type { ConfigInput, InstanceConfig } from '../server/config/config.ts';
import { mountDevRoutes } from '../server/dev/mount-dev-routes.ts';
import { openInstance, type ServerOptions } from '../server/serve/open-instance.ts';
import type { BreachCounts } from '../server/factors/password/breach-check.ts';
import type { Invitations } from '../server/backend-api/invitations.ts';
import type { SignInTokens } from '../server/backend-api/sign-in-tokens.ts';
import { startSweeping } from '../server/serve/start-sweeping.ts';

export type { Clock } from '../server/clock.ts';
export type { ConfigInput, InstanceConfig } from '../server/config/config.ts';
export { ApiError } from '../server/http/errors.ts';
export type { Logger } from '../server/logger.ts';
export type { ServerOptions } from '../server/serve/open-instance.ts';
export type { BreachCounts } from '../server/factors/password/breach-check.ts';
export type { OAuthProviderInput } from '../server/oauth-providers/types.ts';
export type { Restrictions } from '../server/restrictions/restrictions.ts';
export type { Invitation, Invitations, NewInvitation } from '../server/backend-api/invitations.ts';
export type { NewSignInToken, SignInToken, SignInTokens } from '../server/backend-api/sign-in-tokens.ts';
export type { Issued, Ticket } from '../server/backend-api/tickets.ts';
export { ConfigError, type ConfigProblem } from '../server/lib/config-error.ts';
export { StorageUnavailable } from '../server/storage/storage-errors.ts';

const NO_BROWSER_FILES =
  'This node has no browser files of its own, and serves under /npm what other nodes have stored. To serve clerk.js, ' +
  'build the package (npm run build), or name its files by cdnDir (CLERK_CDN_DIR).';

/** A running instance without a socket: hand it requests. */
export interface ClerkServer {
  /** The settings with every default filled in. It holds secrets: log no more than parts of it. */
  readonly config: InstanceConfig;
  /** What the operator should know; told to the logger as well. */
  readonly warnings: readonly string[];
  readonly invitations: Invitations;
  readonly signInTokens: SignInTokens;
  /**
   * Answers one request.
   *
   * @param info `ip`: address of the socket, for limits per address. Without it, and without `clientIpHeader`, these
   *   limits are off, which the logger is told once; limits per account and recipient always hold
   */
  fetch(request: Request, info?: { ip?: string }): Promise<Response>;
  /** What the look-up of leaked passwords did since the start; `failedOpen` counts those that were let through. */
  breachCounts(): BreachCounts;
  /**
   * Answers `/readyz` and `/v1/health` with 503 from now on, so that a load balancer sends no more, and everything else as
   * before. For the time before the listener closes.
   */
  drain(): void;
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
  const instance = await openInstance(input, options);
  const { config, storage, delivery, clock, logger, warnings } = instance;
  try {
    const own = openCdnLibrary(config.cdnDir);
    const releases = await openReleases({ ...instance, own, keepDays: config.cdnKeepDays });
    const cdn = createCdn(releases);
    const app = createApp({
      ...instance,
      extraRoutes: (routes) => {
        routes.all('/npm/*', (c) => cdn(c.req.raw));
        if (config.testMode) mountDevRoutes(routes, storage, config.applicationName);
      },
    });
    if (own.size === 0) warnings.push(NO_BROWSER_FILES);
    for (const warning of warnings) logger.warn(warning);
    const sweep = async (now: number, isOver: () => boolean) => {
      await app.catchUp(isOver);
      await storage.sweep(now, isOver);
      await releases.sweep();
    };
    const stopSweeping = startSweeping({ sweep }, clock, logger);
    return {
      config,
      warnings,
      invitations: instance.invitations,
      signInTokens: instance.signInTokens,
      fetch: (request, info) => app.fetch(request, info),
      drain: app.drain,
      breachCounts: app.breachCounts,
      checkDelivery: () => delivery.check(),
      close: async () => {
        await stopSweeping();
        await releases.close();
        await instance.close();
      },
    };
  } catch (error) {
    await instance.close();
    throw error;
  }
}
