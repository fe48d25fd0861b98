import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import type { Browser, BrowserContext } from 'playwright';
import { hideDriver } from '../support/browser.ts';
import { launchChromium } from '../support/chromium.ts';
import type { Row } from './bench.ts';
import { DOCUMENT, markdownTable, standingText, type TableRow, withTable } from './screens/document.ts';
import type { Job, Walk } from './screens/job.ts';
import { JOBS } from './screens/jobs.ts';
import { CLERK, type Side } from './screens/pages.ts';
import { type Cost, Person } from './screens/person.ts';
import { score } from './screens/score.ts';
import { type BenchSite, type InstanceName, startBenchSite } from './screens/site.ts';
import { median } from './statistics.ts';

/** Milliseconds that each request of a page takes more. */
const LATENCY = 400;
/** Milliseconds after which a walk counts as lost. */
const LIMIT = 90_000;

export interface ScreensOptions {
  /** How often each job is done on each side. */
  runs: number;
  /** The ids of the jobs; none stands for all. */
  jobs: readonly string[];
  /** Writes the table into the page of the documentation. */
  write: boolean;
}

type Costs = Record<Side, Cost[]>;

/**
 * Does every job in our elements and in Clerk's prebuilt screens, on our server and in one browser, with a latency on each
 * request, and counts what each costs.
 */
export async function benchScreens({
  runs,
  jobs: ids,
  write,
}: ScreensOptions): Promise<{ rows: Row[]; detail: unknown }> {
  const jobs = JOBS.filter(({ id }) => ids.length === 0 || ids.includes(id));
  const unknown = ids.filter((id) => !JOBS.some((job) => job.id === id));
  if (unknown.length)
    throw new Error(`There is no job ${unknown.join(', ')}. There are ${JOBS.map(({ id }) => id).join(', ')}.`);
  if (write && jobs.length < JOBS.length)
    throw new Error('The page is written with all jobs of one run. Leave --jobs out.');
  const stage = new Stage(await launchChromium());
  const table: TableRow[] = [];
  const detail: Record<string, Costs> = {};
  const failed: string[] = [];
  try {
    for (const job of jobs) {
      // A job that stops does not take the others with it.
      const costs = await stage.perform(job, runs).catch((error: Error) => {
        failed.push(job.id);
        console.error(error);
      });
      if (!costs) continue;
      detail[job.id] = costs;
      const { id, title, clerk } = job;
      const other = typeof clerk === 'function' ? typical(costs.clerk) : clerk.cannot;
      table.push({ id, title, ours: typical(costs.ours), clerk: other });
      console.log(progress(table.at(-1) as TableRow));
    }
    const note =
      `Ours / ${'Clerk’s'}, median of ${runs} ${runs === 1 ? 'run' : 'runs'} with ${LATENCY} ms of latency, on ${new Date().toISOString().slice(0, 10)}: ` +
      `Chromium ${stage.browser.version()}, ${os.cpus().length} CPUs, @clerk/clerk-js ${CLERK['clerk-js']} and @clerk/ui ${CLERK.ui}.`;
    const markdown = markdownTable(table, note);
    console.log(`\n${markdown}\n`);
    if (write && failed.length) throw new Error(`The page stays as it is: ${failed.join(', ')} stopped half-way.`);
    if (write) await writeFile(DOCUMENT, withTable(await readFile(DOCUMENT, 'utf8'), markdown));
    return { rows: [...table.map((row) => benchRow(row, runs)), ...failed.map(stoppedRow)], detail };
  } finally {
    await stage.close();
  }
}

/** The browser, and the instances that have been needed so far. */
class Stage {
  readonly browser: Browser;
  readonly #sites = new Map<InstanceName, BenchSite>();

  constructor(browser: Browser) {
    this.browser = browser;
  }

  /** Does one job on both sides. The order changes with each run, so that noise falls on both alike. */
  async perform(job: Job, runs: number): Promise<Costs> {
    const site = await this.#site(job.on ?? 'everything');
    const walks = { ours: job.ours, ...(typeof job.clerk === 'function' ? { clerk: job.clerk } : {}) } as Record<
      Side,
      Walk
    >;
    const sides = Object.keys(walks) as Side[];
    const costs: Costs = { ours: [], clerk: [] };
    const warm = new Map<Side, BrowserContext>();
    try {
      for (const side of sides) {
        // This fills the caches of the server, and puts every file that the job needs into that of the browser.
        const context = await this.#context();
        await walk(job, walks[side], { side, site, context, latency: 0 });
        if (job.isFirstVisit) await context.close();
        else warm.set(side, context);
      }
      for (let run = 0; run < runs; run++) {
        for (const side of run % 2 ? sides.toReversed() : sides) {
          const context = warm.get(side) ?? (await this.#context());
          costs[side].push(await walk(job, walks[side], { side, site, context, latency: LATENCY }));
          if (job.isFirstVisit) await context.close();
        }
      }
    } finally {
      for (const context of warm.values()) await context.close();
    }
    return costs;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await Promise.all([...this.#sites.values()].map((site) => site.close()));
  }

  async #context(): Promise<BrowserContext> {
    const context = await this.browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 } });
    // Clerk's client takes an automated browser for one that is offline.
    await hideDriver(context);
    return context;
  }

  async #site(name: InstanceName): Promise<BenchSite> {
    const site = this.#sites.get(name) ?? (await startBenchSite(name));
    this.#sites.set(name, site);
    return site;
  }
}

async function walk(job: Job, doIt: Walk, options: Parameters<typeof Person.start>[0]): Promise<Cost> {
  options.site.changeAddress();
  const person = await Person.start(options);
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took more than ${LIMIT} ms.`)), LIMIT);
  });
  try {
    await Promise.race([doIt(person), limit]);
  } catch (error) {
    throw new Error(`"${job.id}" stopped at ${person.page.url()} (${options.side}).`, { cause: error });
  } finally {
    clearTimeout(timer);
    await person.finish();
  }
  return person.cost;
}

/** The counts are the same in each run; the time is the median. */
const typical = (costs: readonly Cost[]): Cost => ({
  ...(costs[0] as Cost),
  ms: median(costs.map(({ ms }) => ms)),
});

function progress({ id, ours, clerk }: TableRow): string {
  const other = typeof clerk === 'string' ? clerk : `${describe(clerk)}: ${standingText(score(ours, clerk))}`;
  return `${id.padEnd(20)} ${describe(ours)} | ${other}`;
}

function benchRow({ title, ours, clerk }: TableRow, runs: number): Row {
  const row = { what: `${title}, median of ${runs}`, measured: describe(ours) };
  if (typeof clerk === 'string') return { ...row, against: clerk, ratio: '-', goal: '-', met: true };
  return {
    ...row,
    against: describe(clerk),
    ratio: (ours.ms / clerk.ms).toFixed(2),
    goal: 'ahead',
    met: score(ours, clerk).standing === 'ahead',
  };
}

const stoppedRow = (id: string): Row => ({
  what: id,
  measured: 'stopped half-way',
  against: '-',
  ratio: '-',
  goal: 'ahead',
  met: false,
});

const describe = ({ clicks, keys, fields, screens, ms }: Cost): string =>
  `${clicks} clicks, ${keys} keys, ${fields} fields, ${screens} screens, ${Math.round(ms)} ms`;
