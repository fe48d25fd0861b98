import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { EventRow } from '../../src/server/storage/rows.ts';
import type { Storage, StorageOps } from '../../src/server/storage/storage.ts';
import { OwnerGone } from '../../src/server/storage/storage-errors.ts';
import { parallel } from '../support/parallel.ts';
import { clientRow, codeRow, emailRow, NOW, sessionRow, userRow } from '../support/rows.ts';

const DAY = 86_400_000;
const LEASE = 60_000;

/**
 * What every storage promises about the outbox of events. Run on each implementation.
 *
 * @param open a new, empty database
 */
export function eventsContract(name: string, open: () => Promise<Storage>): void {
  describe(`events in the storage: ${name}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    const insert = (ops: StorageOps, id: string, subject = 'user_1', consumers = ['mail']): Promise<void> => {
      const row = { id, subject, type: 'user.updated', data: '{}', ip_address: null, user_agent: null } as const;
      return ops.insertEvent({ ...row, created_at: NOW } satisfies Omit<EventRow, 'seq'>, consumers);
    };
    const claim = async (now = NOW, subject?: string) =>
      (await storage.claimEvent('mail', now, now + LEASE, subject))?.id;
    const finish = (id: string, subject = 'user_1') => storage.finishEvent('mail', { id, subject });
    const idsOf = async (subject = 'user_1') => (await storage.listEvents(subject)).map(({ id }) => id);

    it('the storage writes an event together with its change, or neither of them', async () => {
      const change = (id: string, fails: boolean) =>
        storage.transaction(async (tx) => {
          await tx.insertUser(userRow(id));
          await insert(tx, `evt_of_${id}`, id);
          if (fails) throw new Error('undone');
        });
      await change('user_1', false);
      await assert.rejects(change('user_2', true), /undone/);
      assert.deepEqual([await idsOf('user_1'), await idsOf('user_2')], [['evt_of_user_1'], []]);
      assert.deepEqual([await claim(), await claim()], ['evt_of_user_1', undefined]);
    });

    it('the storage returns an event as it was inserted, with its position among the events of its user', async () => {
      await insert(storage, 'evt_other', 'user_2');
      for (const id of ['evt_b', 'evt_a']) await insert(storage, id);
      const events = (await storage.listEvents('user_1')).map(({ id, seq, created_at }) => [id, seq, created_at]);
      assert.deepEqual(events, [
        ['evt_b', 1, NOW],
        ['evt_a', 2, NOW],
      ]);
      const claimed = await storage.claimEvent('mail', NOW, NOW + LEASE, 'user_1');
      assert.deepEqual(claimed, (await storage.listEvents('user_1'))[0]);
    });

    it('a silent event has its position among the events of its user, and is in no queue', async () => {
      await insert(storage, 'evt_a');
      const [event] = await storage.listEvents('user_1');
      const { seq: _, ...row } = event as EventRow;
      await storage.insertSilentEvent({ ...row, id: 'evt_silent' });
      await insert(storage, 'evt_b');
      assert.deepEqual(await idsOf(), ['evt_a', 'evt_silent', 'evt_b']);
      await finish('evt_a');
      assert.equal(await claim(), 'evt_b');
    });

    it('one of 20 parallel callers takes an event', async () => {
      await insert(storage, 'evt_1');
      const claimed = await parallel(20, () => claim());
      assert.deepEqual(claimed.filter(Boolean), ['evt_1']);
    });

    it('20 parallel callers empty a queue, and each event goes to one of them', async () => {
      const ids = Array.from({ length: 30 }, (_, i) => `evt_${i}`);
      for (const [i, id] of ids.entries()) await insert(storage, id, `user_${i % 7}`);
      const worked: string[] = [];
      const work = async (): Promise<void> => {
        for (;;) {
          const event = await storage.claimEvent('mail', NOW, NOW + LEASE);
          if (!event) return;
          worked.push(event.id);
          await storage.finishEvent('mail', event);
        }
      };
      await parallel(20, work);
      // A caller that loses a race for an event leaves the rest of the queue to the winner.
      await work();
      assert.deepEqual(worked.toSorted(), ids.toSorted());
    });

    it('the events of a user are delivered in order, each one after the previous one is finished', async () => {
      for (const id of ['evt_c', 'evt_b', 'evt_a']) await insert(storage, id);
      await insert(storage, 'evt_other', 'user_2');
      assert.equal(await claim(NOW, 'user_1'), 'evt_c');
      assert.equal(await claim(NOW, 'user_1'), undefined);
      assert.equal(await claim(), 'evt_other', 'other users do not wait');
      await finish('evt_c');
      assert.equal(await claim(NOW, 'user_1'), 'evt_b');
      await finish('evt_b');
      assert.equal(await claim(), 'evt_a');
      await finish('evt_a');
      assert.equal(await claim(), undefined);
    });

    it('an event is delivered again after its node has died, to one of 20 parallel callers', async () => {
      await insert(storage, 'evt_1');
      await insert(storage, 'evt_2');
      assert.equal(await claim(), 'evt_1');
      assert.equal(await claim(NOW + LEASE - 1), undefined);
      const again = await parallel(20, () => claim(NOW + LEASE));
      assert.deepEqual(again.filter(Boolean), ['evt_1']);
      await finish('evt_1');
      assert.equal(await claim(NOW + LEASE), 'evt_2');
    });

    it('each consumer has its own queue, and an event goes into the queues of its subscribers', async () => {
      await insert(storage, 'evt_both', 'user_1', ['mail', 'webhooks']);
      await insert(storage, 'evt_none', 'user_1', []);
      assert.equal(await claim(), 'evt_both');
      await finish('evt_both');
      assert.equal(await claim(), undefined);
      assert.equal((await storage.claimEvent('webhooks', NOW, NOW + LEASE))?.id, 'evt_both');
      assert.deepEqual(await idsOf(), ['evt_both', 'evt_none']);
    });

    it('the storage keeps an event until a week after every consumer has finished it', async () => {
      await insert(storage, 'evt_done');
      await insert(storage, 'evt_pending', 'user_2');
      assert.equal(await claim(NOW, 'user_1'), 'evt_done');
      await finish('evt_done');
      await storage.sweep(NOW + 7 * DAY);
      assert.deepEqual(await idsOf(), ['evt_done']);
      await storage.sweep(NOW + 7 * DAY + 1);
      assert.deepEqual([await idsOf('user_1'), await idsOf('user_2')], [[], ['evt_pending']]);
      assert.equal(await claim(NOW + 30 * DAY), 'evt_pending');
    });

    it('the storage deletes a user once, with their events and proofs, and takes nothing more for them', async () => {
      await storage.insertClient(clientRow('client_1'));
      for (const id of ['user_1', 'user_2']) {
        await storage.insertUser(userRow(id));
        await storage.insertEmailAddress(emailRow(`idn_${id}`, id, `${id}@example.com`, true));
        await storage.insertCode(codeRow(`code_${id}`, { subject: `idn_${id}` }));
        await insert(storage, `evt_of_${id}`, id, []);
        await insert(storage, `evt_queued_${id}`, id);
      }
      const deleted = await parallel(10, () => storage.deleteUser('user_1'));
      assert.equal(deleted.filter(Boolean).length, 1);
      const left = async (id: string) => [
        await storage.findUser(id),
        await storage.findVerifiedEmailAddress(`${id}@example.com`),
        await storage.findCode(`code_${id}`),
      ];
      assert.deepEqual(await left('user_1'), [undefined, undefined, undefined]);
      assert.ok((await left('user_2')).every(Boolean));
      assert.deepEqual(await idsOf('user_1'), ['evt_queued_user_1'], 'a consumer has to handle it yet');
      assert.deepEqual(await idsOf('user_2'), ['evt_of_user_2', 'evt_queued_user_2']);
      await assert.rejects(storage.insertEmailAddress(emailRow('idn_3', 'user_1', 'new@example.com', true)), OwnerGone);
      const late = (tx: StorageOps) => tx.insertSession(sessionRow('sess_1'));
      await assert.rejects(storage.transaction(late), OwnerGone);
    });
  });
}
