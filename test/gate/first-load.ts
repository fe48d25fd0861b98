import type { Browser, Page } from 'playwright';
import { launchChromium } from '../support/chromium.ts';
import {
  browserArgs,
  createLoadSite,
  type LoadSite,
  ourPage,
  type Place,
  type SceneName,
  SCENES,
  type SeenRequest,
  VISITOR,
} from '../support/load-site.ts';
import { loadPage } from '../support/page-load.ts';
import { startTlsHosts } from '../support/tls-hosts.ts';

/** The most that a page may need. `goal` is what it should need, where it does not reach that yet. */
interface Limit {
  most: number;
  goal?: number;
}

interface Limits {
  /** Requests until the element is shown, with the page and the request for the client. */
  requests: Limit;
  /** Bytes of scripts until the element is shown, compressed with brotli 11. */
  scripts: Limit;
  /** Bytes of all scripts until the page has settled. */
  allScripts?: Limit;
  /** All requests until the page has settled. */
  allRequests?: Limit;
}

const PLAIN: Record<SceneName, Limits> = {
  'sign-in': { requests: { most: 6 }, scripts: { most: 25_500 } },
  'user button': {
    requests: { most: 8, goal: 5 },
    scripts: { most: 29_000, goal: 20_000 },
    allScripts: { most: 29_000, goal: 27_000 },
  },
  profile: { requests: { most: 14, goal: 6 }, scripts: { most: 43_000 }, allScripts: { most: 43_000, goal: 38_000 } },
};
/** Script files that a whole sign-in with a password fetches after its first screen. */
const MORE_FILES: Limit = { most: 6 };

interface Loaded {
  /** Requests that the element needed until it was shown. */
  shown: SeenRequest[];
  /** Those and all others until the page had settled. */
  all: SeenRequest[];
}

/**
 * Opens pages on several hosts that load the built script from an API, as a customer's page does, and counts requests,
 * bytes, preflights and script hosts until each element is shown, and after that.
 */
export async function checkFirstLoad(): Promise<void> {
  const site = await createLoadSite('ours', ourPage);
  const tls = await startTlsHosts(site.hosts);
  const browser = await launchChromium(browserArgs(tls.port));
  const failures: string[] = [];
  try {
    for (const scene of Object.keys(SCENES) as SceneName[]) {
      // The client cookie stays on the API's site, so nobody is signed in on a page of another one.
      const places: Place[] = SCENES[scene].isSignedIn
        ? ['other host', 'own host']
        : ['other host', 'own host', 'other site'];
      for (const place of places) {
        const loaded = await load(browser, site, { scene, place, kind: 'plain', limits: PLAIN[scene] });
        failures.push(...compare(`${scene}, ${place}`, loaded, PLAIN[scene]));
      }
    }
    failures.push(...(await checkWholeSignIn(browser, site)));
  } finally {
    await browser.close();
    tls.close();
    await site.server.close();
  }
  if (failures.length) throw new Error(failures.join('\n'));
}

interface LoadCase {
  scene: SceneName;
  place: Place;
  kind: string;
  limits: Limits;
  settled?: (page: Page) => Promise<void>;
}

async function load(browser: Browser, site: LoadSite, { scene, place, kind, limits, settled }: LoadCase) {
  site.seen.length = 0;
  const usable = Promise.withResolvers<void>();
  // The form does not need the client's answer, and no element needs what is requested beyond the limit. So those
  // answers wait until the element is shown. Which requests follow an answer early does not depend on the machine then.
  site.before = ({ url }) => {
    const isBeyond = site.seen.length > limits.requests.most;
    const isClient = url.pathname.endsWith('/v1/client');
    return isBeyond || (isClient && scene === 'sign-in') ? usable.promise : undefined;
  };
  let shown = 0;
  try {
    const { errors } = await loadPage(browser, {
      ...site.page(scene, place, kind),
      onUsable() {
        shown = Math.min(site.seen.length, limits.requests.most);
        usable.resolve();
      },
      settled: (page) => settled?.(page),
    });
    if (errors.length) throw new Error(`The page logged errors:\n${errors.join('\n')}`);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new Error(`${scene}, ${place}: ${text}\nThe first requests were:\n${listOf(site.seen.slice(0, 30))}`, {
      cause: error,
    });
  } finally {
    usable.resolve();
    site.before = undefined;
  }
  return { shown: site.seen.slice(0, shown), all: [...site.seen] };
}

/** Prints what a page needed, and returns what is over its limit. */
function compare(name: string, { shown, all }: Loaded, limits: Limits): string[] {
  const failures = [
    ...within(`${name}: requests until shown`, shown.length, limits.requests),
    ...within(`${name}: B of scripts until shown`, bytesOf(shown), limits.scripts),
    ...within(`${name}: B of scripts in all`, bytesOf(all), limits.allScripts),
    ...within(`${name}: requests in all`, all.length, limits.allRequests),
  ];
  const hosts = new Set(all.filter((r) => r.isScript).map((r) => r.url.host));
  if (hosts.size !== 1) failures.push(`${name}: scripts come from ${[...hosts].join(', ')}; one host is allowed.`);
  if (all.some((r) => r.method === 'OPTIONS')) failures.push(`${name}: no request may need a preflight.`);
  return failures.length ? [...failures, listOf(all)] : [];
}

function within(what: string, measured: number, limit: Limit | undefined): string[] {
  if (!limit) return [];
  const { most, goal } = limit;
  console.log(
    `  ${String(measured).padStart(6)} of ${String(most).padStart(6)}  ${what}${goal ? `; goal ${goal}` : ''}`,
  );
  return measured > most ? [`${what}: ${measured}, and at most ${most} are allowed.`] : [];
}

/** Signs in with a password, and counts the script files that follow the first screen. */
async function checkWholeSignIn(browser: Browser, site: LoadSite): Promise<string[]> {
  const { all, shown } = await load(browser, site, {
    scene: 'sign-in',
    place: 'other host',
    kind: 'plain',
    limits: PLAIN['sign-in'],
    settled: signIn,
  });
  const more = all.slice(shown.length).filter((r) => r.isScript);
  const failures = within('a whole sign-in: script files after the first screen', more.length, MORE_FILES);
  return failures.length ? [...failures, listOf(more)] : [];
}

async function signIn(page: Page): Promise<void> {
  // The page stays, so that it is the only one counted.
  await page.evaluate(() => addEventListener('clerk-complete', (event) => event.preventDefault()));
  await page.locator('input[name=identifier]').fill(VISITOR.emailAddress);
  await page.locator('.cl-formButtonPrimary:visible').click();
  await page.locator('input[name=password]:visible').fill(VISITOR.password);
  await page.locator('.cl-formButtonPrimary:visible').click();
  await page.waitForFunction(() => (window as unknown as { Clerk: { user?: unknown } }).Clerk.user);
  await page.waitForLoadState('networkidle');
}

const bytesOf = (requests: SeenRequest[]): number => requests.reduce((sum, r) => sum + (r.isScript ? r.bytes : 0), 0);

const listOf = (requests: SeenRequest[]): string =>
  requests.map((r) => `  ${r.method} ${r.url} ${r.bytes} B`).join('\n');
