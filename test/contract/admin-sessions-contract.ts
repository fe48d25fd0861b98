import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AdminSessionRow, SecretKeyRow } from '../../src/server/storage/rows.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { parallel } from '../support/parallel.ts';
import { NOW } from '../support/rows.ts';

const KEY: SecretKeyRow = {
  id: 'skey_1',
  name: 'laptop',
  key_hash: 'hash of the key',
  last_four: 'abcd',
  scopes: null,
  created_at: NOW,
  last_used_at: null,
  revoked_at: null,
};

/**
 * What every storage promises about sessions of the admin page and the links that start them. Run on each implementation.
 *
 * @param open a new, empty database
 */
export function adminSessionsContract(name: string, open: () => Promise<Storage>): void {
  describe(`admin sessions in the storage: ${name}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());
    const row = (id: string, patch: Partial<AdminSessionRow> = {}): AdminSessionRow => ({
      id,
      token_hash: `hash of ${id}`,
      key_id: null,
      setting_hash: null,
      name: 'One-time link',
      ip_address: '192.0.2.1',
      device: 'Firefox on Linux',
      created_at: NOW,
      last_used_at: NOW,
      expires_at: NOW + 1000,
      ...patch,
    });
    const ids = async (now: number) => (await storage.listAdminSessions(now)).map(({ id }) => id);

    it('the storage finds an admin session by the hash of its cookie, and lists the newest first', async () => {
      const older = row('adms_1', { setting_hash: 'hash' });
      await storage.insertAdminSession(older);
      await storage.insertAdminSession(row('adms_2', { created_at: NOW + 1 }));
      assert.deepEqual({ ...(await storage.findAdminSession('hash of adms_1')) }, older);
      assert.equal(await storage.findAdminSession('hash of another'), undefined);
      assert.deepEqual(await ids(NOW), ['adms_2', 'adms_1']);
      assert.deepEqual(await ids(NOW + 1000), []);
    });

    it('the storage finds no admin session whose secret key is revoked', async () => {
      await storage.insertSecretKey(KEY);
      await storage.insertAdminSession(row('adms_1', { key_id: KEY.id }));
      assert.equal((await storage.findAdminSession('hash of adms_1'))?.key_id, KEY.id);
      await storage.revokeSecretKey(KEY.id, NOW + 1);
      assert.equal(await storage.findAdminSession('hash of adms_1'), undefined);
      assert.deepEqual(await ids(NOW), []);
    });

    it('the storage notes the use of an admin session, and deletes it once', async () => {
      await storage.insertAdminSession(row('adms_1'));
      await storage.noteAdminSessionUse('adms_1', NOW + 7);
      assert.equal((await storage.findAdminSession('hash of adms_1'))?.last_used_at, NOW + 7);
      assert.equal(await storage.deleteAdminSession('adms_1'), true);
      assert.equal(await storage.deleteAdminSession('adms_1'), false);
      assert.equal(await storage.findAdminSession('hash of adms_1'), undefined);
    });

    it('one of 50 parallel callers consumes an admin link, and nobody one that has expired', async () => {
      await storage.insertAdminLink({ token_hash: 'a', created_at: NOW, expires_at: NOW + 10 });
      await storage.insertAdminLink({ token_hash: 'b', created_at: NOW, expires_at: NOW + 10 });
      const results = await parallel(50, () => storage.consumeAdminLink('a', NOW + 9));
      assert.equal(results.filter(Boolean).length, 1);
      assert.equal(await storage.consumeAdminLink('b', NOW + 10), false);
      assert.equal(await storage.consumeAdminLink('c', NOW), false);
    });

    it('the sweep deletes admin sessions and links that have expired', async () => {
      await storage.insertAdminSession(row('adms_1'));
      await storage.insertAdminLink({ token_hash: 'a', created_at: NOW, expires_at: NOW + 1000 });
      await storage.sweep(NOW + 1001);
      assert.equal(await storage.findAdminSession('hash of adms_1'), undefined);
      assert.equal(await storage.consumeAdminLink('a', NOW), false);
    });
  });
}
