/**
 * The Frontend API as a web-standard `fetch` app, for Node, Bun, Deno or a route of a larger application.
 *
 * @module clerk-widgets/server
 */
import { canEncodePictures } from '../server/account/picture-encoder.ts';
import { createApp } from '../server/app.ts';
import { openCdnLibrary } from '../server/cdn/cdn-library.ts';
import { createCdn } from '../server/cdn/create-cdn.ts';
import { createInstanceScript } from '../server/cdn/instance-script.ts';
import { serveInstalled } from '../server/cdn/installed-package.ts';
import { openReleases } from '../server/cdn/releases.ts';
import { createSdkScripts } from '../server/cdn/sdk-scripts.ts';
import type { ConfigInput, InstanceConfig } from '../server/config/config.ts';
import { mountDevRoutes } from '../server/dev/mount-dev-routes.ts';
import { mountAccountPages } from '../server/frontend-api/pages/account-pages.ts';
import { presentEnvironment } from '../server/frontend-api/presenters/present-environment.ts';
import { openInstance } from '../server/serve/open-instance.ts';
import type { ServerOptions } from '../server/serve/server-options.ts';
import type { BreachCounts } from '../server/factors/password/breach-check.ts';
import type { Invitations, SecretKeys, SignInTokens } from '../server/backend-api/types.ts';
import { loadArgon2 } from '../server/lib/argon2.ts';
import { startSweeping } from '../server/serve/start-sweeping.ts';

export type { Clock } from '../server/clock.ts';
export type { ConfigInput, InstanceConfig } from '../server/config/config.ts';
export { ApiError } from '../server/http/errors.ts';
export type { Logger } from '../server/logger.ts';
export type { ServerOptions } from '../server/serve/server-options.ts';
export type { BreachCounts } from '../server/factors/password/breach-check.ts';
export type { OAuthProviderInput } from '../server/oauth-providers/types.ts';
export type { Restrictions } from '../server/restrictions/restrictions.ts';
export type { Scope } from '../server/backend-api/scopes.ts';
export type {
  Invitation,
  Invitations,
  Issued,
  NewInvitation,
  NewSecretKey,
  NewSignInToken,
  SecretKey,
  SecretKeys,
  SignInToken,
  SignInTokens,
  Ticket,
} from '../server/backend-api/types.ts';
export { ConfigError, type ConfigProblem } from '../server/lib/config-error.ts';
export { StorageUnavailable } from '../server/storage/storage-errors.ts';

/** Milliseconds between two looks for events of nodes that died. */
const CATCH_UP_MS = 60_000;

/** The packages that Clerk's own SDKs load in the browser from the host of the Frontend API, if `sdkScripts` says so. */
const CLERK_PACKAGES = ['@clerk/clerk-js', '@clerk/ui'];

const NO_BROWSER_FILES =
  'This node has no browser files of its own, and serves under /npm what other nodes have stored. To serve clerk.js, ' +
  'build the package (npm run build), or name its files by cdnDir (CLERK_CDN_DIR).';

const NO_PICTURES =
  'Users cannot upload pictures, because the package sharp is not installed. Run npm install sharp, or set ' +
  'pictureUploads (CLERK_PICTURE_UPLOADS) to false.';

const HALF_SPEED =
  'Passwords are hashed by the argon2 of this runtime. With the package @node-rs/argon2 beside this one, the same hashes ' +
  'take half the time.';

/** A running instance without a socket. Pass requests to its `fetch`. */
export interface ClerkServer {
  /** The settings with all defaults. It has secrets, so do not log it as a whole. */
  readonly config: InstanceConfig;
  /** Warnings for the operator. They are also logged. */
  readonly warnings: readonly string[];
  readonly invitations: Invitations;
  readonly signInTokens: SignInTokens;
  readonly secretKeys: SecretKeys;
  /**
   * Answers one request.
   *
   * @param info `ip`: address of the client's socket, for rate limits per address. Without it and without
   *   `clientIpHeader`, these limits are off, which is logged once. Limits per account and per recipient always apply
   */
  fetch(request: Request, info?: { ip?: string }): Promise<Response>;
  /** Returns what the look-up of leaked passwords did since the start. `failedOpen` counts passwords it did not check. */
  breachCounts(): BreachCounts;
  /**
   * Answers `/readyz` and `/v1/health` with 503 from now on, so that a load balancer sends no new requests. Everything
   * else is answered as before. Call it some time before the listener closes.
   */
  drain(): void;
  /** Checks the configured mail server. @throws when it does not accept mail */
  checkDelivery(): Promise<void>;
  /** Closes the connections to the database and the mail server. Call it after the last request was answered. */
  close(): Promise<void>;
}

