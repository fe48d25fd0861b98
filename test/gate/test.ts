// npm test [-- parts…]: everything that must pass, or parts of it by name. The last line is `N passed, N failed`.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { check } from './check.ts';
import { nodeTests } from './node-tests.ts';
import { type Parts, selectParts } from './parts.ts';
import { type Engine, ENGINE_NAMES, ENGINES, enginesFor } from '../support/engines.ts';
import { bin, type Outcome, run, step, sum } from './run.ts';

// Half of the start-up of a process is compiling the same modules again.
process.env.NODE_COMPILE_CACHE ??= path.resolve('node_modules/.cache/node-compile');

/** Number of files that run at a time. Browsers wait as much as they work, and no test depends on timing. */
const CORES = availableParallelism();
/** For files that compare no sizes. */
const QUICK = { preload: [new URL('quick-compression.ts', import.meta.url).href] };
/** Number of unit files that share a process: to load the server takes longer than most of them do. */
const TOGETHER = 16;

const outcomes: Outcome[] = [];
const parts = select();
if (parts.units.length && !process.env.POSTGRES_URL) {
  console.log('!!! Postgres runs within the tests alone: POSTGRES_URL names no server.');
}
outcomes.push(await step('build', () => run(process.execPath, ['esbuild.config.mjs'])));
if (!sum(outcomes).failed) {
  const { units, elements, interop, e2e, apps } = parts;
  type Stage = [string, boolean, () => Promise<Outcome>];
  const engines = elements.length ? enginesFor('The element tests', chosenEngines()) : [];
  const stages: Stage[] = [
    ['check', parts.check, () => check({ built: true })],
    ['unit and one-process tests', units.length > 0, () => nodeTests(units, CORES, { together: TOGETHER })],
    ...engines.map((engine): Stage => {
      return [`elements in ${ENGINE_NAMES[engine]}`, elements.length > 0, () => elementTests(elements, engine)];
    }),
    ['stock clients against the server', interop.length > 0, () => nodeTests(interop, CORES, QUICK)],
    ['end to end in Chromium', e2e.length > 0, () => nodeTests(e2e, CORES, QUICK)],
    ['framework apps', apps.length > 0, () => nodeTests(apps, CORES, QUICK)],
  ];
  for (const [name, wanted, stage] of stages) {
    if (!wanted) continue;
    const from = performance.now();
    console.log(`\n— ${name}`);
    try {
      outcomes.push(await stage());
    } catch (error) {
      console.error(error);
      outcomes.push({ passed: 0, failed: 1, failures: [`${name}: ${error}`] });
    }
    console.log(`— ${name}: ${((performance.now() - from) / 1000).toFixed(0)} s`);
  }
}
const { passed, failed, failures = [] } = sum(outcomes);
for (const failure of failures) console.log(`\n✖ ${failure}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);

function select(): Parts {
  try {
    return selectParts(process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

/** Returns the engines of `ELEMENT_ENGINES` (`chromium,firefox,webkit`); default: Chromium. */
function chosenEngines(): Engine[] {
  const names = process.env.ELEMENT_ENGINES?.split(',') ?? ['chromium'];
  const unknown = names.find((name) => !ENGINES.some((engine) => engine === name));
  if (unknown === undefined) return names as Engine[];
  throw new RangeError(`ELEMENT_ENGINES names "${unknown}". It takes ${ENGINES.join(', ')}, separated by commas.`);
}

async function elementTests(files: string[], engine: Engine): Promise<Outcome> {
  const dir = await mkdtemp(path.join(tmpdir(), 'clerk-widgets-'));
  const file = path.join(dir, 'counts.json');
  try {
    const code = await run(bin('wtr'), ['--files', ...files], { ELEMENT_ENGINE: engine, ELEMENT_TEST_COUNTS: file });
    const counts = JSON.parse(await readFile(file, 'utf8')) as Outcome;
    counts.failures = counts.failures?.map((failure) => `${ENGINE_NAMES[engine]}: ${failure}`);
    if (!code || counts.failed) return counts;
    return { ...counts, failed: 1, failures: [`elements: the runner ended with code ${code}`] };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
