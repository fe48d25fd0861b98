import type { Browser } from 'playwright';
import { launchChromium } from '../support/chromium.ts';
import {
  browserArgs,
  createLoadSite,
  type LoadSite,
  ourPage,
  SCENE_NAMES,
  type SceneName,
} from '../support/load-site.ts';
import { type LoadOptions, loadPage, type PageLoad } from '../support/page-load.ts';
import { startTlsHosts } from '../support/tls-hosts.ts';
import type { Row } from './bench.ts';
import { type BareName, barePages, STOCK, stockFiles, stockPage } from './first-load-peers.ts';
import { startShapedLink } from './shaped-link.ts';
import { median } from './statistics.ts';

/** A mid-range phone on slow 4G. */
export const LINK = { rttMs: 150, down: 1_600_000, up: 750_000 };
export const CPU_SLOWDOWN = 4;
/** The page with the instance script, once the server answers it. */
const KIND = 'instance';
const CLERK = `clerk-js ${STOCK}`;

/** Each time of our pages as a share of the same page of stock clerk-js, with the script on another host. */
const OF_CLERK: Record<SceneName, number> = { 'sign-in': 0.31, 'user button': 0.36, profile: 0.39 };
/** The same without a shaped link and with the CPU as fast as it is. */
const OF_CLERK_UNSHAPED = 0.35;
/** The sign-in page as a multiple of a page that has an input and no script. */
const OF_BARE = { 'other host': 2.3, 'own host': 1.75 };
/** Milliseconds of JavaScript on the slowed CPU until the sign-in form is usable. */
const SCRIPT_MS = 80;

interface Contestant {
  name: string;
  page: Pick<LoadOptions, 'url' | 'target' | 'focus' | 'cookies'>;
  /** Also measured without shaping. */
  isUnshaped: boolean;
}

type Loads = Map<string, PageLoad[]>;

/**
 * Measures from a cold cache how long it takes until a form, a user button and a profile are on screen: ours with the
 * script on another host and on the page's own, those of stock clerk-js, and what the network alone costs.
 *
 * @param runs how often each page is loaded on each link
 * @param isOtherSite puts the sign-in pages on another site than the API
 */
export async function benchFirstLoad(runs: number, isOtherSite: boolean): Promise<{ rows: Row[]; detail: unknown }> {
  const [ours, stock] = await Promise.all([
    createLoadSite('ours', ourPage),
    createLoadSite('stock', stockPage, [stockFiles()]),
  ]);
  const bare = barePages();
  const contestants = listContestants(ours, stock, bare.pages, isOtherSite);
  const tls = await startTlsHosts({ ...ours.hosts, ...stock.hosts, ...bare.hosts });
  const link = await startShapedLink(tls.port, LINK);
  const direct = await launchChromium(browserArgs(tls.port));
  const shaped = await launchChromium(browserArgs(link.port));
  try {
    // The first round fills the servers' caches and counts bytes and requests. Its times do not count.
    const counted = await rounds(direct, 1, contestants, { settled() {} });
    const unshaped = await rounds(
      direct,
      runs,
      contestants.filter((c) => c.isUnshaped),
    );
    const onLink = await rounds(shaped, runs, contestants, { cpu: CPU_SLOWDOWN });
    return {
      rows: [...timeRows(onLink, runs), ...unshapedRows(unshaped, runs), ...sizeRows(counted)],
      detail: Object.fromEntries(
        contestants.map(({ name }) => [
          name,
          {
            shaped: times(onLink.get(name)),
            unshaped: times(unshaped.get(name)),
            untilShown: counted.get(name)?.[0]?.requests,
            later: counted.get(name)?.[0]?.later,
          },
        ]),
      ),
    };
  } finally {
    await Promise.all([direct.close(), shaped.close()]);
    link.close();
    tls.close();
    await Promise.all([ours.server.close(), stock.server.close()]);
  }
}

function listContestants(
  ours: LoadSite,
  stock: LoadSite,
  bare: Record<BareName, Contestant['page']>,
  isOtherSite: boolean,
): Contestant[] {
  const contestants = SCENE_NAMES.flatMap((scene): Contestant[] => {
    const place = isOtherSite && scene === 'sign-in' ? 'other site' : 'other host';
    return [
      { name: `${scene}, ${CLERK}`, page: stock.page(scene, place), isUnshaped: true },
      { name: `${scene}, instance script`, page: ours.page(scene, place, KIND), isUnshaped: true },
      { name: `${scene}, plain script`, page: ours.page(scene, place, 'plain'), isUnshaped: false },
    ];
  });
  return [
    ...contestants,
    { name: 'sign-in, own host', page: ours.page('sign-in', 'own host', KIND), isUnshaped: false },
    ...Object.entries(bare).map(([name, page]) => ({ name, page, isUnshaped: false })),
  ];
}

