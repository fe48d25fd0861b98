import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { SecretKeyRow } from '../../src/server/storage/rows.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { parallel } from '../support/parallel.ts';
import { NOW } from '../support/rows.ts';

/**
 * What every storage promises about secret keys. Run on each implementation.
 *
 * @param open a new, empty database
 */
export function secretKeysContract(name: string, open: () => Promise<Storage>): void {
  describe(`secret keys in the storage: ${name}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());
    const row = (id: string, patch: Partial<SecretKeyRow> = {}): SecretKeyRow => ({
      id,
      name: `key ${id}`,
      key_hash: `hash of ${id}`,
      last_four: 'abcd',
      scopes: null,
      created_at: NOW,
      last_used_at: null,
      revoked_at: null,
      ...patch,
    });

    it('the storage finds a secret key by its hash, and lists the newest first', async () => {
      const older = row('skey_1', { scopes: '["users:read"]' });
      const newer = row('skey_2', { created_at: NOW + 1 });
      await storage.insertSecretKey(older);
      await storage.insertSecretKey(newer);
      assert.deepEqual({ ...(await storage.findSecretKeyByHash('hash of skey_1')) }, older);
      assert.equal(await storage.findSecretKeyByHash('hash of another'), undefined);
      assert.deepEqual(
        (await storage.listSecretKeys()).map((each) => ({ ...each })),
        [newer, older],
      );
    });

    it('the storage keeps no two secret keys with one hash', async () => {
      await storage.insertSecretKey(row('skey_1'));
      await assert.rejects(storage.insertSecretKey(row('skey_2', { key_hash: 'hash of skey_1' })));
    });

    it('the storage finds no revoked secret key, and one of 50 parallel callers revokes it', async () => {
      await storage.insertSecretKey(row('skey_1'));
      const results = await parallel(50, () => storage.revokeSecretKey('skey_1', NOW + 5));
      assert.equal(results.filter(Boolean).length, 1);
      assert.equal(await storage.findSecretKeyByHash('hash of skey_1'), undefined);
      assert.equal((await storage.listSecretKeys())[0]?.revoked_at, NOW + 5);
      assert.equal(await storage.revokeSecretKey('skey_2', NOW), false);
    });

    it('the storage notes when a secret key was last used', async () => {
      await storage.insertSecretKey(row('skey_1'));
      await storage.noteSecretKeyUse('skey_1', NOW + 7);
      assert.equal((await storage.findSecretKeyByHash('hash of skey_1'))?.last_used_at, NOW + 7);
    });
  });
}
