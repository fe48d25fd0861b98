import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after } from 'node:test';

const CLI = path.resolve('src/entries/cli.ts');

export interface CliRun {
  child: ChildProcess;
  output(): string;
  /** Resolves with the first line of structured output that has this message. */
  line(message: string): Promise<Record<string, unknown>>;
  /** Exit code. */
  end: Promise<number | null>;
}

const running = new Set<ChildProcess>();
// Ends the servers of a failed test: a running server would keep the test file from ending.
after(() => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Runs the command as an operator does, with a clean environment.
 *
 * @param command what Node runs: by default the sources of this repository
 */
export function runCli(
  cwd: string,
  args: string[],
  env: Record<string, string> = {},
  command: readonly string[] = [CLI],
): CliRun {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...command, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
  });
  running.add(child);
  child.on('close', () => running.delete(child));
  let text = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (const look of waiting) look();
    });
  }
  const end = once(child, 'close').then(([code]) => code as number | null);
  const line = (message: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const look = () => {
        const found = text.split('\n').find((candidate) => candidate.includes(`"message":"${message}"`));
        if (found) resolve(JSON.parse(found));
      };
      waiting.add(look);
      look();
      void end.then(() => reject(new Error(`ended without "${message}":\n${text}`)));
    });
  return { child, output: () => text, line, end };
}
