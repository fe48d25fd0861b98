import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Storage } from '../../src/server/storage/storage.ts';
import { clientRow, NOW, sessionRow, userRow } from '../support/rows.ts';

const DAY = 86_400_000;
const LISBON = { ip_address: '203.0.113.7', city: 'Lisbon', country: 'PT' };

/**
 * What every storage promises about sessions. Run on each implementation.
 *
 * @param open a new, empty database
 */
export function sessionsContract(name: string, open: () => Promise<Storage>): void {
  describe(`sessions in the storage: ${name}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
      await storage.insertClient(clientRow('client_1'));
      await storage.insertUser(userRow('user_1'));
    });
    afterEach(() => storage.close());

    it('the storage keeps where a session was started, and where it was last in use', async () => {
      await storage.insertSession(sessionRow('sess_1', { ...LISBON, started_city: 'Porto', started_country: 'PT' }));
      const placeOf = async () => {
        const row = await storage.findSession('sess_1');
        return [row?.started_city, row?.started_country, row?.city, row?.country, row?.ip_address, row?.updated_at];
      };
      assert.deepEqual(await placeOf(), ['Porto', 'PT', 'Lisbon', 'PT', '203.0.113.7', NOW]);
      const zurich = { ip_address: '2001:db8::1', city: 'Zürich', country: 'CH' };
      await storage.touchSession('sess_1', NOW + DAY, NOW + 9, false, zurich);
      assert.deepEqual(await placeOf(), ['Porto', 'PT', 'Zürich', 'CH', '2001:db8::1', NOW]);
      await storage.touchSession('sess_1', NOW + DAY, NOW + 9, true, { ip_address: null, city: null, country: null });
      assert.deepEqual(await placeOf(), ['Porto', 'PT', null, null, null, NOW + 9]);
    });

    it('the storage lists live sessions only, and refreshes only those of the client that holds the cookie', async () => {
      await storage.insertClient(clientRow('client_2'));
      await storage.insertSession(sessionRow('live'));
      await storage.insertSession(sessionRow('elsewhere', { client_id: 'client_2', last_active_at: NOW + 5 }));
      await storage.insertSession(sessionRow('expired', { expire_at: NOW }));
      await storage.insertSession(sessionRow('abandoned', { abandon_at: NOW }));
      await storage.insertSession(sessionRow('removed', { status: 'removed' }));
      const ids = (rows: { id: string }[]): string[] => rows.map((row) => row.id);
      assert.deepEqual(ids(await storage.listClientSessions('client_1', NOW)), ['live']);
      assert.deepEqual(ids(await storage.listUserSessions('user_1', NOW)), ['elsewhere', 'live']);
      assert.equal((await storage.listUserSessions('user_1', NOW, true)).length, 5);
      const refresh = await storage.findSessionForRefresh('hash of client_1', 'live', NOW);
      assert.deepEqual([refresh?.id, refresh?.user_banned, refresh?.client_updated_at], ['live', false, NOW]);
      assert.equal(await storage.findSessionForRefresh('hash of client_1', 'elsewhere', NOW), undefined);
      assert.equal(await storage.findSessionForRefresh('hash of client_3', 'live', NOW), undefined);
      const ended = await storage.endSessions(['live', 'removed'], 'revoked', NOW);
      assert.deepEqual(
        ended.map((row) => [row.id, row.user_id]),
        [['live', 'user_1']],
      );
      assert.equal((await storage.findSession('live'))?.status, 'revoked');
      assert.equal((await storage.findSession('removed'))?.status, 'removed');
      assert.equal(await storage.touchSession('live', NOW + DAY, NOW, true, LISBON), undefined);
      assert.deepEqual(await storage.endSessions([], 'revoked', NOW), []);
    });
  });
}
