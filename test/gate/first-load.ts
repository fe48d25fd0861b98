import { readFile } from 'node:fs/promises';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type { Browser, Page } from 'playwright';
import { RARE } from '../../build/segments.ts';
import { launchChromium } from '../support/chromium.ts';
import {
  browserArgs,
  createLoadSite,
  type LoadSite,
  ourPage,
  type PageKind,
  type Place,
  renderedPage,
  SCENE_NAMES,
  type SceneName,
  SCENES,
  type SeenRequest,
  VISITOR,
} from '../support/load-site.ts';
import { loadPage } from '../support/page-load.ts';
import { renderSignInOf } from '../support/rendered-forms.ts';
import { startTlsHosts } from '../support/tls-hosts.ts';
import { median } from '../bench/statistics.ts';
import { compare, type Limit, type Limits, listOf, within } from './page-limits.ts';

/** The profile needs the calls of a session, so it waits for these files, which every signed-in page loads. */
const ENGINE = /\/(resources|session)-/;

/** The key of an instance is random: its script is up to 40 bytes smaller or larger from run to run. */
const LIMITS: Record<Exclude<PageKind, 'rendered'>, Record<SceneName, Limits>> = {
  instance: {
    'sign-in': { requests: { most: 3 }, scripts: { most: 24_180 } },
    'user button': {
      requests: { most: 3 },
      scripts: { most: 20_000 },
      allScripts: { most: 29_380 },
      allRequests: { most: 5 },
    },
    profile: { requests: { most: 3 }, allScripts: { most: 40_000 }, allRequests: { most: 6 } },
  },
  // Here a request for the environment and at most two for the element come on top, and each file is compressed alone.
  plain: {
    'sign-in': { requests: { most: 6 }, scripts: { most: 25_600 } },
    'user button': {
      requests: { most: 6 },
      scripts: { most: 21_000 },
      allScripts: { most: 30_360 },
      allRequests: { most: 8 },
    },
    profile: {
      requests: { most: 8 },
      allScripts: { most: 40_000 },
      allRequests: { most: 9 },
      also: ENGINE,
    },
  },
};
/** A sign-in that a server has rendered is shown by the page itself. */
const RENDERED: Limits = {
  requests: { most: 1 },
  html: { most: 3000 },
  allScripts: { most: 56_080 },
  allRequests: { most: 8 },
};
/** Bytes that the environment adds to the instance script. */
const ENVIRONMENT: Limit = { most: 1600 };
/** Files of one element beside the plain script. */
const ELEMENT_FILES: Limit = { most: 2 };
/** The same of an element that few pages have: clerk.js does not know it, and asks one more file where it is. */
const RARE_FILES: Limit = { most: 3 };
/** Script files that a whole sign-in with a password fetches after its first screen. */
const MORE_FILES: Limit = { most: 6 };

/**
 * Opens pages on several hosts that load the built script from an API, as a customer's page does, and counts requests,
 * bytes, preflights and script hosts until each element is shown, and after that.
 */
