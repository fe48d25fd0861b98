import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { groupFiles } from './file-groups.ts';
import type { TestNews } from './report-to-parent.ts';
import { type Outcome, sum } from './run.ts';

/** Milliseconds without output after which a file counts as stalled: a failed test may have left a server open. */
const STALLED_MS = 300_000;
const SLOWEST = 5;

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
  /** Number of files that share a process, where they may; default: each has its own. */
  together?: number;
  /** URLs of modules that each process loads first; default: none. */
  preload?: readonly string[];
  /** Whether a file may share a process; default: when its folder is known to leave nothing behind. */
  mayShare?: (file: string) => boolean;
}

/** What a process made of its files. */
interface Ran extends Outcome {
  /** Whether every file ran to its end, and nothing failed outside of the tests. */
  isWhole: boolean;
  /** Milliseconds of each file. */
  times: [number, string][];
}

const REPORTER = fileURLToPath(new URL('report-to-parent.ts', import.meta.url));
const SEVERAL = fileURLToPath(new URL('several-files.ts', import.meta.url));
const PRELOADED = new URL('untracked-promises.ts', import.meta.url).href;

/**
 * Runs test files and counts the tests in them (suites are not tests). A file that stalls or dies costs that file alone: its
 * process is ended with all that it started, and the others go on. When files share the process, each runs again in its own.
 *
 * @param patterns globs of files; a run that finds no file or no test fails
 * @param concurrency processes at a time
 */
export async function nodeTests(
  patterns: string[],
  concurrency: number,
  {
    watch = watchByTime,
    print = (text) => void process.stdout.write(text),
    together = 1,
    preload = [],
    mayShare,
  }: NodeTestsOptions = {},
): Promise<Outcome> {
  const files: string[] = [];
  for await (const file of glob(patterns)) if (!file.includes('.browser.test.')) files.push(file);
  const waiting = groupFiles([...new Set(files)], together, mayShare);
  const outcomes: Outcome[] = [];
  const times: [number, string][] = [];
  const work = async () => {
    for (let group = waiting.shift(); group; group = waiting.shift()) {
      const whole = await testFiles(group, { watch, print, preload });
      const isOver = whole.isWhole || group.length === 1;
      if (!isOver) print(`!!! Each of these files runs again in a process of its own: ${group.join(', ')}\n`);
      const ran = isOver ? [whole] : [];
      for (const file of isOver ? [] : group) ran.push(await testFiles([file], { watch, print, preload }));
      outcomes.push(...ran);
      times.push(...ran.flatMap((each) => each.times));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const outcome = sum(outcomes);
  if (!files.length || outcome.passed + outcome.failed === 0) throw new Error(`No test ran for ${patterns.join(' ')}.`);
  const slowest = times.sort(([a], [b]) => b - a).slice(0, SLOWEST);
  print(`slowest: ${slowest.map(([ms, file]) => `${file} ${(ms / 1000).toFixed(1)} s`).join(', ')}\n`);
  return outcome;
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

/** Runs files in one process. Prints its output in one piece when it has ended, so that outputs do not mix. */
async function testFiles(
  files: string[],
  { watch, print, preload }: Required<Pick<NodeTestsOptions, 'watch' | 'print' | 'preload'>>,
): Promise<Ran> {
  const title = files.join(', ');
  const ran: Ran = { passed: 0, failed: 0, isWhole: false, times: [] };
  const output: Buffer[] = [];
  const from = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...[PRELOADED, ...preload].map((url) => `--import=${url}`),
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${REPORTER}`,
      '--test-reporter-destination=stderr',
      ...(files.length > 1 ? [SEVERAL] : []),
      ...files,
    ],
    // The process has its own group: browsers and servers that it started end with it, and its pipes close. Under
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
  const guard = watch(title, () => {
    stalled = true;
    endGroup();
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (bytes: Buffer) => {
      output.push(bytes);
      guard.alive();
    });
  }
  const empty: string[] = [];
  let last = { tests: 0, failed: 0 };
  child.on('message', (news: TestNews) => {
    guard.alive();
    // Files that share a process are suites there, and their tests end before them.
    const isFile = news.isSuite && files.length > 1;
    const file = files.length > 1 ? (files[ran.times.length] ?? '') : title;
    if (isFile) {
      if (ran.passed + ran.failed === last.tests && news.passed) empty.push(file);
      ran.times.push([news.ms, file]);
    }
    if (!news.isSuite || (isFile && !news.passed && ran.failed === last.failed)) {
      ran[news.passed ? 'passed' : 'failed'] += 1;
      if (!news.passed) (ran.failures ??= []).push(`${file}: ${news.name}\n${news.error ?? ''}`);
    }
    if (isFile) last = { tests: ran.passed + ran.failed, failed: ran.failed };
  });
  child.on('exit', endGroup);
  const [[code, signal]] = await Promise.all([once(child, 'close'), once(child, 'disconnect')]);
  guard.stop();
  const failedOutside = stalled || signal !== null || (code !== 0 && !ran.failed);
  ran.isWhole = !failedOutside && (files.length === 1 || ran.times.length === files.length);
  if (files.length === 1) {
    ran.times.push([performance.now() - from, title]);
    if (failedOutside && !ran.failed) {
      ran.failed = 1;
      ran.failures = [`${title}: ${stalled ? 'stalled' : 'ended with an error outside its tests'}`];
    }
    if (!stalled && ran.passed + ran.failed === 0) empty.push(title);
  }
  print(`${title}\n${Buffer.concat(output).toString()}`);
  if (stalled) print(`!!! STALLED: ${title} gave no news for too long and was ended.\n`);
  for (const file of empty) print(`!!! NOT RUN: ${file} holds no test here.\n`);
  return ran;
}
