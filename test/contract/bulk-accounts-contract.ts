import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  blankEmailAddress,
  blankExternalAccount,
  blankPhoneNumber,
  blankUser,
  blankWeb3Wallet,
} from '../../src/server/storage/blank-rows.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { UniqueViolation } from '../../src/server/storage/storage-errors.ts';
import type { AccountRows, UniqueKeys } from '../../src/server/storage/tables/bulk-accounts-table.ts';
import { NOW } from '../support/rows.ts';

const NOTHING: UniqueKeys = {
  userIds: [],
  externalIds: [],
  usernameKeys: [],
  emailKeys: [],
  phones: [],
  wallets: [],
  providerUserIds: [],
};

/**
 * What every storage promises about many accounts at once. Run on each implementation.
 *
 * @param open a new, empty database
 */
export function bulkAccountsContract(name: string, open: () => Promise<Storage>): void {
  describe(`many accounts in the storage: ${name}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    it('the storage inserts more accounts than one statement takes, and lists them by their ids', async () => {
      const accounts = Array.from({ length: 1_201 }, (_, i) => accountRows(`user_${String(i).padStart(4, '0')}`));
      await storage.transaction((tx) => tx.insertAccounts(accounts));
      assert.equal(await storage.countUsers({}), 1_201);
      const first = await storage.listUsersBehind('', 1_200);
      assert.deepEqual([first[0]?.id, first.length], ['user_0000', 1_200]);
      assert.deepEqual(
        (await storage.listUsersBehind('user_1199', 5)).map(({ id }) => id),
        ['user_1200'],
      );
      const [row] = accounts;
      assert.deepEqual(structuredClone(await storage.listEmailAddresses(['user_0000'])), row?.emails);
      assert.deepEqual(structuredClone(await storage.findTotp('user_0000')), row?.totp);
      assert.deepEqual(structuredClone(await storage.listEvents('user_0000')), row?.events);
      assert.deepEqual(structuredClone(await storage.listBackupCodes(['user_0000'])), row?.backupCodes);
      assert.equal(await storage.claimEvent('mail', NOW, NOW + 1), undefined);
    });

    it('the storage inserts none of the accounts when somebody has a value of one', async () => {
      await storage.transaction((tx) => tx.insertAccounts([accountRows('user_1')]));
      const other = {
        ...accountRows('user_3'),
        emails: [{ ...accountRows('user_1').emails[0]!, id: 'x', user_id: 'user_3' }],
      };
      await assert.rejects(
        storage.transaction((tx) => tx.insertAccounts([accountRows('user_2'), other])),
        UniqueViolation,
      );
      assert.equal(await storage.countUsers({}), 1);
    });

    it('the storage finds the owners of values, and nobody for an address that is not verified', async () => {
      const account = accountRows('user_1');
      const unverified = {
        ...account.emails[0]!,
        id: 'x',
        email: 'new@x.example',
        email_key: 'new@x.example',
        verified: false,
      };
      await storage.transaction((tx) => tx.insertAccounts([{ ...account, emails: [...account.emails, unverified] }]));
      const keys = {
        userIds: ['user_1', 'user_2'],
        externalIds: ['outside user_1'],
        usernameKeys: ['name_user_1'],
        emailKeys: ['user_1@x.example', 'new@x.example'],
        phones: ['+1user_1'],
        wallets: ['0xuser_1'],
        providerUserIds: ['sub of user_1'],
      };
      assert.deepEqual(structuredClone(await storage.findOwners(keys)), {
        users: [{ id: 'user_1', external_id: 'outside user_1', username_key: 'name_user_1' }],
        emails: [{ user_id: 'user_1', email_key: 'user_1@x.example' }],
        phones: [{ user_id: 'user_1', phone: '+1user_1' }],
        wallets: [{ user_id: 'user_1', address: '0xuser_1' }],
        externalAccounts: [{ user_id: 'user_1', provider: 'oauth_google', provider_user_id: 'sub of user_1' }],
      });
      assert.deepEqual(
        await storage.findOwners({ ...NOTHING, externalIds: ['outside user_1'] }).then(({ users }) => users.length),
        1,
      );
      assert.deepEqual(await storage.findOwners(NOTHING), {
        users: [],
        emails: [],
        phones: [],
        wallets: [],
        externalAccounts: [],
      });
    });
  });
}

function accountRows(user_id: string): AccountRows {
  const proven = { verified: true, verified_at: NOW };
  const own = (kind: string) => ({ id: `${kind} of ${user_id}`, user_id });
  return {
    user: {
      ...blankUser(user_id, NOW),
      username: `Name_${user_id}`,
      username_key: `name_${user_id}`,
      external_id: `outside ${user_id}`,
    },
    emails: [
      {
        ...blankEmailAddress(
          { ...own('email'), email: `${user_id}@x.example`, email_key: `${user_id}@x.example` },
          NOW,
        ),
        ...proven,
      },
    ],
    phones: [{ ...blankPhoneNumber({ ...own('phone'), phone: `+1${user_id}` }, NOW), ...proven }],
    wallets: [{ ...blankWeb3Wallet({ ...own('wallet'), address: `0x${user_id}` }, NOW), ...proven }],
    externalAccounts: [
      {
        ...blankExternalAccount({ ...own('account'), provider: 'oauth_google' }, NOW),
        provider_user_id: `sub of ${user_id}`,
        verified: true,
      },
    ],
    totp: { ...own('totp'), sealed_secret: 'sealed', verified: true, last_step: 0, created_at: NOW, updated_at: NOW },
    backupCodes: [{ ...own('code'), hash: 'hash', consumed_at: null, created_at: NOW }],
    events: [
      {
        id: `event of ${user_id}`,
        subject: user_id,
        seq: 1,
        type: 'user.created',
        data: '{}',
        ip_address: null,
        user_agent: null,
        created_at: NOW,
      },
    ],
  };
}
