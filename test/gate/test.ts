// npm test: everything that must pass. The last line is `N passed, N failed`.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { check } from './check.ts';
import { nodeTests } from './node-tests.ts';
import { bin, type Outcome, run, step, sum } from './run.ts';

// Each test file is a process of its own: half of its start is compiling the same modules again.
process.env.NODE_COMPILE_CACHE ??= path.resolve('node_modules/.cache/node-compile');

const outcomes: Outcome[] = [];
const build = await step('build', () => run(process.execPath, ['esbuild.config.mjs']));
outcomes.push(build);
if (!build.failed) {
  const stages: [string, () => Promise<Outcome>][] = [
    ['check', () => check({ built: true })],
    [
      'unit and one-process tests',
      () =>
        nodeTests(
          ['test/{backend,client,contract,gate,localization,protocol,server,tokens}/**/*.test.ts'],
          availableParallelism(),
        ),
    ],
    ['elements in Chromium', elementTests],
    ['stock clients against the server', () => nodeTests(['test/interop/**/*.test.ts'], 1)],
    ['end to end in Chromium', () => nodeTests(['test/e2e/**/*.test.ts'], 1)],
  ];
  for (const [name, stage] of stages) {
    console.log(`\n— ${name}`);
    try {
      outcomes.push(await stage());
    } catch (error) {
      console.error(error);
      outcomes.push({ passed: 0, failed: 1 });
    }
  }
}
const { passed, failed } = sum(outcomes);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);

async function elementTests(): Promise<Outcome> {
  const dir = await mkdtemp(path.join(tmpdir(), 'clerk-widgets-'));
  const file = path.join(dir, 'counts.json');
  try {
    const code = await run(bin('wtr'), [], { ELEMENT_TEST_COUNTS: file });
    const counts = JSON.parse(await readFile(file, 'utf8')) as Outcome;
    if (code && !counts.failed) counts.failed = 1;
    return counts;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
