import { createHash, createPublicKey, verify } from 'node:crypto';
import { verifyToken as verifyWithStock } from '@clerk/backend';
import { importSPKI, jwtVerify } from 'jose';
import { authenticateRequest, createClerkClient, verifyToken } from '../../src/entries/backend.ts';
import { cookieSuffixOf } from '../../src/protocol/cookies.ts';
import { forge, JWK, PUBLIC_PEM, PUBLISHABLE_KEY } from '../backend/token-forge.ts';
import type { Row } from './bench.ts';
import { openPostgresLookup, openSqliteLookup, sessionIdOf } from './session-lookups.ts';
import { median, quantile } from './statistics.ts';

const TOKENS = 500;
/** Rounds before the figures count: the compiler needs them. */
const WARM_UP = 3;
/** Calls that are pending at a time when the rate is measured. */
const IN_FLIGHT = 32;

/** Microseconds of single calls, and rates. */
interface Figures {
  p50: number;
  p99: number;
  p999: number;
  /** Calls a second, one after the other. */
  perSecond: number;
  /** Calls a second when {@link IN_FLIGHT} are pending at a time. */
  perSecondInFlight: number;
}

/** One way to know who sent a request. It throws when it does not know. */
type Way = (index: number) => unknown;

/**
 * Compares what it takes to verify a session token with the bare signature, with other libraries and with a look-up in a
 * database (docs/security.md, L4). All ways take turns in one process, warm and without a network.
 *
 * @param rounds how often each way verifies 500 tokens. Fewer are quicker, and say less of p99.9
 */
export async function benchVerification(rounds: number): Promise<{ rows: Row[]; detail: unknown }> {
  const [sqlite, postgres] = [await openSqliteLookup(), await openPostgresLookup()];
  if (!postgres) console.log('!!! Without Postgres: POSTGRES_URL names no server, and initdb is not there.');
  try {
    const ways: Record<string, Way> = {
      ...waysToVerify(await importSPKI(PUBLIC_PEM, 'RS256')),
      sqlite: (index) => sqlite.find(sessionIdOf(index)),
      ...(postgres && { postgres: (index: number) => postgres.find(sessionIdOf(index)) }),
    };
    const figures = await measure(ways, rounds);
    return { rows: rowsOf(figures), detail: figures };
  } finally {
    await sqlite.close();
    await postgres?.close();
  }
}

function waysToVerify(joseKey: Parameters<typeof jwtVerify>[1] & object): Record<string, Way> {
  const now = Math.floor(Date.now() / 1000);
  const claims = (sub: string) => ({ sub, iat: now, nbf: now - 10, exp: now + 290 });
  const tokens = Array.from({ length: TOKENS }, (_, index) => forge(claims(`user_${index}`)));
  const token = (index: number) => tokens[index] as string;
  const bare = tokens.map((text) => {
    const end = text.lastIndexOf('.');
    return [Buffer.from(text.slice(0, end)), Buffer.from(text.slice(end + 1), 'base64url')] as const;
  });
  const key = createPublicKey(PUBLIC_PEM);
  const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM });
  const fetch = async () => Response.json({ keys: [JWK] });
  const suffix = cookieSuffixOf(createHash('sha1').update(PUBLISHABLE_KEY).digest());
  const withHeader = tokens.map((text) => requestWith({ authorization: `Bearer ${text}` }));
  // What a browser sends: each cookie with the suffix of the instance and without, among others.
  const withCookies = tokens.map((text) =>
    requestWith({
      cookie: `theme=dark; __session=${text}; __client_uat=${now - 9}; __session_${suffix}=${text}; __client_uat_${suffix}=${now - 9}`,
      'sec-fetch-dest': 'document',
    }),
  );
  return {
    bare: (index) => {
      const [data, signature] = bare[index] as (typeof bare)[number];
      return verify('sha256', data, key, signature) || undefined;
    },
    client: async (index) => (await clerk.verifyToken(token(index))).data?.sub,
    inline: async (index) =>
      (await verifyToken(token(index), { jwtKey: PUBLIC_PEM, authorizedParties: ['https://app.acme.example'] })).data
        ?.sub,
    jwks: async (index) => (await verifyToken(token(index), { publishableKey: PUBLISHABLE_KEY, fetch })).data?.sub,
    header: async (index) => (await clerk.authenticateRequest(withHeader[index] as Request)).toAuth().userId,
    cookies: async (index) => (await clerk.authenticateRequest(withCookies[index] as Request)).toAuth().userId,
    inlineCookies: async (index) =>
      (
        await authenticateRequest(withCookies[index] as Request, {
          publishableKey: PUBLISHABLE_KEY,
          jwtKey: PUBLIC_PEM,
        })
      ).toAuth().userId,
    stock: async (index) => (await verifyWithStock(token(index), { jwtKey: PUBLIC_PEM })).sub,
    jose: async (index) => (await jwtVerify(token(index), joseKey, { algorithms: ['RS256'] })).payload.sub,
  };
}

