import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Row } from './bench.ts';
import { KeepAlive } from './keep-alive.ts';
import { opensslSignRate } from './openssl-speed.ts';
import { median, quantile } from './statistics.ts';

const CONNECTIONS = 32;
const ROUNDS = 7;
const SECONDS = 2;
const GOAL = 0.55;

interface Round {
  signRate: number;
  rate: number;
  /** Milliseconds. */
  fullP99: number;
  halfP50: number;
  halfP99: number;
}

/**
 * Compares token refreshes of one server process, at full and at half load, with the machine's signing rate. The speed
 * of a shared machine changes within seconds, so both are measured in turns and reported as medians.
 */
export async function benchTokenRefresh(): Promise<{ rows: Row[]; detail: unknown }> {
  const child = spawn(process.execPath, ['test/bench/token-server.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  const target = JSON.parse(line) as { port: number; requests: string[] };
  const requests = target.requests.map((r) => Buffer.from(r));
  const connections = Array.from({ length: CONNECTIONS }, () => new KeepAlive(target.port));

  // The compiler needs the first seconds.
  await closedLoop(connections, requests, 3 * SECONDS);
  const rounds: Round[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const signRate = opensslSignRate();
    const full = await closedLoop(connections, requests, SECONDS);
    const half = await openLoop(connections, requests, full.rate / 2, SECONDS);
    rounds.push({
      signRate,
      rate: full.rate,
      fullP99: quantile(full.latencies, 0.99),
      halfP50: quantile(half.latencies, 0.5),
      halfP99: quantile(half.latencies, 0.99),
    });
  }
  for (const c of connections) c.close();
  child.kill();
  await once(child, 'exit');

  const middle = (pick: (round: Round) => number): number => median(rounds.map(pick));
  const ratio = middle((r) => r.rate / r.signRate);
  const ms = (x: number): string => `${x.toFixed(1)} ms`;
  return {
    rows: [
      {
        what: `token refreshes per second, one process (median of ${ROUNDS})`,
        measured: middle((r) => r.rate).toFixed(0),
        against: `openssl rsa2048 sign: ${middle((r) => r.signRate).toFixed(0)}`,
        ratio: ratio.toFixed(2),
        goal: `at least ${GOAL}`,
        met: ratio >= GOAL,
      },
      {
        what: 'token refresh at half load, p99 (p50)',
        measured: `${ms(middle((r) => r.halfP99))} (${ms(middle((r) => r.halfP50))})`,
        against: '-',
        ratio: '-',
        goal: 'at most 15 ms',
        met: middle((r) => r.halfP99) <= 15,
      },
      {
        what: `token refresh saturated, ${CONNECTIONS} connections, p99`,
        measured: ms(middle((r) => r.fullP99)),
        against: '-',
        ratio: '-',
        goal: 'at most 100 ms',
        met: middle((r) => r.fullP99) <= 100,
      },
    ],
    detail: rounds,
  };
}

interface Load {
  /** Answers per second. */
  rate: number;
  /** Milliseconds. */
  latencies: number[];
}

async function closedLoop(connections: KeepAlive[], requests: Buffer[], seconds: number): Promise<Load> {
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(
    connections.map(async (connection, i) => {
      for (let n = i; performance.now() < end; n += connections.length) {
        latencies.push(await timed(connection, requests[n % requests.length] as Buffer));
      }
    }),
  );
  return { rate: (latencies.length * 1000) / (performance.now() - start), latencies };
}

/** Sends requests at a steady rate, whatever the answers take. A late start counts as latency. */
async function openLoop(connections: KeepAlive[], requests: Buffer[], rate: number, seconds: number): Promise<Load> {
  const latencies: number[] = [];
  const idle = [...connections];
  const start = performance.now();
  const due: number[] = Array.from({ length: Math.floor(rate * seconds) }, (_, i) => start + (i * 1000) / rate);
  const running = new Set<Promise<void>>();
  for (let i = 0; i < due.length; ) {
    const connection = (due[i] as number) <= performance.now() ? idle.pop() : undefined;
    if (!connection) {
      await new Promise(setImmediate);
      continue;
    }
    const at = due[i] as number;
    const sent = performance.now();
    const work = timed(connection, requests[i % requests.length] as Buffer).then((ms) => {
      latencies.push(ms + sent - at);
      idle.push(connection);
    });
    running.add(work);
    void work.then(() => running.delete(work));
    i++;
  }
  await Promise.all(running);
  return { rate: (latencies.length * 1000) / (performance.now() - start), latencies };
}

async function timed(connection: KeepAlive, request: Buffer): Promise<number> {
  const from = performance.now();
  const status = await connection.send(request);
  if (status !== 200) throw new Error(`A token refresh answered ${status}.`);
  return performance.now() - from;
}
