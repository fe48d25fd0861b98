import type { Hono } from 'hono';
import type { InstanceConfig } from '../config/config.ts';
import { findTemplate, previewTemplate, type TemplateConfig } from '../delivery/effective-template.ts';
import type { DevMessage } from '../delivery/port.ts';
import { isOwnHost } from '../http/own-host.ts';
import { renderInbox } from './inbox-page.ts';
import { inboxScript } from './inbox-script.ts';
import { INBOX_STYLE } from './inbox-style.ts';
import { renderTemplates } from './templates-page.ts';

/** The part of the storage that lists the messages of test mode, the newest first. */
export interface DevMessageSource {
  listDevMessages(filter: { to?: string }): Promise<DevMessage[]>;
}

type DevConfig = Pick<InstanceConfig, 'applicationName' | 'url' | 'homeUrl' | 'allowedOrigins'> & TemplateConfig;

const PAGE_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** An email may have any HTML. It is shown without scripts, forms, links, and requests to anywhere. */
const FRAME_HEADERS = {
  ...PAGE_HEADERS,
  'Content-Security-Policy':
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
};

/**
 * Adds `/__dev/messages` (JSON, the newest first) and `/__dev/inbox` (a page) to an app, and
 * `/__dev/templates` (a page with every message, and sample values in them). Call it in test mode only: the
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
  app.get('/__dev/templates', (c) => c.html(renderTemplates(config, applicationName, Date.now()), 200, PAGE_HEADERS));
  app.get('/__dev/templates/email/:file', (c) => {
    const slug = c.req.param('file').replace(/\.html$/, '');
    const isMail = findTemplate(config, 'email', slug) !== undefined;
    const preview = isMail ? previewTemplate(config, 'email', slug, Date.now()) : undefined;
    if (preview?.type !== 'email') return c.notFound();
    return c.html(preview.html, 200, FRAME_HEADERS);
  });
  app.get('/__dev/inbox.css', (c) => c.body(INBOX_STYLE, 200, { ...PAGE_HEADERS, 'Content-Type': 'text/css' }));
  app.get('/__dev/inbox.js', (c) =>
    c.body(inboxScript(), 200, { ...PAGE_HEADERS, 'Content-Type': 'text/javascript; charset=utf-8' }),
  );
}
