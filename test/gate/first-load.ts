import { createServer as createHttpServer } from 'node:http';
import { getRequestListener, serve } from '@hono/node-server';
import { createServer } from '../../src/entries/server.ts';
import { VERSION } from '../../src/protocol/version.ts';
import { launchChromium } from '../support/chromium.ts';
import { freePort, listen } from '../support/listen.ts';
import { loadPage } from '../support/page-load.ts';

const MAX_REQUESTS = 5;
/** The most bytes of scripts on the wire, compressed with brotli 11, including headers. */
const MAX_SCRIPT_BYTES = 24_000;
const TARGET = 'clerk-sign-in input[name="identifier"]';

/**
 * Opens a page on one origin that loads the built script from an API on another, as a customer's page does, and
 * counts requests, preflights and script hosts until the sign-in form is usable.
 */
export async function checkFirstLoad(): Promise<void> {
  const pages = createHttpServer();
  const pageOrigin = await listen(pages);
  const apiPort = await freePort();
  const apiOrigin = `http://localhost:${apiPort}`;
  const { fetch, config, close } = await createServer({
    url: apiOrigin,
    databaseUrl: 'sqlite::memory:',
    allowedOrigins: [pageOrigin],
    testMode: true,
    forceTestMode: true,
  });
  // The form does not wait for the client. Requests that follow that answer are not part of the first load, so this API
  // answers it only when the form is usable.
  const usable = Promise.withResolvers<void>();
  const answer = async (request: Request) => {
    if (new URL(request.url).pathname === '/v1/client') await usable.promise;
    return fetch(request);
  };
  const api = serve({ fetch: answer, port: apiPort });
  pages.on(
    'request',
    getRequestListener(
      () =>
        new Response(
          `<!doctype html><title>first load</title><link rel="icon" href="data:,"><clerk-sign-in></clerk-sign-in>
          <script async crossorigin="anonymous" data-clerk-publishable-key="${config.publishableKey}"
            data-clerk-proxy-url="${apiOrigin}" src="${apiOrigin}/npm/clerk-widgets@${VERSION}/dist/clerk.js"></script>`,
          { headers: { 'content-type': 'text/html' } },
        ),
    ),
  );
  const browser = await launchChromium();
  try {
    const load = await loadPage(browser, { url: `${pageOrigin}/`, target: TARGET, onUsable: usable.resolve });
    const scripts = load.requests.filter((r) => r.type === 'Script');
    const hosts = new Set(scripts.map((r) => new URL(r.url).host));
    const bytes = scripts.reduce((sum, r) => sum + r.bytes, 0);
    const summary = `${load.requests.length} requests, ${load.preflights} preflights, ${hosts.size} script host, ${bytes} B of scripts on the wire`;
    console.log(`  ${summary} until the sign-in form is usable`);
    const list = load.requests.map((r) => `  ${r.method} ${r.url}`).join('\n');
    if (load.requests.length > MAX_REQUESTS) throw new Error(`At most ${MAX_REQUESTS} requests are allowed:\n${list}`);
    if (bytes > MAX_SCRIPT_BYTES) throw new Error(`At most ${MAX_SCRIPT_BYTES} B of scripts are allowed:\n${list}`);
    if (load.preflights) throw new Error(`No request may need a preflight:\n${list}`);
    if (hosts.size !== 1) throw new Error(`Scripts come from ${[...hosts].join(', ')}: one host is allowed.`);
    if (load.errors.length) throw new Error(`The page logged errors:\n${load.errors.join('\n')}`);
  } finally {
    await browser.close();
    pages.close();
    api.close();
    await close();
  }
}
