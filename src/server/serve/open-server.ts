import { EMBEDDING_CODE } from '../audit/audited-calls.ts';
import { canEncodePictures } from '../account/picture-encoder.ts';
import { createAdminLink } from '../admin/admin-link.ts';
import { createApp } from '../app.ts';
import { openCdnLibrary } from '../cdn/cdn-library.ts';
import { createCdn } from '../cdn/create-cdn.ts';
import { createInstanceScript } from '../cdn/instance-script.ts';
import { serveInstalled } from '../cdn/installed-package.ts';
import { openReleases, type Releases } from '../cdn/releases.ts';
import { createSdkScripts } from '../cdn/sdk-scripts.ts';
import type { ConfigInput, InstanceConfig } from '../config/config.ts';
import { mountDevRoutes } from '../dev/mount-dev-routes.ts';
import type { PasswordHasher } from '../factors/password/password-hasher.ts';
import { presentEnvironment } from '../frontend-api/presenters/present-environment.ts';
import type { Limits } from '../http/limits.ts';
import type { PageRenderer } from '../hosted-pages/page-renderer.ts';
import type { InstanceKeys } from '../keys/load-keys.ts';
import { loadArgon2 } from '../lib/argon2.ts';
import type { Services } from '../services.ts';
import { requireMessageEndpoints } from '../webhooks/message-outlet.ts';
import { administration, type OpenInstance, openInstance } from './open-instance.ts';
import type { ClerkServer } from './clerk-server.ts';
import type { ServerOptions } from './server-options.ts';
import { startSweeping } from './start-sweeping.ts';

/** Milliseconds between two looks for events of nodes that died. */
const CATCH_UP_MS = 60_000;
/** Milliseconds between two looks for webhooks that are due. The first retry is after 5 seconds. */
const WEBHOOKS_MS = 5_000;

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

/** What the emulator brings instead of what a server makes or reads when it starts. */
export interface EmulatorParts {
  keys: Omit<InstanceKeys, 'warnings'>;
  passwords: PasswordHasher;
  limits: Limits;
  releases: Releases;
}

/** What an entry gives the server, which may not import it. */
export interface ServerParts {
  /** Draws the forms of the hosted pages. It is loaded for the first of them. */
  pageRenderer: () => Promise<PageRenderer>;
}

/** A server, and what its functions work with. */
export interface OpenServer extends ClerkServer {
  readonly services: Services;
}

/** Opens an instance and puts the app on top. `createServer` is its public name. */
export async function openServer(
  input: ConfigInput,
  options: ServerOptions = {},
  parts: Partial<ServerParts> & { emulator?: EmulatorParts } = {},
): Promise<OpenServer> {
  const { emulator, pageRenderer } = parts;
  // Without it nothing works that the server is for, and the first sign-in would be too late to say so.
  const argon2 = emulator ? undefined : await loadArgon2();
  const instance = await openInstance(input, options, { keys: emulator?.keys });
  const { storage, delivery, clock, logger, warnings } = instance;
  const config = withoutMissing(instance.config, warnings);
  try {
    const releases = emulator?.releases ?? (await openStoredReleases(instance));
    const isOwn = config.sdkScripts === 'own';
    const installed = isOwn ? [] : CLERK_PACKAGES.map((name) => [name, serveInstalled(name)] as const);
    const cdn = createCdn(releases, Object.fromEntries(installed));
    const app = createApp({
      ...instance,
      config,
      ...(emulator && { passwords: emulator.passwords, limits: emulator.limits }),
      pageRenderer,
      extraRoutes: (routes, address) => {
        const settings = { publishableKey: config.publishableKey, environment: presentEnvironment(address) };
        const sdkScripts = isOwn ? createSdkScripts(releases, settings) : undefined;
        const instanceScript = createInstanceScript(releases, { ...settings, redirectOrigins: config.allowedOrigins });
        routes.all('/npm/*', (c) => sdkScripts?.(c.req.raw) ?? cdn(c.req.raw));
        routes.all('/clerk.js', (c) => instanceScript(c.req.raw));
        if (config.testMode) mountDevRoutes(routes, storage, config);
      },
    });
    await requireMessageEndpoints(app.services);
    for (const warning of warnings) logger.warn(warning);
    if (argon2?.name === 'node:crypto') logger.info(HALF_SPEED);
    const sweep = async (now: number, isOver: () => boolean) => {
      await storage.sweep(now, isOver);
      await releases.sweep();
    };
    const stopSweeping = startSweeping({ sweep }, clock, logger);
    const stopCatchingUp = startSweeping({ sweep: (_, isOver) => app.catchUp(isOver) }, clock, logger, CATCH_UP_MS);
    const stopWebhooks = startSweeping({ sweep: () => app.sendWebhooks() }, clock, logger, WEBHOOKS_MS);
    return {
      config,
      warnings,
      services: app.services,
      ...administration(app.services, EMBEDDING_CODE),
      async createAdminLink() {
        if (!config.adminPage) throw new Error('The setting adminPage (CLERK_ADMIN_PAGE) is off.');
        return createAdminLink(instance);
      },
      fetch: (request, info) => app.fetch(request, info),
      drain: app.drain,
      breachCounts: app.breachCounts,
      checkDelivery: () => delivery.check(),
      close: async () => {
        await stopSweeping();
        await stopCatchingUp();
        await stopWebhooks();
        app.stop();
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

/** Opens the browser files of this node's disk, and those that other nodes have stored. */
function openStoredReleases(instance: OpenInstance): Promise<Releases> {
  const { config, warnings } = instance;
  const own = openCdnLibrary(config.cdnDir);
  if (own.size === 0) warnings.push(NO_BROWSER_FILES);
  return openReleases({ ...instance, own, keepDays: config.cdnKeepDays });
}

/** Turns off what this machine cannot do, and tells the operator. */
function withoutMissing(config: InstanceConfig, warnings: string[]): InstanceConfig {
  if (!config.pictureUploads || canEncodePictures()) return config;
  warnings.push(NO_PICTURES);
  return { ...config, pictureUploads: false };
}
