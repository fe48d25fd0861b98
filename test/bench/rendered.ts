import { brotliCompressSync } from 'node:zlib';
import type { Page } from 'playwright';
import { launchChromium } from '../support/chromium.ts';
import { browserArgs, createLoadSite, renderedPage } from '../support/load-site.ts';
import { type LoadOptions, loadPage, type PageLoad } from '../support/page-load.ts';
import { FORM_BYTES, renderSignInOf } from '../support/rendered-forms.ts';
import { type Handler, startTlsHosts } from '../support/tls-hosts.ts';
import type { Row } from './bench.ts';
import { barePages } from './first-load-peers.ts';
import { CPU_SLOWDOWN, LINK } from './first-load.ts';
import { startShapedLink } from './shaped-link.ts';
import { median } from './statistics.ts';

/** The time until the form takes keys, as a multiple of a page that has an input and no script. */
const OF_BARE = 1.15;
/** What is typed as soon as the form takes keys, before the script is there. */
const TYPED = 'ada@example.com';

type Place = 'other host' | 'own host';

interface Measured extends PageLoad {
  /** Cumulative layout shift until the page has settled, with the element in charge of the form. */
  shift: number;
  /** The value of the field then. */
  kept: string;
}

/**
 * Measures from a cold cache when a sign-in form that a server has rendered takes keys, against a page with a bare input,
 * and what moves on the page until the element has taken the form over.
 *
 * @param runs how often each page is loaded
 */
export async function benchRendered(runs: number): Promise<{ rows: Row[]; detail: unknown }> {
  const body = { html: '', style: '' };
  const site = await createLoadSite('rendered', renderedPage(body));
  Object.assign(body, await renderSignInOf(site.server));
  const bare = barePages();
  const hosts = Object.entries({ ...site.hosts, ...bare.hosts });
  const tls = await startTlsHosts(Object.fromEntries(hosts.map(([host, answer]) => [host, compressed(answer)])));
  const link = await startShapedLink(tls.port, LINK);
  const browser = await launchChromium(browserArgs(link.port));
  const pages: Record<string, Pick<LoadOptions, 'url' | 'target' | 'focus' | 'cookies'>> = {
    'bare input': bare.pages['bare input'],
    ...Object.fromEntries(
      (['other host', 'own host'] as const).map((place: Place) => [place, site.page('sign-in', place, 'instance')]),
    ),
  };
  const names = Object.keys(pages);
  const loads = new Map<string, Measured[]>(names.map((name) => [name, []]));
  try {
    for (let round = 0; round < runs; round++) {
      for (let i = 0; i < names.length; i++) {
        // The order changes, so that noise falls on all alike.
        const name = names[(i + round) % names.length] as string;
        loads.get(name)?.push(await measure(browser, pages[name] as LoadOptions));
      }
    }
  } finally {
    await browser.close();
    link.close();
    tls.close();
    await site.server.close();
  }
  return { rows: rowsOf(loads, body, runs), detail: Object.fromEntries(loads) };
}

/** Compresses pages, as every server of pages does. What is compressed already stays as it is. */
function compressed(answer: Handler): Handler {
  return async (request) => {
    const page = await answer(request);
    if (!page.headers.get('content-type')?.startsWith('text/html')) return page;
    const headers = new Headers(page.headers);
    headers.set('content-encoding', 'br');
    return new Response(new Uint8Array(brotliCompressSync(await page.text())), { status: page.status, headers });
  };
}

async function measure(browser: Parameters<typeof loadPage>[0], page: LoadOptions): Promise<Measured> {
  let opened: Page | undefined;
  let typed: Promise<void> | undefined;
  let [shift, kept] = [Number.NaN, ''];
  const load = await loadPage(browser, {
    ...page,
    cpu: CPU_SLOWDOWN,
    opened: (one) => void (opened = one),
    onUsable: () => void (typed = opened?.keyboard.type(TYPED)),
    async settled(one) {
      await typed;
      shift = await one.evaluate(layoutShift);
      kept = await one.locator(page.target).inputValue();
    },
  });
  return { ...load, shift, kept };
}

/** Runs in the page: the sum of all layout shifts, those after input included, since nothing may move then either. */
function layoutShift(): Promise<number> {
  return new Promise((resolve) => {
    let sum = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => setTimeout(() => resolve(sum)));
  });
}

function rowsOf(loads: Map<string, Measured[]>, body: { html: string; style: string }, runs: number): Row[] {
  const of = (name: string): Measured[] => loads.get(name) ?? [];
  const time = (name: string): number => median(of(name).map(({ readyMs }) => readyMs));
  const bareMs = time('bare input');
  const times = (['other host', 'own host'] as const).map((place): Row => {
    const ratio = time(place) / bareMs;
    return {
      what: `sign-in rendered by a server, script on ${place}: takes keys, cold, median of ${runs}`,
      measured: `${time(place).toFixed(0)} ms`,
      against: `bare input: ${bareMs.toFixed(0)} ms`,
      ratio: ratio.toFixed(2),
      goal: `at most ${OF_BARE}`,
      met: ratio <= OF_BARE,
    };
  });
  const all = [...of('other host'), ...of('own host')];
  const most = Math.max(...all.map(({ shift }) => shift));
  const lost = all.filter(({ kept }) => kept !== TYPED).length;
  return [
    ...times,
    plain('cumulative layout shift, until the element has taken the form over', most.toFixed(4), '0', most === 0),
    plain(`loads of ${all.length} that lost a key typed before the script`, String(lost), '0', lost === 0),
    sized('HTML of the sign-in form, brotli', body.html, FORM_BYTES.html),
    sized('style of its page, brotli', body.style, FORM_BYTES.style),
  ];
}

function sized(what: string, text: string, budget: number): Row {
  const bytes = brotliCompressSync(text).length;
  return plain(what, `${bytes} B`, `at most ${budget} B`, bytes <= budget);
}

const plain = (what: string, measured: string, goal: string, met: boolean): Row => ({
  what,
  measured,
  against: '-',
  ratio: '-',
  goal,
  met,
});