/** Loads every page once per round. The order changes with each round, so that noise falls on all alike. */
async function rounds(
  browser: Browser,
  runs: number,
  contestants: Contestant[],
  options: Pick<LoadOptions, 'cpu' | 'settled'> = {},
): Promise<Loads> {
  const loads: Loads = new Map(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < runs; round++) {
    for (let i = 0; i < contestants.length; i++) {
      const { name, page } = contestants[(i + round) % contestants.length] as Contestant;
      loads.get(name)?.push(await loadPage(browser, { ...page, ...options }));
    }
  }
  return loads;
}

function timeRows(loads: Loads, runs: number): Row[] {
  const link = `${LINK.rttMs} ms, 1.6 Mbit/s, ${CPU_SLOWDOWN}x CPU, median of ${runs}`;
  const row = (name: string, peer: string, goal?: number): Row =>
    compare(`${name}: shown, cold, ${link}`, timeOf(loads, name), peer, timeOf(loads, peer), goal);
  const scriptMs = median((loads.get('sign-in, instance script') ?? []).map((l) => l.scriptMs));
  const clerkScriptMs = median((loads.get(`sign-in, ${CLERK}`) ?? []).map((l) => l.scriptMs));
  return [
    ...SCENE_NAMES.flatMap((scene) => [
      row(`${scene}, instance script`, `${scene}, ${CLERK}`, OF_CLERK[scene]),
      row(`${scene}, plain script`, `${scene}, ${CLERK}`),
    ]),
    row('sign-in, instance script', 'bare input', OF_BARE['other host']),
    row('sign-in, plain script', 'bare input'),
    row('sign-in, own host', 'bare input', OF_BARE['own host']),
    row('100 B script, other host', 'bare input'),
    row('100 B script, own host', 'bare input'),
    {
      ...compare('sign-in, instance script: JavaScript until shown, same CPU', scriptMs, CLERK, clerkScriptMs),
      goal: `at most ${SCRIPT_MS} ms`,
      met: scriptMs <= SCRIPT_MS,
    },
  ];
}

function unshapedRows(loads: Loads, runs: number): Row[] {
  return SCENE_NAMES.map((scene) => {
    const [name, peer] = [`${scene}, instance script`, `${scene}, ${CLERK}`];
    const what = `${name}: shown, cold, without shaping, median of ${runs}`;
    return compare(what, timeOf(loads, name), peer, timeOf(loads, peer), OF_CLERK_UNSHAPED);
  });
}

/** `npm run check` has the limits of these. */
function sizeRows(loads: Loads): Row[] {
  const first = (name: string): PageLoad => loads.get(name)?.[0] as PageLoad;
  const bytes = (name: string): number =>
    first(name).requests.reduce((n, r) => n + (r.type === 'Script' ? r.bytes : 0), 0);
  const row = (what: string, measured: number, against: number, unit: string): Row => ({
    what,
    measured: `${measured}${unit}`,
    against: `${CLERK}: ${against}${unit}`,
    ratio: (measured / against).toFixed(2),
    goal: '-',
    met: true,
  });
  return SCENE_NAMES.flatMap((scene) => {
    const [name, peer] = [`${scene}, instance script`, `${scene}, ${CLERK}`];
    return [
      row(`${name}: scripts on the wire until shown`, bytes(name), bytes(peer), ' B'),
      row(`${name}: requests until shown`, first(name).requests.length, first(peer).requests.length, ''),
    ];
  });
}

function compare(what: string, measured: number, peer: string, against: number, goal?: number): Row {
  const ratio = measured / against;
  return {
    what,
    measured: `${measured.toFixed(0)} ms`,
    against: `${peer}: ${against.toFixed(0)} ms`,
    ratio: ratio.toFixed(2),
    goal: goal === undefined ? '-' : `at most ${goal}`,
    met: goal === undefined || ratio <= goal,
  };
}

const timeOf = (loads: Loads, name: string): number => median((loads.get(name) ?? []).map((l) => l.readyMs));

const times = (loads: PageLoad[] = []): unknown => ({
  readyMs: loads.map((l) => l.readyMs),
  scriptMs: loads.map((l) => l.scriptMs),
});
