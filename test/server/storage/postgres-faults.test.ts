import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pg from 'pg';
import { openStorage } from '../../../src/server/storage/open-storage.ts';
import { getTestInstance } from '../../support/instance.ts';
import { newSchemaUrl } from '../../support/postgres-schema.ts';

// Only a real server has connections that can be cut: POSTGRES_URL=postgres://…
if (process.env.POSTGRES_URL) {
  describe('a Postgres whose connections are cut', () => {
    it('answers 503 with Retry-After and nothing worse, signs nobody out, and recovers at once', async () => {
      const url = new URL(await newSchemaUrl());
      // Only our own connections are cut: other tests run on the server at the same time.
      const name = `faults_${process.pid}`;
      url.searchParams.set('application_name', name);
      const storage = await openStorage(url.href);
      const instance = await getTestInstance({ wrapStorage: () => storage });
      const browser = instance.browser();
      const { sessionId } = await instance.signUp(browser, 'ada@example.com');
      const admin = new pg.Client({ connectionString: process.env.POSTGRES_URL });
      await admin.connect();
      const cut = 'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1';
      const statuses = new Set<number>();
      let connectionsCut = 0;
      for (let round = 0; round < 10; round++) {
        const requests = Array.from({ length: 40 }, (_, i) =>
          i % 2
            ? browser.post(`/v1/client/sessions/${sessionId}/tokens`)
            : browser.override('PATCH', '/v1/me', { first_name: `Ada ${round} ${i}` }),
        );
        const { rowCount } = await admin.query(cut, [name]);
        connectionsCut += rowCount ?? 0;
        for (const answer of await Promise.all(requests)) {
          statuses.add(answer.status);
          if (answer.status === 503) assert.ok(answer.headers.get('retry-after'));
        }
      }
      assert.deepEqual(
        [...statuses].filter((status) => status !== 200 && status !== 503),
        [],
      );
      assert.equal((await browser.get('/v1/me')).status, 200);
      assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
      assert.ok(connectionsCut >= 10);
      await admin.end();
      await storage.close();
      await instance.close();
    });
  });
}
