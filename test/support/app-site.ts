import { randomBytes } from 'node:crypto';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { type AppOptions, type BuiltApp, buildApp, type RunningApp } from './framework-app.ts';
import { freePort } from './listen.ts';
import { besidesOwnPages, type Site, startSite } from './site.ts';

export interface AppSite {
  /** Origin of the application. It passes `/__clerk` on to the Frontend API. */
  origin: string;
  site: Site;
  app: RunningApp;
  /** The keys of the instance. */
  env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface AppSiteOptions {
  instanceType?: 'production' | 'development';
  /** Changes of the server's configuration. */
  config?: Partial<ConfigInput>;
  /** Variables besides the keys. */
  env?: Readonly<Record<string, string>>;
}

/**
 * Starts the server, with a clock that the test moves, and an app of a framework that knows its keys: when it is built, and
 * when it runs.
 */
export async function startAppSite(options: AppOptions & AppSiteOptions): Promise<AppSite> {
  return startWith((env) => buildApp({ ...options, env }), options);
}

/** Starts the server, and an app that was built without keys. */
export async function startBuilt(built: BuiltApp, options: AppSiteOptions): Promise<AppSite> {
  return startWith(async () => built, options);
}

async function startWith(
  build: (env: Record<string, string>) => Promise<BuiltApp>,
  { instanceType = 'production', config, env: more }: AppSiteOptions,
): Promise<AppSite> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const secretKey = `sk_${instanceType === 'production' ? 'live' : 'test'}_${randomBytes(24).toString('hex')}`;
  const site = await startSite(() => undefined, {
    instanceType,
    frontendApi: 'clerk.example.com',
    secretKey,
    allowedOrigins: [origin],
    ...besidesOwnPages(origin),
    ...config,
  });
  try {
    const env = { ...keysOf(site, secretKey), ...more };
    const app = await (await build(env)).start({ env, port });
    const close = async () => {
      await app.close();
      await site.close();
    };
    return { origin, site, app, env, close };
  } catch (error) {
    await site.close();
    throw error;
  }
}

/** Returns the variables that Clerk's documentation names, for an app that passes `/__clerk` on to the Frontend API. */
export function keysOf({ origin, config }: Site, secretKey: string): Record<string, string> {
  return {
    // A framework writes the variables with its own prefix into the page.
    ...Object.fromEntries(
      ['NEXT_PUBLIC', 'PUBLIC', 'VITE'].flatMap((prefix) => [
        [`${prefix}_CLERK_PUBLISHABLE_KEY`, config.publishableKey],
        [`${prefix}_CLERK_PROXY_URL`, '/__clerk'],
      ]),
    ),
    NEXT_PUBLIC_CLERK_SIGN_IN_URL: '/sign-in',
    CLERK_SECRET_KEY: secretKey,
    CLERK_API_URL: origin,
    PUBLIC_CLERK_API_URL: origin,
    CLERK_FAPI_URL: origin,
  };
}
