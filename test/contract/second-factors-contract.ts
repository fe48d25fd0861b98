import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { BackupCodeRow, ReverificationRow, TotpRow } from '../../src/server/storage/rows.ts';
import { LOCKOUT } from '../../src/server/users/lockout.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { UniqueViolation } from '../../src/server/storage/storage-errors.ts';
import { parallel } from '../support/parallel.ts';
import { clientRow, NOW, sessionRow, userRow } from '../support/rows.ts';

const USER = 'user_1';
const STEP = 59_000_000;

/**
 * What every storage promises about second factors and reverification. Run on each implementation.
 *
 * @param open a new, empty database
 */
export function secondFactorsContract(name: string, open: () => Promise<Storage>): void {
  describe(`second factors in the storage: ${name}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
      await storage.insertClient(clientRow('client_1'));
      await storage.insertUser(userRow(USER));
    });
    afterEach(() => storage.close());

    it('the storage accepts each time step of an authenticator app once, and no earlier one', async () => {
      await storage.insertTotp(totpRow('totp_1'));
      const results = await parallel(50, () => storage.consumeTotpStep(USER, STEP));
      assert.equal(results.filter(Boolean).length, 1);
      assert.equal(await storage.consumeTotpStep(USER, STEP - 1), false);
      assert.equal(await storage.consumeTotpStep(USER, STEP + 1), true);
      assert.equal((await storage.findTotp(USER))?.last_step, STEP + 1);
    });

    it('the storage replaces only an authenticator app that was never verified', async () => {
      await storage.insertTotp(totpRow('totp_1'));
      await storage.insertTotp(totpRow('totp_2'));
      assert.deepEqual(
        (await storage.listTotps([USER])).map(({ id }) => id),
        ['totp_2'],
      );
      await storage.verifyTotp(USER, NOW + 1);
      await assert.rejects(
        storage.transaction((tx) => tx.insertTotp(totpRow('totp_3'))),
        UniqueViolation,
      );
      assert.deepEqual(
        [(await storage.findTotp(USER))?.id, (await storage.findTotp(USER))?.verified],
        ['totp_2', true],
      );
      assert.deepEqual([await storage.deleteTotp(USER), await storage.deleteTotp(USER)], [true, false]);
    });

    it('exactly one of 50 parallel callers consumes a backup code, and a code of an older set is refused', async () => {
      await storage.replaceBackupCodes(USER, ['bc_1', 'bc_2'].map(backupCodeRow));
      const results = await parallel(50, () => storage.consumeBackupCode('bc_1', NOW));
      assert.equal(results.filter(Boolean).length, 1);
      assert.deepEqual(
        (await storage.listBackupCodes([USER])).map(({ id }) => id),
        ['bc_2'],
      );
      await storage.replaceBackupCodes(USER, [backupCodeRow('bc_3')]);
      assert.equal(await storage.consumeBackupCode('bc_2', NOW), false);
      assert.deepEqual(
        (await storage.listBackupCodes([USER])).map(({ id }) => id),
        ['bc_3'],
      );
      await storage.replaceBackupCodes(USER, []);
      assert.deepEqual(await storage.listBackupCodes([USER]), []);
    });

    it('a right try is not counted as wrong, and a delay that another try caused remains', async () => {
      for (let i = 0; i < 9; i++) await storage.reserveTry(USER, NOW, true, LOCKOUT);
      const right = await storage.reserveTry(USER, NOW, true, LOCKOUT);
      assert.deepEqual([right?.failed_attempts, right?.retry_at], [10, NOW + 1_000]);
      await storage.returnTry(USER, right?.retry_at ?? 0);
      const { failed_attempts, retry_at } = (await storage.findUser(USER)) ?? {};
      assert.deepEqual([failed_attempts, retry_at], [9, 0]);

      const wrong = await storage.reserveTry(USER, NOW + 5, true, LOCKOUT);
      assert.equal(wrong?.retry_at, NOW + 1_005);
      await storage.returnTry(USER, NOW + 1_000);
      assert.equal(await storage.reserveTry(USER, NOW + 6, true, LOCKOUT), undefined);
      for (let i = 0; i < 20; i++) await storage.returnTry(USER, 0);
      assert.equal((await storage.findUser(USER))?.failed_attempts, 0);
    });

    it('the storage remembers the browsers of each user separately', async () => {
      assert.equal(await storage.isKnownDevice(USER, 'client_1'), false);
      await parallel(5, (i) => storage.noteDevice(USER, 'client_1', NOW + i));
      assert.deepEqual(
        [await storage.isKnownDevice(USER, 'client_1'), await storage.isKnownDevice('user_2', 'client_1')],
        [true, false],
      );
    });

    it('the storage records a reverification in an active session only', async () => {
      await storage.insertSession(sessionRow('sess_1'));
      const proven = await storage.verifySession('sess_1', { second_factor_at: NOW + 7 }, NOW + 7);
      assert.equal(proven?.second_factor_at, NOW + 7);
      assert.ok((proven?.updated_at ?? 0) > NOW);
      await storage.endSessions(['sess_1'], 'ended', NOW + 8);
      assert.equal(await storage.verifySession('sess_1', { first_factor_at: NOW + 9 }, NOW + 9), undefined);
    });

    it('the storage keeps the newest reverification of a session, and one of 20 parallel writers wins', async () => {
      await storage.insertSession(sessionRow('sess_1'));
      await storage.insertReverification(reverificationRow('rev_2'));
      await storage.insertReverification(reverificationRow('rev_1'));
      assert.equal((await storage.findReverification('sess_1'))?.id, 'rev_1');
      assert.equal(await storage.updateReverification('rev_2', 1, { status: 'complete' }), undefined);
      const results = await parallel(20, () => storage.updateReverification('rev_1', 1, { status: 'complete' }));
      assert.equal(results.filter(Boolean).length, 1);
      assert.equal((await storage.findReverification('sess_1'))?.version, 2);
    });
  });
}

function totpRow(id: string): TotpRow {
  return {
    id,
    user_id: USER,
    sealed_secret: 'sealed',
    verified: false,
    last_step: 0,
    created_at: NOW,
    updated_at: NOW,
  };
}

function backupCodeRow(id: string): BackupCodeRow {
  return { id, user_id: USER, hash: `hash of ${id}`, consumed_at: null, created_at: NOW };
}

function reverificationRow(id: string): ReverificationRow {
  return {
    id,
    session_id: 'sess_1',
    level: 'first_factor',
    status: 'needs_first_factor',
    strategy: null,
    code_id: null,
    challenge_id: null,
    second_strategy: null,
    second_code_id: null,
    second_challenge_id: null,
    abandon_at: NOW + 1,
    version: 1,
    created_at: NOW,
  };
}
