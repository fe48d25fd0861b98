import { glob } from 'node:fs/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import type { Outcome } from './run.ts';

/** Milliseconds without any news after which the run counts as stuck: a failed test may have left a server open. */
const STUCK_MS = 300_000;

/**
 * Runs test files with Node's runner and counts the tests in them (suites are not tests).
 *
 * @param patterns globs of files; a run that finds no file or no test fails
 * @param concurrency files at a time; browser suites share one machine and run alone
 */
export async function nodeTests(patterns: string[], concurrency: number): Promise<Outcome> {
  const files: string[] = [];
  for await (const file of glob(patterns)) if (!file.includes('.browser.test.')) files.push(file);
  files.sort();
  const outcome: Outcome = { passed: 0, failed: 0 };
  await new Promise<void>((resolve, reject) => {
    const stuck = new AbortController();
    const stall = () => stuck.abort(new Error(`No test ended for ${STUCK_MS / 1000} seconds.`));
    let timer = setTimeout(stall, STUCK_MS);
    const stream = run({ files, concurrency, signal: stuck.signal });
    stream.on('data', () => {
      clearTimeout(timer);
      timer = setTimeout(stall, STUCK_MS);
    });
    stream.on('test:pass', (t) => {
      if (t.details.type === 'suite' || t.skip || t.todo) return;
      // A file without a test passes in its own name: that is nothing that was tested.
      if (t.nesting === 0 && t.name.endsWith('.test.ts')) console.log(`!!! NOT RUN: ${t.name} holds no test here.`);
      else outcome.passed += 1;
    });
    stream.on('test:fail', (t) => {
      if (t.details.type !== 'suite') outcome.failed += 1;
    });
    stream.on('error', reject);
    stream.on('end', () => {
      clearTimeout(timer);
      resolve();
    });
    stream.compose(spec).pipe(process.stdout, { end: false });
  });
  if (!files.length || outcome.passed + outcome.failed === 0) throw new Error(`No test ran for ${patterns.join(' ')}.`);
  return outcome;
}