/**
 * Creates an instance: checks the configuration, opens the database, and reads or creates the keys.
 *
 * @param input the configuration. Required are `url` and a way to send codes (`smtp`, `sms` or `testMode`); all other
 *   settings have defaults. Of the environment, only the keys are read
 * @param options services of the process, such as a logger and a clock
 * @returns the instance. `close` it when it is not needed any more
 * @throws {ConfigError} when settings are wrong; it names each of them and the cure
 * @throws {StorageUnavailable} when the database cannot be reached
 * @example
 * import { createServer } from 'clerk-widgets/server';
 *
 * const server = await createServer({ url: 'https://clerk.example.com', testMode: true });
 * const response = await server.fetch(request);
 */
export async function createServer(input: ConfigInput, options: ServerOptions = {}): Promise<ClerkServer> {
  // Without it nothing works that the server is for, and the first sign-in would be too late to say so.
  const argon2 = await loadArgon2();
  const instance = await openInstance(input, options);
  const { storage, delivery, clock, logger, warnings } = instance;
  const config = withoutMissing(instance.config, warnings);
  try {
    const own = openCdnLibrary(config.cdnDir);
    const releases = await openReleases({ ...instance, own, keepDays: config.cdnKeepDays });
    const settings = { publishableKey: config.publishableKey, environment: presentEnvironment(config) };
    const isOwn = config.sdkScripts === 'own';
    const sdkScripts = isOwn ? createSdkScripts(releases, settings) : undefined;
    const installed = isOwn ? [] : CLERK_PACKAGES.map((name) => [name, serveInstalled(name)] as const);
    const cdn = createCdn(releases, Object.fromEntries(installed));
    const instanceScript = createInstanceScript(releases, settings);
    const app = createApp({
      ...instance,
      config,
      extraRoutes: (routes) => {
        routes.all('/npm/*', (c) => sdkScripts?.(c.req.raw) ?? cdn(c.req.raw));
        routes.all('/clerk.js', (c) => instanceScript(c.req.raw));
        if (config.accountPages) mountAccountPages(routes, config);
        if (config.testMode) mountDevRoutes(routes, storage, config);
      },
    });
    if (own.size === 0) warnings.push(NO_BROWSER_FILES);
    for (const warning of warnings) logger.warn(warning);
    if (argon2.name === 'node:crypto') logger.info(HALF_SPEED);
    const sweep = async (now: number, isOver: () => boolean) => {
      await storage.sweep(now, isOver);
      await releases.sweep();
    };
    const stopSweeping = startSweeping({ sweep }, clock, logger);
    const stopCatchingUp = startSweeping({ sweep: (_, isOver) => app.catchUp(isOver) }, clock, logger, CATCH_UP_MS);
    return {
      config,
      warnings,
      invitations: instance.invitations,
      signInTokens: instance.signInTokens,
      secretKeys: instance.secretKeys,
      fetch: (request, info) => app.fetch(request, info),
      drain: app.drain,
      breachCounts: app.breachCounts,
      checkDelivery: () => delivery.check(),
      close: async () => {
        await stopSweeping();
        await stopCatchingUp();
        await app.settle();
        await releases.close();
        await instance.close();
      },
    };
  } catch (error) {
    await instance.close();
    throw error;
  }
}

/** Turns off what this machine cannot do, and tells the operator. */
function withoutMissing(config: InstanceConfig, warnings: string[]): InstanceConfig {
  if (!config.pictureUploads || canEncodePictures()) return config;
  warnings.push(NO_PICTURES);
  return { ...config, pictureUploads: false };
}
