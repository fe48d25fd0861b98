import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AuditEntryRow } from '../../src/server/storage/rows.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import type { AuditFilter } from '../../src/server/storage/tables/audit-log-table.ts';
import { NOW } from '../support/rows.ts';

const DAY = 86_400_000;

/**
 * What every storage promises about the audit log. Run on each implementation.
 *
 * @param open a new, empty database
 */
export function auditLogContract(name: string, open: () => Promise<Storage>): void {
  describe(`the audit log in the storage: ${name}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());
    const row = (id: string, patch: Partial<AuditEntryRow> = {}): AuditEntryRow => ({
      id,
      by_kind: 'secret_key',
      by_id: 'skey_1',
      by_name: 'web',
      action: 'POST /v1/users/:id/ban',
      target: 'user_1',
      is_change: true,
      outcome: null,
      ip_address: '192.0.2.1',
      created_at: NOW,
      ...patch,
    });
    const idsOf = async (filter: AuditFilter = {}, limit = 100) =>
      (await storage.listAuditEntries(filter, limit)).map(({ id }) => id);

    it('the storage returns an entry as it was inserted, and its outcome is set once', async () => {
      await storage.insertAuditEntries([row('aud_1', { target: null })]);
      assert.deepEqual({ ...(await storage.listAuditEntries({}, 1))[0] }, row('aud_1', { target: null }));
      await storage.finishAuditEntry('aud_1', { outcome: 'ok', target: 'user_9' });
      await storage.finishAuditEntry('aud_1', { outcome: 'other', target: 'user_8' });
      assert.deepEqual(
        { ...(await storage.listAuditEntries({}, 1))[0] },
        row('aud_1', { outcome: 'ok', target: 'user_9' }),
      );
    });

    it('the storage lists entries newest first, page by page, and by who, what kind and whom they are about', async () => {
      await storage.insertAuditEntries([]);
      await storage.insertAuditEntries([
        row('aud_a'),
        row('aud_b', { target: 'user_2', is_change: false }),
        row('aud_c', { created_at: NOW + 1, by_kind: 'admin_page', by_id: 'adm_1' }),
        row('aud_d', { created_at: NOW + 2, by_id: null }),
      ]);
      assert.deepEqual(await idsOf(), ['aud_d', 'aud_c', 'aud_b', 'aud_a']);
      assert.deepEqual(await idsOf({ before: { id: 'aud_b', created_at: NOW } }), ['aud_a']);
      assert.deepEqual(await idsOf({ before: { id: 'aud_c', created_at: NOW + 1 } }, 1), ['aud_b']);
      assert.deepEqual(await idsOf({ target: 'user_2' }), ['aud_b']);
      assert.deepEqual(await idsOf({ isChange: false }), ['aud_b']);
      assert.deepEqual(await idsOf({ byId: 'adm_1' }), ['aud_c']);
      assert.deepEqual(await idsOf({ byKind: 'admin_page', isChange: false }), []);
      await storage.insertAuditEntries([
        row('aud_e', { created_at: NOW + 3, by_name: 'Billing 100%', action: 'users create' }),
      ]);
      assert.deepEqual(await idsOf({ by: 'billing 100%' }), ['aud_e']);
      assert.deepEqual(await idsOf({ by: 'adm_1' }), ['aud_c']);
      assert.deepEqual(await idsOf({ by: 'bill' }), []);
      assert.deepEqual(await idsOf({ action: 'USERS CR' }), ['aud_e']);
      assert.deepEqual(await idsOf({ action: '%', target: 'user_1' }), []);
    });

    it('the storage takes many entries in one step', async () => {
      await storage.insertAuditEntries(Array.from({ length: 1_100 }, (_, i) => row(`aud_${i}`)));
      assert.equal((await idsOf({}, 2_000)).length, 1_100);
    });

    it('the sweep deletes reads after a month and changes after a year', async () => {
      await storage.insertAuditEntries([
        row('aud_a', { created_at: NOW - 367 * DAY }),
        row('aud_b', { created_at: NOW - 360 * DAY }),
        row('aud_c', { created_at: NOW - 31 * DAY, is_change: false }),
        row('aud_d', { created_at: NOW - 29 * DAY, is_change: false }),
      ]);
      await storage.sweep(NOW);
      assert.deepEqual(await idsOf(), ['aud_d', 'aud_b']);
    });
  });
}
