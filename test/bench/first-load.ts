import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Browser } from 'playwright';
import { createServer } from '../../src/entries/server.ts';
import { VERSION } from '../../src/protocol/version.ts';
import { launchChromium } from '../support/chromium.ts';
import { loadPage, type PageLoad } from '../support/page-load.ts';
import type { Row } from './bench.ts';
import { startShapedLink } from './shaped-link.ts';
import { median } from './statistics.ts';
import { type Handler, startTlsHosts } from '../support/tls-hosts.ts';

/** A mid-range phone on slow 4G. */
const LINK = { rttMs: 150, down: 1_600_000, up: 750_000 };
const CPU_SLOWDOWN = 4;
const STOCK = '5.128.0';

interface Contestant {
  name: string;
  url: string;
  target: string;
  hosts: Record<string, Handler>;
}

/** Measures the time until a form is usable from a cold cache: ours, that of stock clerk-js, and a bare input. */
export async function benchFirstLoad(runs: number): Promise<{ rows: Row[]; detail: unknown }> {
  const contestants = await Promise.all([ours(), stock(), bare()]);
  const tls = await startTlsHosts(Object.assign({}, ...contestants.map((c) => c.hosts)));
  const link = await startShapedLink(tls.port, LINK);
  const launch = (port: number): Promise<Browser> =>
    launchChromium([
      '--disable-quic',
      '--ignore-certificate-errors',
      `--host-resolver-rules=MAP *.test 127.0.0.1:${port}, MAP * ~NOTFOUND`,
    ]);

  const loads = new Map<string, PageLoad[]>(contestants.map((c) => [c.name, []]));
  // The first round is unshaped. It fills the servers' caches and does not count.
  const warm = await launch(tls.port);
  for (const c of contestants) await loadPage(warm, c);
  await warm.close();
  const browser = await launch(link.port);
  for (let round = 0; round < runs; round++) {
    for (let i = 0; i < contestants.length; i++) {
      const c = contestants[(i + round) % contestants.length] as Contestant;
      loads.get(c.name)?.push(await loadPage(browser, { ...c, cpu: CPU_SLOWDOWN }));
    }
  }
  await browser.close();
  link.close();
  tls.close();

  const time = (name: string): number => median((loads.get(name) ?? []).map((l) => l.readyMs));
  const ms = (name: string): string => `${time(name).toFixed(0)} ms`;
  const ratio = (a: string, b: string): number => time(a) / time(b);
  const row = (peer: string, goal: number): Row => ({
    what: `sign-in form usable, cold, ${LINK.rttMs} ms, 1.6 Mbit/s, ${CPU_SLOWDOWN}x CPU (median of ${runs})`,
    measured: ms('clerk-widgets'),
    against: `${peer}: ${ms(peer)}`,
    ratio: ratio('clerk-widgets', peer).toFixed(2),
    goal: `at most ${goal}`,
    met: ratio('clerk-widgets', peer) <= goal,
  });
  const first = (name: string): PageLoad => (loads.get(name) as PageLoad[])[0] as PageLoad;
  const count = (name: string): number => first(name).requests.length;
  const bytes = (name: string): number =>
    first(name).requests.reduce((n, r) => n + (r.type === 'Script' ? r.bytes : 0), 0);
  return {
    rows: [
      row(`clerk-js ${STOCK}`, 0.35),
      row('bare input', 2.5),
      {
        what: 'script bytes on the wire until usable',
        measured: `${bytes('clerk-widgets')} B`,
        against: `clerk-js ${STOCK}: ${bytes(`clerk-js ${STOCK}`)} B`,
        ratio: (bytes('clerk-widgets') / bytes(`clerk-js ${STOCK}`)).toFixed(2),
        goal: '-',
        met: true,
      },
      {
        what: 'requests until usable',
        measured: String(count('clerk-widgets')),
        against: `clerk-js ${STOCK}: ${count(`clerk-js ${STOCK}`)}`,
        ratio: (count('clerk-widgets') / count(`clerk-js ${STOCK}`)).toFixed(2),
        goal: 'at most 5',
        met: count('clerk-widgets') <= 5,
      },
    ],
    detail: Object.fromEntries(
      [...loads].map(([name, list]) => [name, { ...first(name), readyMs: list.map((l) => l.readyMs) }]),
    ),
  };
}

async function api(name: string): Promise<{ app: string; host: string; key: string; fetch: Handler }> {
  const host = `clerk.${name}.test`;
  const app = `app.${name}.test`;
  const server = await createServer({
    url: `https://${host}`,
    databaseUrl: 'sqlite::memory:',
    allowedOrigins: [`https://${app}`],
    applicationName: 'Bench',
    testMode: true,
    forceTestMode: true,
  });
  return { app, host, key: server.config.publishableKey, fetch: (request) => server.fetch(request) };
}

const page =
  (body: string): Handler =>
  () =>
    new Response(`<!doctype html><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">${body}`, {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });

async function ours(): Promise<Contestant> {
  const { app, host, key, fetch } = await api('ours');
  const html = `<clerk-sign-in></clerk-sign-in><script async crossorigin="anonymous" data-clerk-publishable-key="${key}"
    src="https://${host}/npm/clerk-widgets@${VERSION}/dist/clerk.js"></script>`;
  const target = 'clerk-sign-in input[name="identifier"]';
  return { name: 'clerk-widgets', url: `https://${app}/`, target, hosts: { [app]: page(html), [host]: fetch } };
}

async function stock(): Promise<Contestant> {
  const { app, host, key, fetch } = await api('stock');
  const base = `/npm/@clerk/clerk-js@${STOCK}/dist/`;
  const html = `<div id="app"></div><script async crossorigin="anonymous" data-clerk-publishable-key="${key}"
    src="https://${host}${base}clerk.browser.js"></script><script>
    addEventListener('load', async () => { await Clerk.load(); Clerk.mountSignIn(document.getElementById('app')); });
    </script>`;
  const files = new Map<string, Promise<Buffer>>();
  const file = (name: string): Promise<Buffer> => {
    const bytes =
      files.get(name) ??
      readFile(path.join('node_modules/@clerk/clerk-js-5/dist', path.basename(name))).then((b) =>
        brotliCompressSync(b),
      );
    files.set(name, bytes);
    return bytes;
  };
  const handler: Handler = async (request) => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(base)) return fetch(request);
    const headers = { 'content-type': 'text/javascript', 'content-encoding': 'br', 'access-control-allow-origin': '*' };
    return new Response(new Uint8Array(await file(pathname)), { headers });
  };
  const target = 'input[name="identifier"]';
  return { name: `clerk-js ${STOCK}`, url: `https://${app}/`, target, hosts: { [app]: page(html), [host]: handler } };
}

async function bare(): Promise<Contestant> {
  const app = 'app.bare.test';
  const html = '<label>Email <input name="email" type="email"></label>';
  return { name: 'bare input', url: `https://${app}/`, target: 'input[name="email"]', hosts: { [app]: page(html) } };
}