function requestWith(headers: Record<string, string>): Request {
  return new Request('https://app.acme.example/', { headers });
}

async function measure(ways: Record<string, Way>, rounds: number): Promise<Record<string, Figures>> {
  const times: Record<string, number[]> = {};
  const rates: Record<string, number[]> = {};
  const ratesInFlight: Record<string, number[]> = {};
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const [single, inFlight] = [await timeEach(way), await rateInFlight(way)];
      if (round < 0) continue;
      (times[name] ??= []).push(...single);
      (rates[name] ??= []).push((TOKENS / single.reduce((sum, time) => sum + time, 0)) * 1e6);
      (ratesInFlight[name] ??= []).push(inFlight);
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => [
      name,
      {
        p50: quantile(all, 0.5),
        p99: quantile(all, 0.99),
        p999: quantile(all, 0.999),
        perSecond: median(rates[name] ?? []),
        perSecondInFlight: median(ratesInFlight[name] ?? []),
      },
    ]),
  );
}

async function timeEach(way: Way): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < TOKENS; index++) {
    const from = performance.now();
    const result = await way(index);
    times.push((performance.now() - from) * 1000);
    if (!result) throw new Error('A way to verify did not know whose token it was.');
  }
  return times;
}

async function rateInFlight(way: Way): Promise<number> {
  let next = 0;
  const work = async () => {
    while (next < TOKENS) await way(next++);
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  return (TOKENS / (performance.now() - from)) * 1000;
}

const us = (x: number): string => `${x.toFixed(x < 100 ? 1 : 0)} µs`;
const all = (f: Figures): string => `${us(f.p50)} (${us(f.p99)}, ${us(f.p999)})`;
const rate = (perSecond: number): string => `${Math.round(perSecond)}/s`;

function rowsOf(figures: Record<string, Figures>): Row[] {
  const of = (name: string) => figures[name] as Figures;
  const [bare, client] = [of('bare'), of('client')];
  const above = (name: string, what: string, most: number): Row => {
    const mine = of(name);
    return {
      what: `${what}, p50 (p99, p99.9)`,
      measured: all(mine),
      against: `crypto.verify: ${all(bare)}`,
      ratio: `${us(mine.p50 - bare.p50)} above, ${(mine.p50 / bare.p50).toFixed(2)}`,
      goal: `${most} µs above, p99.9 1 ms`,
      met: mine.p50 - bare.p50 <= most && mine.p999 < 1000,
    };
  };
  const beside = (name: string, peer: string): Row => ({
    what: `verifyToken beside ${peer}, p50 (p99, p99.9)`,
    measured: all(client),
    against: `${peer}: ${all(of(name))}`,
    ratio: `${(of(name).p50 / client.p50).toFixed(2)} times as fast`,
    goal: '-',
    met: true,
  });
  const rates = (what: string, key: 'perSecond' | 'perSecondInFlight', least: number | undefined): Row => {
    const times = client[key] / of('stock')[key];
    return {
      what: `verifyToken, ${what}`,
      measured: rate(client[key]),
      against: `@clerk/backend: ${rate(of('stock')[key])}`,
      ratio: `${times.toFixed(2)} times the rate`,
      goal: least === undefined ? '-' : `${least} times`,
      met: least === undefined || times >= least,
    };
  };
  return [
    above('client', 'verifyToken of a client', 10),
    above('inline', 'verifyToken with inline options', 10),
    above('jwks', 'verifyToken with inline options, fetched keys', 10),
    above('header', 'authenticateRequest, bearer token', 15),
    above('cookies', 'authenticateRequest, cookies of a browser', 15),
    above('inlineCookies', 'authenticateRequest with inline options', 15),
    rates('one call after the other', 'perSecond', 5),
    rates(`${IN_FLIGHT} calls at a time`, 'perSecondInFlight', undefined),
    beside('stock', '@clerk/backend'),
    beside('jose', 'jose'),
    beside('sqlite', 'a look-up in SQLite'),
    ...(figures.postgres ? [beside('postgres', 'a look-up in Postgres')] : []),
  ];
}
