import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import type { ConfigInput } from '../../src/server/config/config.ts';
import type { BuiltApp, RunningApp } from './framework-app.ts';
import { listen, stop } from './listen.ts';
import { besidesOwnPages, type Site, startSite } from './site.ts';

export interface ProxiedApp {
  /** Where browsers find the app. */
  origin: string;
  /** The Frontend API, on an origin of its own. */
  site: Site;
  app: RunningApp;
  close(): Promise<void>;
}

export interface ProxiedAppOptions {
  /** The proxy passes `/__clerk` on to the Frontend API. Default: everything goes to the app. */
  passesFrontendApi?: boolean;
  /** Settings of the Frontend API. */
  config?: Partial<ConfigInput>;
  /** The environment of the app. */
  env(site: Site, origin: string): Record<string, string> | Promise<Record<string, string>>;
}

/**
 * Starts a built app behind a proxy, as in production: browsers know the origin of the proxy, which `X-Forwarded-Host` and
 * `X-Forwarded-Proto` tell the app.
 */
export async function startProxiedApp(
  built: BuiltApp,
  { config, env, passesFrontendApi }: ProxiedAppOptions,
): Promise<ProxiedApp> {
  let app: RunningApp | undefined;
  let api: string | undefined;
  const proxy = createServer((incoming, outgoing) => {
    const isForApi = passesFrontendApi && incoming.url?.startsWith('/__clerk/');
    const target = isForApi ? api : app?.origin;
    if (target) forward(incoming, outgoing, target, isForApi ? { 'clerk-proxy-url': `${origin}/__clerk` } : {});
    else outgoing.writeHead(503).end();
  });
  const origin = await listen(proxy);
  const site = await startSite(() => undefined, {
    allowedOrigins: [origin],
    homeUrl: origin,
    ...besidesOwnPages(origin),
    ...config,
  });
  api = site.origin;
  app = await built.start({
    env: { PROTOCOL_HEADER: 'x-forwarded-proto', HOST_HEADER: 'x-forwarded-host', ...(await env(site, origin)) },
  });
  return {
    origin,
    site,
    app,
    async close() {
      await stop(proxy);
      await app?.close();
      await site.close();
    },
  };
}

function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: string,
  more: Record<string, string>,
): void {
  const { method, url = '/', headers } = incoming;
  const { hostname, port } = new URL(target);
  const forwarded = { ...headers, 'x-forwarded-host': headers.host, 'x-forwarded-proto': 'http', ...more };
  // The path goes on as it came, with every odd spelling.
  const onward = httpRequest({ hostname, port, method, path: url, headers: forwarded }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
