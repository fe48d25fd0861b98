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
  let failure: string | undefined;
  try {
    const code = await work();
    if (code) failure = `ended with code ${code}`;
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
    console.error(failure);
  }
  console.log(`${failure ? '✖' : '✔'} ${name} (${((performance.now() - from) / 1000).toFixed(1)} s)`);
  return failure ? { passed: 0, failed: 1, failures: [`${name}: ${failure}`] } : { passed: 1, failed: 0 };
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
