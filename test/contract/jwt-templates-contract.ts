import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { JwtTemplateRow } from '../../src/server/storage/rows.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { UniqueViolation } from '../../src/server/storage/storage-errors.ts';
import { parallel } from '../support/parallel.ts';
import { NOW } from '../support/rows.ts';

/**
 * What every storage promises about JWT templates. Run on each implementation.
 *
 * @param open a new, empty database
 */
export function jwtTemplatesContract(name: string, open: () => Promise<Storage>): void {
  describe(`JWT templates in the storage: ${name}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());
    const row = (id: string, patch: Partial<JwtTemplateRow> = {}): JwtTemplateRow => ({
      id,
      name: `name-of-${id}`,
      claims: '{"role":"{{user.public_metadata.role}}"}',
      lifetime: 315_360_000,
      allowed_clock_skew: 5,
      signing_algorithm: 'RS256',
      sealed_key: null,
      created_at: NOW,
      updated_at: NOW,
      ...patch,
    });
    const plain = <T extends object>(each: T | undefined) => each && { ...each };

    it('the storage finds a JWT template by its id and by its name, and lists the newest first', async () => {
      const [older, newer] = [row('jtmp_1'), row('jtmp_2', { created_at: NOW + 1, sealed_key: 'v1.sealed' })];
      await storage.insertJwtTemplate(older);
      await storage.insertJwtTemplate(newer);
      assert.deepEqual(plain(await storage.findJwtTemplate('jtmp_1')), older);
      assert.deepEqual(plain(await storage.findJwtTemplateByName('name-of-jtmp_2')), newer);
      assert.equal(await storage.findJwtTemplateByName('NAME-OF-JTMP_2'), undefined);
      const pages = [
        { limit: 1, offset: 0 },
        { limit: 5, offset: 1 },
      ];
      const listed = await Promise.all(pages.map((page) => storage.listJwtTemplates(page)));
      assert.deepEqual(
        listed.map((rows) => rows.map(plain)),
        [[newer], [older]],
      );
      assert.equal(await storage.countJwtTemplates(), 2);
    });

    it('of 20 parallel writers of one name, one wins', async () => {
      const results = await parallel(20, async (i) => {
        try {
          await storage.insertJwtTemplate(row(`jtmp_${i}`, { name: 'hasura' }));
          return 'inserted';
        } catch (error) {
          assert.ok(error instanceof UniqueViolation);
          return 'refused';
        }
      });
      assert.equal(results.filter((result) => result === 'inserted').length, 1);
      await storage.insertJwtTemplate(row('jtmp_other', { name: 'supabase' }));
      await assert.rejects(storage.updateJwtTemplate('jtmp_other', { name: 'hasura' }, NOW + 1), UniqueViolation);
    });

    it('the storage returns the JWT template as it is after a change, and a growing time of the change', async () => {
      await storage.insertJwtTemplate(row('jtmp_1', { sealed_key: 'v1.sealed' }));
      const changed = await storage.updateJwtTemplate('jtmp_1', { lifetime: 30, sealed_key: null }, NOW);
      assert.deepEqual(plain(changed), row('jtmp_1', { lifetime: 30, updated_at: NOW + 1 }));
      assert.equal(await storage.updateJwtTemplate('jtmp_2', { lifetime: 30 }, NOW), undefined);
    });

    it('one of 20 parallel callers deletes a JWT template', async () => {
      await storage.insertJwtTemplate(row('jtmp_1'));
      const results = await parallel(20, () => storage.deleteJwtTemplate('jtmp_1'));
      assert.equal(results.filter(Boolean).length, 1);
      assert.equal(await storage.findJwtTemplate('jtmp_1'), undefined);
    });
  });
}
