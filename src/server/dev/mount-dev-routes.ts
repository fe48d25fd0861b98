import type { Hono } from 'hono';
import type { DevMessage } from '../delivery/port.ts';
import { renderInbox } from './inbox-page.ts';
import { inboxScript } from './inbox-script.ts';
import { INBOX_STYLE } from './inbox-style.ts';

/** The part of the storage that lists the messages of test mode, the newest first. */
export interface DevMessageSource {
  listDevMessages(filter: { to?: string }): Promise<DevMessage[]>;
}

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
 */
export function mountDevRoutes(app: Hono, source: DevMessageSource, applicationName: string): void {
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
