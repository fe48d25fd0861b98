import { spawn } from 'node:child_process';
import path from 'node:path';

export interface Outcome {
  passed: number;
  failed: number;
  /** Name and error of failed tests, for the end of the output. */
  failures?: string[];
}

/** Returns the path of a tool that a devDependency installs. */
export const bin = (name: string): string => path.resolve('node_modules/.bin', name);

/**
 * Runs a command with its output on the terminal.
 *
 * @returns its exit code; 1 when it was ended by a signal
 */
export function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs one named step and counts it as one test. */
export async function step(name: string, work: () => Promise<number | void>): Promise<Outcome> {
  const from = performance.now();
  let failed = 0;
  try {
    failed = (await work()) ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    failed = 1;
  }
  console.log(`${failed ? '✖' : '✔'} ${name} (${((performance.now() - from) / 1000).toFixed(1)} s)`);
  return { passed: 1 - failed, failed };
}

export function sum(outcomes: Outcome[]): Outcome {
  const sum: Outcome = { passed: 0, failed: 0 };
  for (const { passed, failed, failures } of outcomes) {
    sum.passed += passed;
    sum.failed += failed;
    if (failures) (sum.failures ??= []).push(...failures);
  }
  return sum;
}
