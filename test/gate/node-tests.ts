import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { TestNews } from './report-to-parent.ts';
import { type Outcome, sum } from './run.ts';

/** Milliseconds without output after which a file counts as stalled: a failed test may have left a server open. */
const STALLED_MS = 300_000;
const SLOWEST = 5;
/** Beginnings of the files that take longest, as the last line of a stage names them. They start first. */
const LONG = [
  'test/apps/react.',
  'test/apps/frameworks.',
  'test/apps/next',
  'test/apps/astro.',
  'test/e2e/engines/',
  'test/e2e/server-rendered-pixels.',
  'test/e2e/account.',
  'test/e2e/matrix.',
  'test/e2e/security-page.',
  'test/e2e/without-javascript.',
  'test/e2e/welcome-back.',
  'test/interop/screens',
  'test/interop/account.',
  'test/interop/testing.',
  'test/interop/second-factors.',
];

/** Detects a file that has stalled. */
export interface Watch {
  /** Reports that the file gave a sign of life. */
  alive(): void;
  stop(): void;
}

export interface NodeTestsOptions {
  /** Watches one file and calls `end` when it has stalled; default: after five minutes without news. */
  watch?: (file: string, end: () => void) => Watch;
  /** Default: the terminal. */
  print?: (text: string) => void;
}

const REPORTER = fileURLToPath(new URL('report-to-parent.ts', import.meta.url));
const PRELOADED = new URL('untracked-promises.ts', import.meta.url).href;

/**
 * Runs test files, each in a process of its own, and counts the tests in them (suites are not tests). A file that
 * stalls or dies costs that file alone: it is ended with all that it started, and the others go on.
 *
 * @param patterns globs of files; a run that finds no file or no test fails
 * @param concurrency files at a time
 */
export async function nodeTests(
  patterns: string[],
  concurrency: number,
  { watch = watchByTime, print = (text) => void process.stdout.write(text) }: NodeTestsOptions = {},
): Promise<Outcome> {
  const files: string[] = [];
  for await (const file of glob(patterns)) if (!file.includes('.browser.test.')) files.push(file);
  files.sort((one, other) => rankOf(one) - rankOf(other) || (one < other ? -1 : 1));
  const waiting = [...files];
  const outcomes: Outcome[] = [];
  const times: [number, string][] = [];
  const work = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const from = performance.now();
      outcomes.push(await testFile(file, { watch, print }));
      times.push([performance.now() - from, file]);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const outcome = sum(outcomes);
  if (!files.length || outcome.passed + outcome.failed === 0) throw new Error(`No test ran for ${patterns.join(' ')}.`);
  const slowest = times.sort(([a], [b]) => b - a).slice(0, SLOWEST);
  print(`slowest: ${slowest.map(([ms, file]) => `${file} ${(ms / 1000).toFixed(1)} s`).join(', ')}\n`);
  return outcome;
}

/** Returns where a file stands in the list of long ones. */
function rankOf(file: string): number {
  const rank = LONG.findIndex((start) => file.startsWith(start));
  return rank < 0 ? LONG.length : rank;
}

function watchByTime(_file: string, end: () => void): Watch {
  let timer = setTimeout(end, STALLED_MS);
  return {
    alive() {
      clearTimeout(timer);
      timer = setTimeout(end, STALLED_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Prints a file's output in one piece when the file has ended, so that outputs of files do not mix. */
async function testFile(file: string, options: Required<NodeTestsOptions>): Promise<Outcome> {
  const { print } = options;
  const outcome: Outcome = { passed: 0, failed: 0 };
  const output: Buffer[] = [];
  const child = spawn(
    process.execPath,
    [
      `--import=${PRELOADED}`,
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${REPORTER}`,
      '--test-reporter-destination=stderr',
      file,
    ],
    // The file has its own process group: browsers and servers that it started end with it, and its pipes close. Under
    // `node --test`, where the tests of this runner run, the child would otherwise report to that runner.
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true, env: { ...process.env, NODE_TEST_CONTEXT: undefined } },
  );
  const endGroup = () => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The process has already ended.
    }
  };
  let stalled = false;
  const watch = options.watch(file, () => {
    stalled = true;
    endGroup();
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (bytes: Buffer) => {
      output.push(bytes);
      watch.alive();
    });
  }
  child.on('message', ({ passed, name, error }: TestNews) => {
    outcome[passed ? 'passed' : 'failed'] += 1;
    if (!passed) (outcome.failures ??= []).push(`${file}: ${name}\n${error ?? ''}`);
    watch.alive();
  });
  child.on('exit', endGroup);
  const [[code]] = await Promise.all([once(child, 'close'), once(child, 'disconnect')]);
  watch.stop();
  if ((stalled || code) && !outcome.failed) {
    outcome.failed = 1;
    outcome.failures = [`${file}: ${stalled ? 'stalled' : 'ended with an error outside its tests'}`];
  }
  print(`${file}\n${Buffer.concat(output).toString()}`);
  if (stalled) print(`!!! STALLED: ${file} gave no news for too long and was ended.\n`);
  else if (outcome.passed + outcome.failed === 0) print(`!!! NOT RUN: ${file} holds no test here.\n`);
  return outcome;
}
