import { verifyToken as verifyWithStock } from '@clerk/backend';
import { createClerkClient } from '../../src/entries/backend.ts';
import { forge, PUBLIC_PEM, PUBLISHABLE_KEY } from '../backend/token-forge.ts';
import type { Row } from './bench.ts';
import { quantile } from './statistics.ts';

const ROUNDS = 40;
const TOKENS = 500;

/** Compares how fast we and the stock SDK verify a session token, warm and without a network (docs/security.md, L4). */
export async function benchVerification(): Promise<{ rows: Row[]; detail: unknown }> {
  const now = Math.floor(Date.now() / 1000);
  const tokens = Array.from({ length: TOKENS }, (_, i) =>
    forge({ sub: `user_${i}`, iat: now, nbf: now - 10, exp: now + 60 }),
  );
  const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM });
  const ways = {
    ours: async (token: string) => {
      const result = await clerk.verifyToken(token);
      if (!('data' in result)) throw new Error('Our SDK refused its token.');
    },
    stock: async (token: string) => {
      const claims = await verifyWithStock(token, { jwtKey: PUBLIC_PEM });
      if (!claims.sub) throw new Error('The stock SDK refused its token.');
    },
  };
  const times = { ours: [] as number[], stock: [] as number[] };
  for (let round = -2; round < ROUNDS; round++) {
    for (const name of ['ours', 'stock'] as const) {
      for (const token of tokens) {
        const from = performance.now();
        await ways[name](token);
        // The compiler needs the first rounds.
        if (round >= 0) times[name].push((performance.now() - from) * 1000);
      }
    }
  }
  const [ours, stock] = [times.ours, times.stock].map((all) => ({
    p50: quantile(all, 0.5),
    p99: quantile(all, 0.99),
    p999: quantile(all, 0.999),
  })) as [Quantiles, Quantiles];
  const ratio = stock.p50 / ours.p50;
  const us = (x: number): string => `${x.toFixed(0)} µs`;
  return {
    rows: [
      {
        what: 'verifying a session token, p50 (p99, p99.9)',
        measured: `${us(ours.p50)} (${us(ours.p99)}, ${us(ours.p999)})`,
        against: `@clerk/backend: ${us(stock.p50)} (${us(stock.p99)}, ${us(stock.p999)})`,
        ratio: `${ratio.toFixed(2)} times as fast`,
        goal: '1.5 times, p50 50 µs, p99 300 µs, p99.9 1 ms',
        met: ratio >= 1.5 && ours.p50 <= 50 && ours.p99 <= 300 && ours.p999 <= 1000,
      },
    ],
    detail: { ours, stock },
  };
}

interface Quantiles {
  p50: number;
  p99: number;
  p999: number;
}
