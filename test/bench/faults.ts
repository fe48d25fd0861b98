import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type KillReport, killRounds } from '../support/kill-rounds.ts';
import { newSchemaUrl } from '../support/postgres-schema.ts';
import type { Row } from './bench.ts';

const ROUNDS = 200;
const SIGN_UPS_AT_ONCE = 20;
const READY_MS = 2000;

/**
 * Kills the server two hundred times with SIGKILL during sign-ups (docs/security.md, F1), on SQLite and on the Postgres
 * server that `POSTGRES_URL` names.
 *
 * @throws {AssertionError} when an acknowledged sign-up is lost, duplicated or incomplete
 */
export async function benchFaults(): Promise<{ rows: Row[]; detail: unknown }> {
  const dir = mkdtempSync(path.join(tmpdir(), 'clerk-widgets-bench-'));
  try {
    const detail: Record<string, KillReport> = {
      SQLite: await killRounds(`sqlite:${dir}/clerk.db`, ROUNDS, SIGN_UPS_AT_ONCE),
    };
    if (process.env.POSTGRES_URL) {
      detail.Postgres = await killRounds(await newSchemaUrl(), ROUNDS, SIGN_UPS_AT_ONCE);
    } else {
      console.log('!!! NOT RUN: kill -9 of a node on Postgres. POSTGRES_URL names no server.');
    }
    const rows = Object.entries(detail).map(([name, { acknowledged, interrupted, ready }]): Row => {
      const slowest = Math.max(...ready);
      return {
        what: `kill -9, ${ROUNDS} times, ${SIGN_UPS_AT_ONCE} sign-ups at once, ${name}: ready again`,
        measured: `${slowest.toFixed(0)} ms at most; ${acknowledged} kept, ${interrupted} cut off, 0 lost`,
        against: '-',
        ratio: '-',
        goal: `within ${READY_MS} ms, none lost`,
        met: slowest <= READY_MS,
      };
    });
    return { rows, detail };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
