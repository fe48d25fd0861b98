import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as others } from 'node:timers/promises';
import type { ClerkBackend } from '../../src/entries/backend.ts';

/** How long one way of answering "who is it?" takes, in microseconds. */
export interface Figures {
  p50: number;
  p99: number;
  p999: number;
  /** How often one core can do it in a second. */
  perSecond: number;
}

const ROUNDS = 40;
const PER_ROUND = 50;
const REQUESTS_PER_ROUND = 5;
const SESSIONS = 10_000;

/**
 * Measures the backend SDK on this machine with the session token of a visitor, beside the signature alone, and beside
 * what every request would need if the token said nothing: a row of a database within the process, or an answer of
 * another process.
 *
 * @param jwk the public key of the instance
 * @param url answers at once, on this machine
 */
export async function measure(
  clerk: ClerkBackend,
  token: string,
  jwk: JsonWebKey,
  url: string,
): Promise<Record<'signature' | 'verifyToken' | 'authenticateRequest' | 'sqlite' | 'http', Figures>> {
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const at = token.lastIndexOf('.');
  const signed = Buffer.from(token.slice(0, at));
  const signature = Buffer.from(token.slice(at + 1), 'base64url');
  const headers = new Headers({ authorization: `Bearer ${token}` });
  const select = openSessions().prepare('select * from sessions where id = ?');
  const ways = {
    signature: () => verify('sha256', signed, key, signature),
    verifyToken: async () => (await clerk.verifyToken(token)).data !== undefined,
    authenticateRequest: async () => (await clerk.authenticateRequest({ headers })).isAuthenticated,
    sqlite: (n: number) => select.get(`sess_${n % SESSIONS}`) !== undefined,
    http: async () => (await fetch(url)).ok,
  };
  const times: Record<keyof typeof ways, number[]> = {
    signature: [],
    verifyToken: [],
    authenticateRequest: [],
    sqlite: [],
    http: [],
  };
  for (let round = -4; round < ROUNDS; round++) {
    for (const name of Object.keys(ways) as (keyof typeof ways)[]) {
      for (let n = 0; n < (name === 'http' ? REQUESTS_PER_ROUND : PER_ROUND); n++) {
        const from = performance.now();
        const isKnown = await ways[name](round * PER_ROUND + n + SESSIONS);
        const took = (performance.now() - from) * 1000;
        if (!isKnown) throw new Error(`${name} did not know the visitor.`);
        // The first rounds are for the compiler.
        if (round >= 0) times[name].push(took);
      }
      // Other visitors get their answers in between.
      await others();
    }
  }
  return {
    signature: figuresOf(times.signature),
    verifyToken: figuresOf(times.verifyToken),
    authenticateRequest: figuresOf(times.authenticateRequest),
    sqlite: figuresOf(times.sqlite),
    http: figuresOf(times.http),
  };
}

function openSessions(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  database.exec('create table sessions (id text primary key, user_id text, status text, expire_at integer)');
  const insert = database.prepare('insert into sessions values (?, ?, ?, ?)');
  database.exec('begin');
  for (let n = 0; n < SESSIONS; n++) insert.run(`sess_${n}`, `user_${n}`, 'active', n);
  database.exec('commit');
  return database;
}

function figuresOf(times: number[]): Figures {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const total = times.reduce((sum, time) => sum + time, 0);
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999), perSecond: (times.length / total) * 1_000_000 };
}
