import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, it } from 'node:test';
import { killRounds } from '../../support/kill-rounds.ts';
import { newSchemaUrl } from '../../support/postgres-schema.ts';

/** `npm run bench -- faults` runs 200. */
const ROUNDS = 8;
const SIGN_UPS_AT_ONCE = 20;

const directory = mkdtempSync(path.join(tmpdir(), 'clerk-kill-'));
after(() => rmSync(directory, { recursive: true, force: true }));

it(`kill -9 in the middle of ${SIGN_UPS_AT_ONCE} sign-ups loses none that was acknowledged, and leaves nothing incomplete`, async () => {
  await killRounds(`sqlite:${path.join(directory, 'clerk.db')}`, ROUNDS, SIGN_UPS_AT_ONCE);
});

const skip = process.env.POSTGRES_URL ? false : 'did not run: POSTGRES_URL names no server';
it(`kill -9 of a node on Postgres in the middle of ${SIGN_UPS_AT_ONCE} sign-ups loses none`, {
  skip,
}, async () => {
  await killRounds(await newSchemaUrl(), ROUNDS, SIGN_UPS_AT_ONCE);
});
