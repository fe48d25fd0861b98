import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/listen.ts';
import type { Row } from './bench.ts';
import { median } from './statistics.ts';

const BIN = 'dist/node/bin.js';
const POLL_MS = 2;

/**
 * Measures the start of the shipped emulator: from the start of the process until `/v1/environment` is answered. The
 * same run measures the least that any program on Node takes.
 */
export async function benchEmulate(runs: number): Promise<{ rows: Row[]; detail: unknown }> {
  if (!existsSync(BIN)) throw new Error(`${BIN} is missing: run npm run build first.`);
  const starts: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < runs; i++) {
    bare.push(await timeOfNothing());
    starts.push(await timeToFirstAnswer());
  }
  const [start, nothing] = [median(starts), median(bare)];
  const row: Row = {
    what: `start of the emulator until its first answer (median of ${runs})`,
    measured: `${start.toFixed(0)} ms`,
    against: `${nothing.toFixed(0)} ms for node -e 0`,
    ratio: (start / nothing).toFixed(2),
    goal: 'at most 8',
    met: start <= 8 * nothing,
  };
  return { rows: [row], detail: { starts, bare } };
}

async function timeOfNothing(): Promise<number> {
  const begun = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'close');
  return performance.now() - begun;
}

async function timeToFirstAnswer(): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [BIN, 'emulate', '--port', String(port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await firstAnswer(`http://127.0.0.1:${port}/v1/environment`, child);
    return performance.now() - begun;
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
}

/** Asks until there is an answer. A port that nobody listens on refuses at once. */
async function firstAnswer(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.status === 200) return;
    await sleep(POLL_MS);
  }
  throw new Error('The emulator ended before it answered.');
}
