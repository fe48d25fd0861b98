import '../../build/source-hooks.ts';
import { createClerkClient } from '../../src/entries/backend.ts';
import type { EnvironmentJSON } from '../../src/protocol/json/environment.ts';
import { listen } from '../../src/server/serve/listen.ts';
import { html, type Site } from './site.ts';

/** An application on an origin of its own. */
export interface OwnSite {
  readonly origin: string;
  /** The `Referrer-Policy` of its pages. */
  referrer: string;
  close(): Promise<void>;
}

/**
 * Starts an application whose pages have the sign-in form that the backend SDK renders. `/comes-back` leads to its root
 * afterwards; the instance of `/without-pages` has no pages of its own.
 *
 * @param api returns the instance, once somebody opens a page
 */
export async function startOwnSite(api: () => Site): Promise<OwnSite> {
  const server = await listen({
    port: 0,
    host: '127.0.0.1',
    fetch: async ({ url }) => {
      const { origin, config } = api();
      const clerk = createClerkClient({ publishableKey: config.publishableKey, proxyUrl: origin });
      const form = await clerk.renderSignIn({
        path: '/sign-in',
        url,
        ...(url.endsWith('/comes-back') && { fallbackRedirectUrl: '/' }),
        ...(url.endsWith('/without-pages') && { environment: await withoutPages(origin) }),
      });
      const page = html(String(form));
      page.headers.set('referrer-policy', started.referrer);
      return page;
    },
  });
  const started = {
    origin: `http://127.0.0.1:${server.port}`,
    referrer: 'strict-origin-when-cross-origin',
    close: async () => server.close(0),
  };
  return started;
}

/** Returns what the server would answer if it had no pages. */
async function withoutPages(api: string): Promise<EnvironmentJSON> {
  const environment = (await (await fetch(`${api}/v1/environment`)).json()) as EnvironmentJSON;
  return { ...environment, display_config: { ...environment.display_config, hosted_pages: false } };
}
