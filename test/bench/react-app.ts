import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Browser, Page } from 'playwright';
import { buildPublishableKey } from '../../src/protocol/keys.ts';
import { VERSION_PARAMETERS } from '../../src/protocol/version.ts';
import { launchChromium } from '../support/chromium.ts';
import { buildApp } from '../support/framework-app.ts';
import {
  browserArgs,
  createLoadSite,
  type LoadSite,
  type PageKind,
  type SceneName,
  SIGN_IN,
  type WritePage,
} from '../support/load-site.ts';
import { loadPage, type PageLoad } from '../support/page-load.ts';
import type { Handler } from '../support/tls-hosts.ts';
import { startTlsHosts } from '../support/tls-hosts.ts';
import type { Row } from './bench.ts';
import { startShapedLink } from './shaped-link.ts';
import { median } from './statistics.ts';

/** A mid-range phone on slow 4G. */
const LINK = { rttMs: 150, down: 1_600_000, up: 750_000 };
const CPU_SLOWDOWN = 4;

/** Ours as a share of Clerk's own. */
const GOALS = { time: 0.4, bytes: 0.1 };

/** Whose scripts the SDK gets. The two apps differ in their key alone. */
type Side = 'ours' | 'clerk';
const SIDES: readonly Side[] = ['ours', 'clerk'];
const SCENES = ['sign-in', 'user button'] as const satisfies SceneName[];
type Scene = (typeof SCENES)[number];

/** What one page load costs. */
interface Cost {
  /** Bytes of Clerk's scripts, compressed with brotli, until the page had settled. */
  bytes: number;
  /** The same until the element was usable. */
  bytesUntilShown: number;
  /** Bytes of the scripts of the app: React, the SDK, and its own. */
  appBytes: number;
  /** Requests until the element was usable. */
  requests: number;
  /** All requests until the page had settled. */
  allRequests: number;
  /** Bytes of the JavaScript heap of the settled page, after a collection. */
  heap: number;
}

/**
 * Loads the same app with stock `@clerk/react`, once where the server answers with this package and once where it answers
 * with Clerk's own, and counts what each costs.
 *
 * @param runs how often each page is loaded on the shaped link
 */
export async function benchReactApp(runs: number): Promise<{ rows: Row[]; detail: unknown }> {
  // One after the other: the second build replaces the first one.
  const sites = { ours: await openSite('ours'), clerk: await openSite('clerk') };
  const tls = await startTlsHosts({ ...sites.ours.hosts, ...sites.clerk.hosts });
  const link = await startShapedLink(tls.port, LINK);
  const direct = await launchChromium(browserArgs(tls.port));
  const shaped = await launchChromium(browserArgs(link.port));
  try {
    const costs = new Map<string, Cost>();
    const times = new Map<string, number[]>();
    for (const scene of SCENES) {
      for (const side of SIDES) {
        // The first load fills the caches of the server.
        await load(direct, sites[side], scene);
        costs.set(`${scene} ${side}`, await count(direct, sites[side], scene));
      }
      for (let run = 0; run < runs; run++) {
        for (const side of run % 2 ? SIDES.toReversed() : SIDES) {
          const { readyMs } = await load(shaped, sites[side], scene, { cpu: CPU_SLOWDOWN });
          times.set(`${scene} ${side}`, [...(times.get(`${scene} ${side}`) ?? []), readyMs]);
        }
        const { readyMs } = await load(shaped, sites.ours, scene, { cpu: CPU_SLOWDOWN }, 'instance');
        times.set(`${scene} preloaded`, [...(times.get(`${scene} preloaded`) ?? []), readyMs]);
      }
    }
    const detail = { costs: Object.fromEntries(costs), times: Object.fromEntries(times) };
    return { rows: SCENES.flatMap((scene) => rowsOf(scene, costs, times, runs)), detail };
  } finally {
    await Promise.all([direct.close(), shaped.close()]);
    link.close();
    tls.close();
    await Promise.all(SIDES.map((side) => sites[side].server.close()));
  }
}

/** Builds the app with the key of a site, and starts the site. */
async function openSite(side: Side): Promise<LoadSite> {
  const key = buildPublishableKey('production', `clerk.react-${side}.test`);
  const { folder } = await buildApp({
    name: 'react-quick-start',
    install: 'react',
    env: { VITE_CLERK_PUBLISHABLE_KEY: key },
  });
  const dist = path.join(folder, 'dist');
  const body = /<script[^>]*><\/script>/.exec(readFileSync(path.join(dist, 'index.html'), 'utf8'))?.[0] ?? '';
  const write: WritePage = (_scene, api, _key, kind) =>
    `${kind === 'instance' ? clientPreload(api) : ''}<div id="root"></div>${body}`;
  return createLoadSite(`react-${side}`, write, [staticFiles(dist)], {
    sdkScripts: side === 'ours' ? 'own' : 'installed',
  });
}

