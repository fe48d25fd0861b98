import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { hash, verify } from '@node-rs/argon2';
import { createApp } from '../../src/server/app.ts';
import { createSigner, generateSigningKey } from '../../src/server/keys/signing-key.ts';
import { parseConfig } from '../../src/server/config/parse-config.ts';
import { createPasswordHasher } from '../../src/server/factors/password/password-hasher.ts';
import { openStorage } from '../../src/server/storage/open-storage.ts';
import { PASSWORD } from '../support/instance.ts';
import { LOOSE_LIMITS, NO_LIMIT } from '../support/loose-limits.ts';
import { Mailbox } from '../support/mailbox.ts';
import { TestBrowser } from '../support/test-browser.ts';
import type { Row } from './bench.ts';
import { median } from './statistics.ts';

const ROUNDS = 5;
const SECONDS = 2;
const ORIGIN = 'https://app.bench.test';
const URL = 'https://clerk.bench.test';
/** The parameters that the server uses. */
const ARGON2ID = { algorithm: 2 as never, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** More requests than the queue accepts, spread over enough accounts that no account has many at a time. */
const CROWD = 300;
const ACCOUNTS = 100;

/**
 * Compares password sign-ins with the bare argon2id rate of the machine, in turns, and measures a burst that is larger
 * than the queue (docs/security.md, L3).
 */
export async function benchPasswords(): Promise<{ rows: Row[]; detail: unknown }> {
  const cores = availableParallelism();
  const dir = mkdtempSync(path.join(tmpdir(), 'clerk-widgets-bench-'));
  const storage = await openStorage(`sqlite:${dir}/bench.db`);
  const mailbox = new Mailbox();
  const app = createApp({
    config: parseConfig({ url: URL, allowedOrigins: [ORIGIN], password: { breachCheck: false } }),
    storage,
    delivery: mailbox,
    signer: createSigner(generateSigningKey(), 'the key of the bench'),
    secret: new Uint8Array(randomBytes(32)),
    passwords: createPasswordHasher(cores),
    logger: { info: () => {}, warn: () => {}, error: () => {} },
    limits: {
      ...LOOSE_LIMITS,
      mailPause: NO_LIMIT,
      mailPerHour: NO_LIMIT,
    },
  });
  const browser = () => new TestBrowser((request) => app.fetch(request, { ip: '198.51.100.1' }), URL, ORIGIN, 'bench');
  const addressOf = (i: number): string => `user${i % ACCOUNTS}@example.com`;
  for (let i = 0; i < ACCOUNTS; i++) {
    const user = browser();
    const form = { email_address: addressOf(i), password: PASSWORD };
    const signUp = `/v1/client/sign_ups/${(await user.post('/v1/client/sign_ups', form)).response.id}`;
    await user.post(`${signUp}/prepare_verification`, { strategy: 'email_code' });
    const code = mailbox.lastCode(addressOf(i));
    await user.post(`${signUp}/attempt_verification`, { strategy: 'email_code', code });
  }
  let next = 0;
  const signIn = async () =>
    (await browser().post('/v1/client/sign_ins', { identifier: addressOf(next++), password: PASSWORD })).status;

  const phc = await hash(PASSWORD, ARGON2ID);
  const rounds: { bare: number; rate: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await rateOf(cores, async () => void (await verify(phc, PASSWORD)));
    const rate = await rateOf(2 * cores, async () => {
      const status = await signIn();
      if (status !== 200) throw new Error(`A sign-in answered ${status}.`);
    });
    rounds.push({ bare, rate });
  }
  const ratio = median(rounds.map(({ rate, bare }) => rate / bare));

  const refused: number[] = [];
  const statuses: Record<number, number> = {};
  await Promise.all(
    Array.from({ length: CROWD }, async () => {
      const from = performance.now();
      const status = await signIn();
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status === 429) refused.push(performance.now() - from);
    }),
  );
  await storage.close();
  rmSync(dir, { recursive: true, force: true });
  const slowest = Math.max(...refused);
  const middle = (pick: (round: { bare: number; rate: number }) => number) => median(rounds.map(pick)).toFixed(0);
  return {
    rows: [
      {
        what: `password sign-ins per second (median of ${ROUNDS})`,
        measured: middle((r) => r.rate),
        against: `argon2id alone, ${cores} at a time: ${middle((r) => r.bare)}`,
        ratio: ratio.toFixed(2),
        goal: 'at least 0.8',
        met: ratio >= 0.8,
      },
      {
        what: `${CROWD} password sign-ins at once: the slowest 429`,
        measured: `${slowest.toFixed(0)} ms (${refused.length} refused, ${statuses[200] ?? 0} signed in)`,
        against: '-',
        ratio: '-',
        goal: 'within 1 s, and every other one signs in',
        met: slowest <= 1000 && refused.length + (statuses[200] ?? 0) === CROWD,
      },
    ],
    detail: { rounds, statuses, slowest },
  };
}

/** Returns how often per second `work` completes with `atOnce` calls at a time. */
async function rateOf(atOnce: number, work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() - from < SECONDS * 1000) {
        await work();
        done++;
      }
    }),
  );
  return (done * 1000) / (performance.now() - from);
}
