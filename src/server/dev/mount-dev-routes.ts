import type { Hono } from 'hono';
import type { InstanceConfig } from '../config/config.ts';
import type { DevMessage } from '../delivery/port.ts';
import { isOwnHost } from '../http/own-host.ts';
import { renderInbox } from './inbox-page.ts';
import { inboxScript } from './inbox-script.ts';
import { INBOX_STYLE } from './inbox-style.ts';

/** The part of the storage that lists the messages of test mode, the newest first. */
export interface DevMessageSource {
  listDevMessages(filter: { to?: string }): Promise<DevMessage[]>;
}

type DevConfig = Pick<InstanceConfig, 'applicationName' | 'url' | 'homeUrl' | 'allowedOrigins'>;

const PAGE_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Adds `/__dev/messages` (JSON, the newest first) and `/__dev/inbox` (a page) to an app. Call it in test mode only: the
 * messages hold codes.
 *
 * They answer under the names of the instance, and under those that no stranger can own. A page of another site could
 * otherwise give its own name the address of this machine, and read the codes (DNS rebinding).
 */
export function mountDevRoutes(app: Hono, source: DevMessageSource, config: DevConfig): void {
  const { applicationName } = config;
  const own = [config.url, config.homeUrl, ...config.allowedOrigins];
  app.use('/__dev/*', (c, next) => {
    if (isOwnHost(c.req.raw, own)) return next();
    return Promise.resolve(c.text(`Open this at ${new URL(config.url).origin}.\n`, 403, PAGE_HEADERS));
  });
  const list = (to: string | undefined) => source.listDevMessages(to ? { to } : {});
  app.get('/__dev/messages', async (c) => c.json(await list(c.req.query('to')), 200, PAGE_HEADERS));
  app.get('/__dev/inbox', async (c) => {
    const to = c.req.query('to');
    return c.html(renderInbox(await list(to), applicationName, to ?? ''), 200, PAGE_HEADERS);
  });
  app.get('/__dev/inbox.css', (c) => c.body(INBOX_STYLE, 200, { ...PAGE_HEADERS, 'Content-Type': 'text/css' }));
  app.get('/__dev/inbox.js', (c) =>
    c.body(inboxScript(), 200, { ...PAGE_HEADERS, 'Content-Type': 'text/javascript; charset=utf-8' }),
  );
}