/** The tag of docs/loading.md that an application may add to its HTML. */
function clientPreload(api: string): string {
  const address = `${api}/v1/client?__clerk_api_version=${VERSION_PARAMETERS.__clerk_api_version}`;
  return `<link rel="preload" as="fetch" crossorigin="use-credentials" href="${address}">`;
}

/** Serves the files of a folder as they are now, compressed as the server compresses its scripts. */
function staticFiles(folder: string): Handler {
  const names = readdirSync(path.join(folder, 'assets')).map((name) => `/assets/${name}`);
  const files = new Map(names.map((name) => [name, brotliCompressSync(readFileSync(path.join(folder, name)))]));
  return ({ url }) => {
    const { pathname } = new URL(url);
    const bytes = files.get(pathname);
    if (!bytes) return new Response(null, { status: 404 });
    const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/css';
    return new Response(new Uint8Array(bytes), { headers: { 'content-type': type, 'content-encoding': 'br' } });
  };
}

function load(
  browser: Browser,
  site: LoadSite,
  scene: Scene,
  options: Partial<Parameters<typeof loadPage>[1]> = {},
  kind: PageKind = 'plain',
): Promise<PageLoad> {
  const page = site.page(scene, undefined, kind);
  // The app has its form on the page that the instance names, as in Clerk's quick starts.
  const url = scene === 'sign-in' ? page.url.replace('/?', `${SIGN_IN}?`) : page.url;
  return loadPage(browser, { ...page, url, ...options });
}

async function count(browser: Browser, site: LoadSite, scene: Scene): Promise<Cost> {
  site.seen.length = 0;
  let heap = Number.NaN;
  const { requests, later, errors } = await load(browser, site, scene, {
    settled: async (page) => void (heap = await heapOf(page)),
  });
  if (errors.length) throw new Error(`The page logged errors:\n${errors.join('\n')}`);
  const shown = new Set(requests.map(({ url }) => url));
  const scripts = site.seen.filter(({ isScript }) => isScript);
  const ofClerk = scripts.filter(({ url }) => url.pathname.startsWith('/npm/'));
  const sum = (list: typeof scripts) => list.reduce((total, { bytes }) => total + bytes, 0);
  return {
    bytes: sum(ofClerk),
    bytesUntilShown: sum(ofClerk.filter(({ url }) => shown.has(url.href))),
    appBytes: sum(scripts) - sum(ofClerk),
    requests: requests.length,
    allRequests: requests.length + later.length,
    heap,
  };
}

async function heapOf(page: Page): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}

function rowsOf(
  scene: Scene,
  costs: ReadonlyMap<string, Cost>,
  times: ReadonlyMap<string, readonly number[]>,
  runs: number,
): Row[] {
  const row = (what: string, read: (side: Side) => number, unit: string, scale = 1, goal?: number): Row => {
    const [ours, clerk] = [read('ours'), read('clerk')];
    const show = (value: number) => `${(value / scale).toFixed(0)}${unit}`;
    return {
      what: `React app, ${scene}: ${what}`,
      measured: show(ours),
      against: `Clerk's scripts: ${show(clerk)}`,
      ratio: (ours / clerk).toFixed(3),
      goal: goal === undefined ? '-' : `at most ${goal}`,
      met: goal === undefined || ours / clerk <= goal,
    };
  };
  const of = (name: keyof Cost) => (side: Side) => costs.get(`${scene} ${side}`)?.[name] ?? Number.NaN;
  // The goals are for the form. Its later screens are fetched ahead here, and are in the same files there.
  const goals = scene === 'sign-in' ? GOALS : { time: undefined, bytes: undefined };
  const shaped = `${LINK.rttMs} ms, 1.6 Mbit/s, ${CPU_SLOWDOWN}x CPU, median of ${runs}`;
  const time = (name: string) => median(times.get(`${scene} ${name}`) ?? []);
  return [
    row(`usable, cold, ${shaped}`, time, ' ms', 1, goals.time),
    row('the same where its HTML preloads our client', (side) => time(side === 'ours' ? 'preloaded' : side), ' ms'),
    row('scripts of Clerk and its screens until usable', of('bytesUntilShown'), ' B', 1, goals.bytes),
    row('the same in all', of('bytes'), ' B'),
    row('scripts of the app itself', of('appBytes'), ' B'),
    row('requests until usable', of('requests'), ''),
    row('requests in all', of('allRequests'), ''),
    row('JavaScript heap', of('heap'), ' KB', 1024),
  ];
}
