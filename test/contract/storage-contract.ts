import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { DevMessage } from '../../src/server/delivery/port.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { UniqueViolation } from '../../src/server/storage/storage-errors.ts';
import { parallel } from '../support/parallel.ts';
import { clientRow, codeRow, emailRow, NOW, sessionRow, signInRow, signUpRow, userRow } from '../support/rows.ts';

const DAY = 86_400_000;
const LISBON = { ip_address: '203.0.113.7', city: 'Lisbon', country: 'PT' };

/**
 * What every storage promises. Run on each implementation.
 *
 * @param open a new, empty database
 */
export function storageContract(name: string, open: () => Promise<Storage>): void {
  describe(`storage contract: ${name}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());
    const seed = async (): Promise<void> => {
      await storage.insertClient(clientRow('client_1'));
      await storage.insertUser(userRow('user_1'));
    };

    it('the storage keeps one picture of a user, byte for byte, and none of a user who is deleted', async () => {
      await seed();
      const owned = { user_id: 'user_1', created_at: NOW };
      const picture = (id: string, ...bytes: number[]) => ({ ...owned, id, webp: new Uint8Array(bytes) });
      await storage.replaceProfileImage(picture('img_1', 0, 255, 128));
      assert.deepEqual([...((await storage.findProfileImage('img_1')) ?? [])], [0, 255, 128]);
      await parallel(10, (i) => storage.replaceProfileImage(picture(`img_${2 + i}`, i)));
      const kept = await parallel(12, (i) => storage.findProfileImage(`img_${i}`));
      assert.equal(kept.filter(Boolean).length, 1);
      await storage.deleteProfileImage('user_1');
      await storage.replaceProfileImage(picture('img_1', 1));
      await storage.deleteProfileImage('user_2');
      assert.ok(await storage.findProfileImage('img_1'));
      await storage.deleteUser('user_1');
      assert.equal(await storage.findProfileImage('img_1'), undefined);
    });

    it('exactly one of 50 parallel callers consumes a code', async () => {
      await storage.insertCode(codeRow('code_1'));
      const results = await parallel(50, () => storage.consumeCode('code_1', NOW));
      assert.equal(results.filter(Boolean).length, 1);
      assert.equal((await storage.findCode('code_1'))?.consumed_at, NOW);
    });

    it('the storage counts every one of 50 parallel tries of a code', async () => {
      await storage.insertCode(codeRow('code_1'));
      const rows = await parallel(50, () => storage.countCodeTry('code_1'));
      assert.deepEqual(new Set(rows.map((row) => row?.tries)).size, 50);
      assert.equal((await storage.findCode('code_1'))?.tries, 50);
    });

    it('the storage refuses a code that has expired, was revoked or was replaced by a newer one', async () => {
      await storage.insertCode(codeRow('expired', { subject: 'a' }));
      assert.equal(await storage.consumeCode('expired', NOW + 600_000), false);
      await storage.insertCode(codeRow('revoked', { subject: 'b' }));
      await storage.revokeCodes('sign_in', 'b', NOW);
      assert.equal(await storage.consumeCode('revoked', NOW), false);
      await storage.insertCode(codeRow('older', { subject: 'c' }));
      await storage.insertCode(codeRow('other purpose', { subject: 'c', purpose: 'sign_up' }));
      await storage.insertCode(codeRow('newer', { subject: 'c' }));
      assert.equal(await storage.consumeCode('older', NOW), false);
      assert.equal(await storage.consumeCode('newer', NOW), true);
      assert.equal(await storage.consumeCode('other purpose', NOW), true);
      assert.equal(await storage.consumeCode('unknown', NOW), false);
      const replaced = async (now: number) =>
        (await storage.listReplacedCodes('sign_in', 'c', now)).map(({ id }) => id);
      assert.deepEqual([await replaced(NOW), await replaced(NOW + 600_000)], [['older'], []]);
    });

    it('the storage reads a flag as a boolean from a select, from a join and from what a write returns', async () => {
      await seed();
      await storage.insertEmailAddress(emailRow('idn_1', 'user_1', 'ada@example.com', true));
      await storage.insertSession(sessionRow('sess_1', { is_mobile: true }));
      const banned = await storage.updateUser('user_1', { banned: true }, NOW);
      const refreshed = await storage.findSessionForRefresh('hash of client_1', 'sess_1', NOW);
      const changed = await storage.updateEmailAddress('idn_1', { verified: false }, NOW);
      const flags = [banned?.banned, refreshed?.user_banned, (await storage.findSession('sess_1'))?.is_mobile];
      assert.deepEqual([...flags, changed?.verified], [true, true, true, false]);
    });

    it('one of 50 parallel rotations of a client token wins, and the storage refuses the old token', async () => {
      await seed();
      const rotate = (i: number) => storage.consumeClientToken('hash of client_1', `new ${i}`, NOW + DAY, NOW);
      const results = await parallel(50, rotate);
      assert.equal(results.filter(Boolean).length, 1);
      const winner = results.indexOf(true);
      assert.equal(await storage.findClientByToken('hash of client_1', NOW), undefined);
      assert.equal((await storage.findClientByToken(`new ${winner}`, NOW))?.id, 'client_1');
      assert.equal(await storage.findClientByToken(`new ${winner}`, NOW + DAY), undefined);
    });

    it('the storage remembers when a client token was replaced, but not a token that was only extended', async () => {
      await seed();
      await storage.consumeClientToken('hash of client_1', 'new', NOW + DAY, NOW);
      await storage.consumeClientToken('new', 'new', NOW + 2 * DAY, NOW + 1_000);
      const found = await storage.findSupersededClient('hash of client_1', NOW - 1);
      assert.deepEqual([found?.id, found?.rotated_at, found?.token_hash], ['client_1', NOW, 'new']);
      assert.equal(await storage.findSupersededClient('hash of client_1', NOW), undefined);
      assert.equal(await storage.findSupersededClient('new', 0), undefined);
      await storage.updateClient('client_1', { token_hash: null }, NOW);
      assert.equal(await storage.findSupersededClient('hash of client_1', NOW - 1), undefined);
    });

    it('one of 10 parallel calls replaces a client; its sessions move to the new client and its attempts do not', async () => {
      await seed();
      await storage.noteDevice('user_1', 'client_1', NOW);
      await storage.insertSession(sessionRow('sess_1'));
      await storage.insertSignIn(signInRow('sign_in_1'));
      const results = await parallel(10, (i) => {
        const next = { id: `next_${i}`, token_hash: `next ${i}`, cookie_expires_at: NOW + DAY };
        return storage.transaction((tx) => tx.consumeClient('hash of client_1', next, NOW));
      });
      const [winner, ...more] = results.filter((row) => row !== undefined);
      assert.ok(winner && more.length === 0);
      assert.deepEqual({ ...(await storage.findClient(winner.id)) }, winner);
      assert.equal(await storage.findClient('client_1'), undefined);
      assert.equal((await storage.findSession('sess_1'))?.client_id, winner.id);
      for (const id of ['client_1', winner.id]) assert.equal(await storage.findSignIn(id, 'sign_in_1'), undefined);
      assert.equal(await storage.isKnownDevice('user_1', winner.id), true);
      assert.equal((await storage.findSupersededClient('hash of client_1', NOW - 1))?.id, winner.id);
    });

    it('one of 50 parallel steps of an attempt wins', async () => {
      await seed();
      await storage.insertSignIn(signInRow('sia_1'));
      await storage.insertSignUp(signUpRow('sua_1'));
      const ins = await parallel(50, () => storage.updateSignIn('sia_1', 1, { status: 'needs_first_factor' }));
      const ups = await parallel(50, (i) => storage.updateSignUp('sua_1', 1, { first_name: `n${i}` }));
      assert.equal(ins.filter(Boolean).length, 1);
      assert.equal(ups.filter(Boolean).length, 1);
      assert.equal((await storage.findSignIn('client_1', 'sia_1'))?.version, 2);
      assert.equal(await storage.findSignIn('client_2', 'sia_1'), undefined);
      assert.equal(await storage.findSignUp('client_2', 'sua_1'), undefined);
    });

    it('one of 50 parallel users gets a username and a verified address, whatever the case of the letters', async () => {
      const taken = async (call: Promise<void>): Promise<string | undefined> =>
        call.then(
          () => undefined,
          (error: unknown) => {
            assert.ok(error instanceof UniqueViolation);
            return error.field;
          },
        );
      const users = await parallel(50, (i) => taken(storage.insertUser(userRow(`user_${i}`, { username_key: 'ada' }))));
      assert.equal(users.filter((field) => field === undefined).length, 1);
      assert.equal(users.filter((field) => field === 'username').length, 49);
      await parallel(50, (i) => storage.insertUser(userRow(`other_${i}`)));
      const emails = await parallel(50, (i) =>
        taken(
          storage.insertEmailAddress(
            emailRow(`idn_${i}`, `other_${i}`, i % 2 ? 'Ada@X.example' : 'ada@x.example', true),
          ),
        ),
      );
      assert.equal(emails.filter((field) => field === undefined).length, 1);
      assert.equal(emails.filter((field) => field === 'email_address').length, 49);
      assert.ok(await storage.findVerifiedEmailAddress('ada@x.example'));
    });

    it('several users can add an address, and one of them can verify it', async () => {
      await parallel(3, (i) => storage.insertUser(userRow(`user_${i}`)));
      await parallel(3, (i) => storage.insertEmailAddress(emailRow(`idn_${i}`, `user_${i}`, 'ada@x.example', false)));
      assert.equal(await storage.findVerifiedEmailAddress('ada@x.example'), undefined);
      assert.equal((await storage.findEmailAddressById('idn_2'))?.user_id, 'user_2');
      const results = await parallel(3, (i) =>
        storage.updateEmailAddress(`idn_${i}`, { verified: true, verified_at: NOW }, NOW).then(
          () => true,
          () => false,
        ),
      );
      assert.equal(results.filter(Boolean).length, 1);
      assert.equal((await storage.findVerifiedEmailAddress('ada@x.example'))?.user_id, `user_${results.indexOf(true)}`);
    });

    it('the storage keeps true, false and nothing apart in a column that may have no value', async () => {
      await seed();
      for (const delete_self_enabled of [true, false, null]) {
        await storage.updateUser('user_1', { delete_self_enabled }, NOW);
        assert.equal((await storage.findUser('user_1'))?.delete_self_enabled, delete_self_enabled);
      }
    });

    it('the storage increases updated_at even when the clock stands still or goes back', async () => {
      await seed();
      await storage.insertSession(sessionRow('sess_1'));
      assert.equal((await storage.updateClient('client_1', { uat: 1 }, NOW))?.updated_at, NOW + 1);
      assert.equal((await storage.updateClient('client_1', { uat: 2 }, NOW - 5_000))?.updated_at, NOW + 2);
      assert.equal((await storage.updateClient('client_1', { uat: 3 }, NOW + 50))?.updated_at, NOW + 50);
      assert.equal((await storage.updateUser('user_1', { first_name: 'Ada' }, NOW))?.updated_at, NOW + 1);
      assert.equal((await storage.touchSession('sess_1', NOW + DAY, NOW, true, LISBON))?.updated_at, NOW + 1);
      assert.equal((await storage.touchSession('sess_1', NOW + DAY, NOW + 9, false, LISBON))?.updated_at, NOW + 1);
    });

    it('the storage renews the hash of a password that is still the one it was verified against', async () => {
      await seed();
      await storage.updateUser('user_1', { password_hash: 'md5:old' }, NOW);
      await storage.renewPasswordHash('user_1', 'md5:old', 'renewed', NOW);
      await storage.renewPasswordHash('user_1', 'md5:old', 'renewed later', NOW);
      assert.equal((await storage.findUser('user_1'))?.password_hash, 'renewed');
      await storage.updateUser('user_1', { password_hash: null }, NOW);
      await storage.renewPasswordHash('user_1', 'renewed', 'renewed again', NOW);
      assert.equal((await storage.findUser('user_1'))?.password_hash, null);
    });

    it('the storage finds the password hash of the first user from an id on', async () => {
      await seed();
      assert.equal(await storage.findPasswordHashFrom('user_0'), undefined);
      await storage.updateUser('user_1', { password_hash: 'of user_1' }, NOW);
      assert.equal(await storage.findPasswordHashFrom('user_0'), 'of user_1');
      assert.equal(await storage.findPasswordHashFrom('user_1'), 'of user_1');
      assert.equal(await storage.findPasswordHashFrom('user_zz'), undefined);
    });

    it('a transaction that fails writes nothing, and one that succeeds writes everything', async () => {
      const failed = storage.transaction(async (tx) => {
        await tx.insertClient(clientRow('client_1'));
        await tx.insertUser(userRow('user_1'));
        await tx.insertSession(sessionRow('sess_1'));
        throw new Error('stop');
      });
      await assert.rejects(failed, /stop/);
      assert.equal(await storage.findClient('client_1'), undefined);
      assert.equal(await storage.findUser('user_1'), undefined);
      const answer = await storage.transaction(async (tx) => {
        await tx.insertClient(clientRow('client_1'));
        await tx.insertUser(userRow('user_1'));
        await tx.insertSession(sessionRow('sess_1'));
        return 'done';
      });
      assert.equal(answer, 'done');
      assert.equal((await storage.findSession('sess_1'))?.user_id, 'user_1');
    });

    it('the storage runs parallel transactions without mixing their steps', async () => {
      const results = await parallel(20, (i) =>
        storage
          .transaction(async (tx) => {
            await tx.insertUser(userRow(`user_${i}`));
            await tx.insertEmailAddress(emailRow(`idn_${i}`, `user_${i}`, `u${i % 10}@x.example`, true));
          })
          .then(
            () => true,
            () => false,
          ),
      );
      assert.equal(results.filter(Boolean).length, 10);
      const users = await storage.findUsers(Array.from({ length: 20 }, (_, i) => `user_${i}`));
      assert.equal(users.length, 10);
      assert.equal((await storage.listEmailAddresses(users.map((user) => user.id))).length, 10);
    });

    it('the storage writes a setting once, whichever caller is first', async () => {
      assert.equal(await storage.getSetting('key'), undefined);
      const winners = await parallel(50, (i) => storage.insertSettingOnce('key', `value ${i}`));
      assert.equal(new Set(winners).size, 1);
      assert.equal(await storage.getSetting('key'), winners[0]);
    });

    it('the storage keeps the latest 1,000 dev messages, newest first', async () => {
      const message = (i: number): DevMessage => ({
        id: `msg_${i}`,
        to: i % 2 ? 'Ada@x.example' : 'bo@x.example',
        channel: 'email',
        template: 'verification_code',
        code: '123456',
        createdAt: NOW + i,
      });
      await parallel(10, (i) => storage.addDevMessage(message(i)));
      assert.equal((await storage.listDevMessages()).length, 10);
      for (let i = 10; i < 1_003; i++) await storage.addDevMessage(message(i));
      const all = await storage.listDevMessages();
      assert.equal(all.length, 1_000);
      assert.deepEqual(all[0], message(1_002));
      const ada = await storage.listDevMessages({ to: 'ada@X.example' });
      assert.ok(ada.length > 490 && ada.every((m) => m.to === 'Ada@x.example'));
    });

    it('the sweep removes rows that no request can need, and keeps the rest', async () => {
      await seed();
      await storage.insertClient(clientRow('empty', { updated_at: NOW - 31 * DAY }));
      await storage.insertClient(clientRow('used', { updated_at: NOW - 31 * DAY }));
      await storage.insertSession(sessionRow('sess_1', { client_id: 'used' }));
      await storage.insertSession(sessionRow('old', { expire_at: NOW - 31 * DAY, abandon_at: NOW - 31 * DAY }));
      await storage.insertCode(codeRow('old', { expires_at: NOW - 2 * DAY }));
      await storage.insertCode(codeRow('new', { subject: 'sia_2' }));
      await storage.insertSignIn(signInRow('sia_1', { abandon_at: NOW - 2 * DAY }));
      await storage.insertSignIn(signInRow('sia_2'));
      await storage.hitRateLimit('key', 1, 10, NOW - 100);
      await storage.sweep(NOW);
      assert.equal(await storage.findClient('empty'), undefined);
      assert.ok(await storage.findClient('used'));
      assert.ok(await storage.findClient('client_1'));
      assert.ok(await storage.findSession('sess_1'));
      assert.equal(await storage.findSession('old'), undefined);
      assert.equal(await storage.findCode('old'), undefined);
      assert.ok(await storage.findCode('new'));
      assert.equal(await storage.findSignIn('client_1', 'sia_1'), undefined);
      assert.ok(await storage.findSignIn('client_1', 'sia_2'));
    });

    it('the sweep removes sessions a month after they ended, whatever their maximum lifetime', async () => {
      await seed();
      const year = { expire_at: NOW + 365 * DAY, abandon_at: NOW + 365 * DAY };
      await storage.insertSession(sessionRow('live', { ...year, updated_at: NOW - 31 * DAY }));
      await storage.insertSession(sessionRow('ended', { ...year, status: 'ended', updated_at: NOW - 31 * DAY }));
      await storage.insertSession(sessionRow('just ended', { ...year, status: 'removed', updated_at: NOW - 29 * DAY }));
      await storage.insertSession(sessionRow('abandoned', { ...year, abandon_at: NOW - 31 * DAY }));
      await storage.sweep(NOW);
      const ids = ['live', 'ended', 'just ended', 'abandoned'];
      const kept = await Promise.all(ids.map(async (id) => (await storage.findSession(id))?.id));
      assert.deepEqual(kept, ['live', undefined, 'just ended', undefined]);
    });

    it('the storage answers a ping', async () => {
      await storage.ping();
    });
  });
}
