import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Dialect, Kysely } from 'kysely';
import { migrate } from '../../../src/server/storage/migrate.ts';
import { migrations } from '../../../src/server/storage/migrations/migrations.ts';
import { postgresDialect } from '../../../src/server/storage/postgres.ts';
import type { Tables } from '../../../src/server/storage/rows.ts';
import { sqliteFile } from '../../../src/server/storage/sqlite-file.ts';
import { newPgliteSchema } from '../../support/pglite-storage.ts';
import { newSchemaUrl } from '../../support/postgres-schema.ts';
import { emailRow, NOW, userRow } from '../../support/rows.ts';

const READABLE = 'ada@bücher.example';
const ASCII = 'ada@xn--bcher-kva.example';
const DIALECTS: Record<string, () => Promise<Dialect>> = {
  SQLite: () => sqliteFile(':memory:'),
  Postgres: async () => (process.env.POSTGRES_URL ? postgresDialect(await newSchemaUrl()) : newPgliteSchema()),
};

for (const [name, dialect] of Object.entries(DIALECTS)) {
  describe(`a database from before addresses had one form (${name})`, () => {
    const before = migrations.slice(
      0,
      migrations.findIndex((each) => each.name.startsWith('0005')),
    );

    it('finds every account under any spelling afterwards, and of two with one mailbox the one used last', async () => {
      const db = new Kysely<Tables>({ dialect: await dialect() });
      await migrate(db, undefined, NOW, before);
      const add = async (user: string, usedAt: number, emails: [id: string, email: string, verified: number][]) => {
        const [primary] = emails;
        const row = userRow(user, { last_sign_in_at: usedAt, primary_email_address_id: primary?.[0] ?? null });
        await db.insertInto('users').values(row).execute();
        for (const [id, email, verified] of emails) {
          await db
            .insertInto('email_addresses')
            .values(emailRow(id, user, email, verified))
            .execute();
        }
      };
      await add('plain', 1, [['a1', 'Ada@Example.com', 1]]);
      await add('alone', 1, [['b1', 'bo@bücher.example', 1]]);
      await add('late', 9, [['c1', READABLE, 1]]);
      await add('early', 1, [
        ['d1', ASCII, 1],
        ['d2', 'early@example.com', 1],
      ]);
      await add('twice', 1, [
        ['e1', 'eva@bücher.example', 1],
        ['e2', 'eva@xn--bcher-kva.example', 0],
      ]);
      await add('both', 1, [
        ['f1', 'gil@bücher.example', 1],
        ['f2', 'gil@xn--bcher-kva.example', 0],
        ['f3', 'gil@example.com', 1],
      ]);
      await add('rival', 9, [['g1', 'gil@xn--bcher-kva.example', 1]]);
      await add('both last', 9, [
        ['h1', 'hal@bücher.example', 1],
        ['h2', 'hal@xn--bcher-kva.example', 0],
      ]);
      await add('rival before', 1, [['i1', 'hal@xn--bcher-kva.example', 1]]);
      for (const [id, email] of [
        ['w1', READABLE],
        ['w2', ASCII],
        ['w3', 'fay@bücher.example'],
      ] as const) {
        await db.insertInto('waitlist_entries').values({ id, email, email_key: email, created_at: 1 }).execute();
      }
      await migrate(db, undefined, NOW);

      const emails = await db
        .selectFrom('email_addresses')
        .select(['id', 'email_key', 'verified'])
        .orderBy('id')
        .execute();
      assert.deepEqual(
        emails.map(({ id, email_key, verified }) => [id, email_key, verified]),
        [
          ['a1', 'ada@example.com', 1],
          ['b1', 'bo@xn--bcher-kva.example', 1],
          ['c1', ASCII, 1],
          ['d1', ASCII, 0],
          ['d2', 'early@example.com', 1],
          ['e2', 'eva@xn--bcher-kva.example', 1],
          ['f2', 'gil@xn--bcher-kva.example', 0],
          ['f3', 'gil@example.com', 1],
          ['g1', 'gil@xn--bcher-kva.example', 1],
          ['h2', 'hal@xn--bcher-kva.example', 1],
          ['i1', 'hal@xn--bcher-kva.example', 0],
        ],
      );
      const users = await db.selectFrom('users').select(['id', 'primary_email_address_id']).orderBy('id').execute();
      assert.deepEqual(
        users.map(({ id, primary_email_address_id }) => [id, primary_email_address_id]),
        [
          ['alone', 'b1'],
          ['both', 'f3'],
          ['both last', 'h2'],
          ['early', 'd2'],
          ['late', 'c1'],
          ['plain', 'a1'],
          ['rival', 'g1'],
          ['rival before', null],
          ['twice', 'e2'],
        ],
      );
      const waiting = await db.selectFrom('waitlist_entries').select(['id', 'email_key']).orderBy('id').execute();
      assert.deepEqual(
        waiting.map(({ id, email_key }) => [id, email_key]),
        [
          ['w2', ASCII],
          ['w3', 'fay@xn--bcher-kva.example'],
        ],
      );
      await db.destroy();
    });
  });
}