export async function checkFirstLoad(): Promise<void> {
  const files = JSON.parse(await readFile('dist/elements.json', 'utf8')) as Record<string, string[]>;
  const rendered = { html: '', style: '' };
  const site = await createLoadSite('ours', (scene, api, key, kind) =>
    (kind === 'rendered' ? renderedPage(rendered) : ourPage)(scene, api, key, kind),
  );
  const tls = await startTlsHosts(site.hosts);
  const browser = await launchChromium(browserArgs(tls.port));
  const failures: string[] = [];
  const environments: number[] = [];
  try {
    for (const scene of SCENE_NAMES) {
      const { element, isSignedIn } = SCENES[scene];
      const elementFiles = ownFiles(files[element]);
      const { whole, environment } = await weighInstanceScript(site, element);
      const { scripts, allScripts } = LIMITS.instance[scene];
      const most = ((scripts ?? allScripts)?.most ?? 0) + ENVIRONMENT.most;
      failures.push(...within(scene, [['B of JavaScript until shown with the instance script', whole, { most }]]));
      environments.push(environment);
      // The client cookie stays on the API's site, so nobody is signed in on a page of another one.
      const places: Place[] = isSignedIn ? ['other host', 'own host'] : ['other host', 'own host', 'other site'];
      for (const place of places) {
        for (const kind of ['instance', 'plain'] as const) {
          const limits = LIMITS[kind][scene];
          const loaded = await load(browser, site, { scene, place, kind, elementFiles, limits });
          const inside = kind === 'instance' ? environment : 0;
          failures.push(...compare(`${scene}, ${kind} script, ${place}`, loaded, limits, inside));
        }
      }
    }
    // It is the same in each script. What brotli makes of the script around it differs by 100 B.
    failures.push(
      ...within('the environment', [['B in an instance script, median', median(environments), ENVIRONMENT]]),
    );
    const most = (isRare: boolean) =>
      Math.max(
        ...Object.entries(files)
          .filter(([name]) => !name.includes('+') && RARE.some((rare) => rare === name) === isRare)
          .map(([, list]) => ownFiles(list).length),
      );
    failures.push(...within('an element', [['files beside the plain script', most(false), ELEMENT_FILES]]));
    failures.push(...within('an element of few pages', [['files beside the plain script', most(true), RARE_FILES]]));
    Object.assign(rendered, await renderSignInOf(site.server));
    for (const place of ['other host', 'own host', 'other site'] as const) {
      failures.push(...(await checkRendered(browser, site, place, rendered.style + rendered.html)));
    }
    failures.push(...(await checkWholeSignIn(browser, site, ownFiles(files['sign-in']))));
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
  kind: PageKind;
  elementFiles: string[];
  limits: Limits;
  settled?: (page: Page) => Promise<void>;
}

/**
 * Loads a page whose element has to be shown from a few answers: those to the page, the script, the element's files,
 * the environment and, if somebody is signed in, the client. All other answers wait until it is shown. So the counts do
 * not depend on how fast anything is.
 */
async function load(browser: Browser, site: LoadSite, { scene, place, kind, elementFiles, limits, settled }: LoadCase) {
  site.seen.length = 0;
  const usable = Promise.withResolvers<void>();
  const filesAsked = Promise.withResolvers<void>();
  const filesToAsk = new Set(kind === 'plain' ? elementFiles : []);
  const needed = new Set<SeenRequest>();
  const others = () => site.seen.filter((request) => !needed.has(request));
  let page: Page | undefined;
  let early: SeenRequest[] = [];

  site.before = async (request) => {
    const { pathname } = request.url;
    const file = elementFiles.find((name) => pathname.endsWith(`/${name}`));
    const isEnvironment = pathname.endsWith('/v1/environment');
    const isClient = pathname.endsWith('/v1/client');
    if (file) filesToAsk.delete(file);
    // The form is there without any of what the page asks for.
    if (kind === 'rendered' && pathname !== '/') await usable.promise;
    else if (pathname.endsWith('/clerk.js') || file) {
      needed.add(request);
      if (filesToAsk.size === 0) filesAsked.resolve();
    } else if (pathname === '/' || limits.also?.test(pathname)) {
      needed.add(request);
    } else if (isEnvironment) {
      needed.add(request);
      // The files are asked for in the same moment, not when this answer is there.
      await filesAsked.promise;
    } else if (isClient) {
      needed.add(request);
      // The form does not wait for the client.
      if (!SCENES[scene].isSignedIn) return usable.promise;
      // Nothing else is asked for before the client's answer has come and the element is shown.
      await page?.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
      early = others();
    } else {
      await usable.promise;
    }
  };
  let shown: SeenRequest[] = [];
  try {
    const { errors } = await loadPage(browser, {
      ...site.page(scene, place, kind),
      opened: (opened) => void (page = opened),
      onUsable() {
        shown = [...needed];
        if (!SCENES[scene].isSignedIn) early = others();
        usable.resolve();
      },
      settled: (page) => settled?.(page),
    });
    if (errors.length) throw new Error(`The page logged errors:\n${errors.join('\n')}`);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new Error(`${scene}, ${kind} script, ${place}: ${text}\nIt requested:\n${listOf(site.seen)}`, {
      cause: error,
    });
  } finally {
    usable.resolve();
    filesAsked.resolve();
    site.before = undefined;
  }
  return { shown, early, all: [...site.seen] };
}

/** Loads a page in which a server has rendered the sign-in, until the element has taken the form over. */
async function checkRendered(browser: Browser, site: LoadSite, place: Place, html: string): Promise<string[]> {
  const { shown, all } = await load(browser, site, {
    scene: 'sign-in',
    place,
    kind: 'rendered',
    elementFiles: [],
    limits: RENDERED,
    settled: (page) => page.locator('clerk-sign-in:not(:has(> [data-clerk-ssr])) form').waitFor(),
  });
  const { environment } = await weighInstanceScript(site, 'sign-in');
  const name = `sign-in rendered by a server, instance script, ${place}`;
  return compare(name, { shown, all }, RENDERED, environment, brotliCompressSync(html).length);
}

/** Returns the bytes of an instance script as it is sent, and how many of them bring the environment. */
async function weighInstanceScript(
  { server }: LoadSite,
  element: string,
): Promise<{ whole: number; environment: number }> {
  const headers = { 'Accept-Encoding': 'br' };
  const response = await server.fetch(new Request(`${server.config.url}/clerk.js?elements=${element}`, { headers }));
  const sent = Buffer.from(await response.arrayBuffer());
  const text = brotliDecompressSync(sent).toString();
  const at = text.lastIndexOf(',"environment":');
  if (!response.ok || at < 0) throw new Error(`The instance script has no environment inside: ${text.slice(0, 200)}`);
  const without = `${text.slice(0, at)}});\n`;
  return { whole: sent.length, environment: brotliCompressSync(text).length - brotliCompressSync(without).length };
}

/** Signs in with a password, and counts the script files that follow the first screen. */
async function checkWholeSignIn(browser: Browser, site: LoadSite, elementFiles: string[]): Promise<string[]> {
  const { all, shown } = await load(browser, site, {
    scene: 'sign-in',
    place: 'other host',
    kind: 'plain',
    elementFiles,
    limits: LIMITS.plain['sign-in'],
    settled: signIn,
  });
  const more = all.filter((r) => r.isScript && !shown.includes(r));
  const failures = within('a whole sign-in', [['script files after the first screen', more.length, MORE_FILES]]);
  return failures.length ? [...failures, listOf(more)] : [];
}

async function signIn(page: Page): Promise<void> {
  // The page stays, so that it is the only one counted.
  await page.evaluate(() => addEventListener('clerk-complete', (event) => event.preventDefault()));
  await page.locator('input[name=identifier]').fill(VISITOR.emailAddress);
  await page.locator('.cl-formButtonPrimary:visible').click();
  // The first screen has a field for the password as well, until the second one is there.
  await page.locator('.cl-signIn-password input[name=password]').fill(VISITOR.password);
  await page.locator('.cl-formButtonPrimary:visible').click();
  await page.waitForFunction(() => (window as unknown as { Clerk: { user?: unknown } }).Clerk.user);
  await page.waitForLoadState('networkidle');
}

/** Returns the files that a plain page loads for an element alone, of those that the instance script holds for it. */
const ownFiles = (files: string[] = []): string[] => files.filter((file) => !ENGINE.test(`/${file}`));
