import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { blankExternalAccount, blankPhoneNumber } from '../../src/server/storage/blank-rows.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import type { UserFilter } from '../../src/server/storage/tables/user-filter.ts';
import { NOW, userRow } from '../support/rows.ts';

/**
 * What every storage promises about the filters of lists of users. Run on each implementation.
 *
 * @param open a new, empty database
 */
export function userFilterContract(name: string, open: () => Promise<Storage>): void {
  describe(`filters of users in the storage: ${name}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    const found = async (filter: UserFilter): Promise<string[]> => {
      const rows = await storage.listUsers(filter, { by: 'created_at', direction: 'asc' }, { limit: 10, offset: 0 });
      assert.equal(await storage.countUsers(filter), rows.length);
      return rows.map(({ id }) => id);
    };

    it('the storage lists users with a second factor, which an unverified app or a plain number is not', async () => {
      for (const id of ['user_1', 'user_2', 'user_3', 'user_4']) await storage.insertUser(userRow(id));
      const totp = { sealed_secret: 's', last_step: 0, created_at: NOW, updated_at: NOW };
      await storage.insertTotp({ ...totp, id: 'totp_1', user_id: 'user_1', verified: true });
      await storage.insertTotp({ ...totp, id: 'totp_2', user_id: 'user_2', verified: false });
      const phone = (id: string, userId: string, number: string) => ({
        ...blankPhoneNumber({ id, user_id: userId, phone: number }, NOW),
        verified: true,
      });
      await storage.insertPhoneNumber({
        ...phone('idn_3', 'user_3', '+12015550101'),
        reserved_for_second_factor: true,
      });
      await storage.insertPhoneNumber(phone('idn_4', 'user_4', '+12015550102'));
      assert.deepEqual(await found({ hasSecondFactor: true }), ['user_1', 'user_3']);
      assert.deepEqual(await found({ hasSecondFactor: false }), ['user_2', 'user_4']);
    });

    it('the storage lists users with a verified account at a provider', async () => {
      for (const id of ['user_1', 'user_2', 'user_3']) await storage.insertUser(userRow(id));
      const account = (id: string, userId: string, provider: 'oauth_google' | 'oauth_github') => ({
        ...blankExternalAccount({ id, user_id: userId, provider }, NOW),
        provider_user_id: id,
        verified: true,
      });
      await storage.insertExternalAccount(account('eac_1', 'user_1', 'oauth_google'));
      await storage.insertExternalAccount(account('eac_2', 'user_2', 'oauth_github'));
      await storage.insertExternalAccount({ ...account('eac_3', 'user_3', 'oauth_google'), verified: false });
      assert.deepEqual(await found({ provider: 'oauth_google' }), ['user_1']);
    });

    it('the storage lists users whose lock is not over', async () => {
      await storage.insertUser(userRow('user_1', { failed_attempts: 100, retry_at: NOW + 1 }));
      await storage.insertUser(userRow('user_2', { failed_attempts: 99, retry_at: NOW + 1 }));
      await storage.insertUser(userRow('user_3', { failed_attempts: 100, retry_at: NOW }));
      assert.deepEqual(await found({ locked: { is: true, tries: 100, now: NOW } }), ['user_1']);
      assert.deepEqual(await found({ locked: { is: false, tries: 100, now: NOW } }), ['user_2', 'user_3']);
    });
  });
}
