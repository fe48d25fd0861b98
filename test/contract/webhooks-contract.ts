import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { WebhookDeliveryRow, WebhookEndpointRow, WebhookMessageRow } from '../../src/server/storage/rows.ts';
import type { Storage, StorageOps } from '../../src/server/storage/storage.ts';
import { parallel } from '../support/parallel.ts';
import { NOW, userRow } from '../support/rows.ts';

const DAY = 86_400_000;
const LEASE = 60_000;
const EP = 'ep_1';

/**
 * What every storage promises about webhooks. Run on each implementation.
 *
 * @param open a new, empty database
 */
export function webhooksContract(name: string, open: () => Promise<Storage>): void {
  describe(`webhooks in the storage: ${name}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    const message = (id: string, patch: Partial<WebhookMessageRow> = {}): WebhookMessageRow => ({
      id,
      event_id: `evt_${id}`,
      type: 'user.updated',
      subject: 'user_1',
      payload: '{}',
      sealed_data: null,
      wiped_at: null,
      expires_at: null,
      created_at: NOW,
      ...patch,
    });
    const delivery = (id: string, patch: Partial<WebhookDeliveryRow> = {}): Omit<WebhookDeliveryRow, 'seq'> => ({
      id,
      endpoint_id: EP,
      message_id: `msg_${id}`,
      subject: 'user_1',
      status: 'pending',
      attempts: 0,
      next_at: NOW,
      claimed_until: 0,
      attempted_at: null,
      response_status: null,
      response_start: null,
      error: null,
      finished_at: null,
      created_at: NOW,
      ...patch,
    });
    const put = async (
      id: string,
      subject = 'user_1',
      patch: Partial<WebhookDeliveryRow> = {},
      ops: StorageOps = storage,
    ): Promise<void> => {
      await ops.insertWebhookMessage(message(`msg_${id}`, { subject }));
      await ops.insertWebhookDelivery(delivery(id, { subject, ...patch }));
    };
    const claim = (now = NOW, endpoint = EP) => storage.claimWebhookDelivery(endpoint, now, now + LEASE);
    const outcome = (patch: Partial<WebhookDeliveryRow> = {}) => ({
      status: 'delivered' as const,
      attempts: 1,
      next_at: NOW,
      attempted_at: NOW,
      response_status: 200,
      response_start: 'ok',
      error: null,
      finished_at: NOW,
      ...patch,
    });
    /** Claims the next delivery and finishes it. @returns its id */
    const work = async (patch: Partial<WebhookDeliveryRow> = {}, now = NOW): Promise<string | undefined> => {
      const claimed = await claim(now);
      if (claimed) assert.equal(await storage.finishWebhookDelivery(claimed, outcome(patch)), true);
      return claimed?.id;
    };
    const statusOf = async (id: string) => (await storage.findWebhookDelivery(id))?.status;

    it('the storage keeps a webhook and its deliveries with the change, or none of them', async () => {
      const change = (fails: boolean) =>
        storage.transaction(async (tx) => {
          await tx.insertUser(userRow('user_1'));
          await put('a', 'user_1', {}, tx);
          if (fails) throw new Error('undone');
        });
      await assert.rejects(change(true), /undone/);
      assert.deepEqual([await claim(), await storage.findWebhookMessage('msg_a')], [undefined, undefined]);
      await change(false);
      assert.deepEqual({ ...(await storage.findWebhookMessage('msg_a')) }, message('msg_a'));
      const claimed = await claim();
      assert.deepEqual({ ...claimed }, { ...delivery('a'), seq: 1, claimed_until: NOW + LEASE });
    });

    it('one of 20 parallel callers takes a delivery, and another one after its lease', async () => {
      await put('a');
      const taken = async (now: number) => (await parallel(20, () => claim(now))).flatMap((row) => row?.id ?? []);
      assert.deepEqual(await taken(NOW), ['a']);
      assert.deepEqual(await taken(NOW + LEASE - 1), []);
      assert.deepEqual(await taken(NOW + LEASE), ['a']);
    });

    it('what a caller says of a delivery that it lost does not count', async () => {
      await put('a');
      const first = await claim(NOW);
      const second = await claim(NOW + LEASE);
      assert.ok(first && second);
      const failed = outcome({ status: 'dead', error: 'late' });
      assert.equal(await storage.finishWebhookDelivery(first, failed), false);
      await storage.releaseWebhookDelivery(first);
      assert.equal(await claim(NOW + LEASE), undefined, 'it is still the second caller’s');
      assert.equal(await storage.finishWebhookDelivery(second, outcome()), true);
      assert.equal(await storage.finishWebhookDelivery(second, failed), false);
      assert.deepEqual(await statusOf('a'), 'delivered');
    });

    it('the webhooks of a user go to an endpoint in order, and other users and endpoints do not wait', async () => {
      for (const id of ['c', 'b', 'a']) await put(id);
      await put('other', 'user_2');
      await storage.insertWebhookDelivery(delivery('elsewhere', { endpoint_id: 'ep_2', message_id: 'msg_b' }));
      const first = await claim();
      assert.equal(first?.id, 'c');
      assert.equal((await claim())?.id, 'other');
      assert.equal(await claim(), undefined);
      assert.equal((await claim(NOW, 'ep_2'))?.id, 'elsewhere');
      assert.ok(first);
      await storage.finishWebhookDelivery(
        first,
        outcome({ status: 'pending', next_at: NOW + 5_000, finished_at: null }),
      );
      assert.equal(await claim(), undefined, 'the next one waits for the retry');
      assert.equal(await work({ status: 'dead' }, NOW + 5_000), 'c');
      assert.deepEqual([await work(), await work(), await work()], ['b', 'a', undefined]);
    });

    it('a released delivery is due again at once', async () => {
      await put('a');
      const claimed = await claim();
      assert.ok(claimed);
      await storage.releaseWebhookDelivery(claimed);
      assert.equal((await claim())?.id, 'a');
    });

    it('postponing moves what waits for an endpoint about a subject, and nothing else', async () => {
      for (const id of ['a', 'b']) await put(id);
      await put('other', 'user_2');
      await storage.postponeWebhookDeliveries(EP, 'user_1', NOW + 9_000);
      assert.deepEqual([await work(), await work()], ['other', undefined]);
      assert.deepEqual([await work({}, NOW + 9_000), await work({}, NOW + 9_000)], ['a', 'b']);
    });

    it('giving up an endpoint ends all that waits for it, and nothing that is done', async () => {
      await put('done');
      await work();
      for (let i = 0; i < 1_100; i++) await put(`w${i}`, `user_${i}`);
      await storage.insertWebhookDelivery(delivery('elsewhere', { endpoint_id: 'ep_2', message_id: 'msg_w1' }));
      const lost = await claim();
      await storage.giveUpWebhookDeliveries(EP, 'endpoint_removed', NOW + 1);
      const dead = { endpoint_id: EP, status: 'dead', count: 1_100 };
      const counts = (await storage.countWebhookDeliveries()).toSorted((a, b) => a.count - b.count);
      assert.deepEqual(counts, [{ endpoint_id: 'ep_2', status: 'pending', count: 1 }, dead]);
      const row = await storage.findWebhookDelivery('w7');
      assert.deepEqual([row?.error, row?.finished_at, row?.type], ['endpoint_removed', NOW + 1, 'user.updated']);
      assert.equal(await statusOf('done'), 'delivered');
      assert.ok(lost);
      assert.equal(await storage.finishWebhookDelivery(lost, outcome()), false);
      assert.deepEqual(await storage.listWaitingEndpoints(), ['ep_2']);
    });

    it('a finished delivery goes to the end of the queue again, once', async () => {
      for (const id of ['a', 'b']) await put(id);
      assert.equal(await work({ status: 'dead', attempts: 8, error: 'refused' }), 'a');
      const again = await parallel(10, () => storage.requeueWebhookDelivery('a', NOW + 1));
      assert.equal(again.filter(Boolean).length, 1);
      assert.equal(await storage.requeueWebhookDelivery('b', NOW), false, 'it waits already');
      assert.equal(await storage.requeueWebhookDelivery('unknown', NOW), false);
      const row = await storage.findWebhookDelivery('a');
      assert.deepEqual([row?.seq, row?.attempts, row?.error, row?.finished_at], [3, 0, null, null]);
      assert.deepEqual([await work({}, NOW + 1), await work({}, NOW + 1)], ['b', 'a']);
    });

    it('a secret is wiped when no endpoint waits for it, and then it cannot be sent again', async () => {
      const sealed = { sealed_data: 'v1.sealed', expires_at: NOW + 600_000 };
      await storage.insertWebhookMessage(message('msg_a', sealed));
      await storage.insertWebhookDelivery(delivery('a'));
      await storage.insertWebhookDelivery(delivery('b', { endpoint_id: 'ep_2', message_id: 'msg_a' }));
      await work();
      await storage.wipeWebhookSecrets(NOW);
      assert.equal((await storage.findWebhookMessage('msg_a'))?.sealed_data, 'v1.sealed');
      await storage.giveUpWebhookDeliveries('ep_2', 'expired', NOW);
      await storage.wipeWebhookSecrets(NOW + 1);
      const wiped = await storage.findWebhookMessage('msg_a');
      assert.deepEqual([wiped?.sealed_data, wiped?.wiped_at], [null, NOW + 1]);
      assert.equal(await storage.requeueWebhookDelivery('a', NOW), false);
    });

    it('the deliveries of an endpoint are listed newest first, page by page', async () => {
      for (let i = 0; i < 5; i++) await put(`d${i}`, `user_${i}`, { created_at: NOW + Math.floor(i / 2) });
      await work({ status: 'dead' });
      const list = async (filter: Partial<Parameters<Storage['listWebhookDeliveries']>[0]>) =>
        (await storage.listWebhookDeliveries({ endpointId: EP, limit: 10, ...filter })).map(({ id }) => id);
      assert.deepEqual(await list({}), ['d4', 'd3', 'd2', 'd1', 'd0']);
      assert.deepEqual(await list({ limit: 2, after: { created_at: NOW + 1, id: 'd3' } }), ['d2', 'd1']);
      assert.deepEqual(await list({ status: 'dead' }), ['d0']);
      assert.deepEqual(await list({ since: NOW + 2 }), ['d4']);
      assert.deepEqual(await list({ endpointId: 'ep_2' }), []);
    });

    it('endpoints are stored, changed and deleted', async () => {
      const row = (id: string, at: number): WebhookEndpointRow => ({
        id,
        url: `https://${id}.example.com/`,
        description: '',
        events: null,
        sealed_secret: 'sealed',
        previous_sealed_secret: null,
        previous_until: 0,
        created_at: at,
        updated_at: at,
      });
      await storage.insertWebhookEndpoint(row('ep_b', NOW));
      await storage.insertWebhookEndpoint(row('ep_a', NOW + 1));
      assert.equal(await storage.updateWebhookEndpoint('ep_b', { events: '["user.created"]' }), true);
      assert.equal(await storage.updateWebhookEndpoint('unknown', { events: null }), false);
      const changed = { ...row('ep_b', NOW), events: '["user.created"]' };
      const listed = (await storage.listWebhookEndpoints()).map((each) => ({ ...each }));
      assert.deepEqual(listed, [changed, row('ep_a', NOW + 1)]);
      await storage.noteWebhookFailure('ep_b', NOW);
      assert.equal(await storage.deleteWebhookEndpoint('ep_b'), true);
      assert.equal(await storage.deleteWebhookEndpoint('ep_b'), false);
      assert.deepEqual([(await storage.listWebhookEndpoints()).length, await storage.listWebhookStates()], [1, []]);
    });

    it('an endpoint fails from its first failed try on until it succeeds', async () => {
      const state = async () => (await storage.listWebhookStates())[0];
      assert.equal(await storage.noteWebhookFailure(EP, NOW), NOW);
      assert.equal(await storage.noteWebhookFailure(EP, NOW + DAY), NOW);
      await storage.noteWebhookSuccess(EP, NOW + 2 * DAY);
      assert.deepEqual([(await state())?.failing_since, (await state())?.succeeded_at], [null, NOW + 2 * DAY]);
      await storage.noteWebhookSuccess(EP, NOW + 2 * DAY + 1);
      assert.equal((await state())?.succeeded_at, NOW + 2 * DAY, 'to the minute');
      await storage.noteWebhookSuccess(EP, NOW + 3 * DAY);
      assert.equal((await state())?.succeeded_at, NOW + 3 * DAY);
      assert.equal(await storage.noteWebhookFailure(EP, NOW + 4 * DAY), NOW + 4 * DAY);
    });

    it('one of 20 parallel callers disables an endpoint, and enabling forgets its failures', async () => {
      await storage.noteWebhookFailure(EP, NOW);
      const won = await parallel(20, () => storage.disableWebhookEndpoint(EP, 'failing', NOW + 1));
      assert.equal(won.filter(Boolean).length, 1);
      const [state] = await storage.listWebhookStates();
      assert.deepEqual([state?.disabled_at, state?.disabled_reason], [NOW + 1, 'failing']);
      assert.deepEqual(
        [await storage.enableWebhookEndpoint(EP), await storage.enableWebhookEndpoint(EP)],
        [true, false],
      );
      assert.equal((await storage.listWebhookStates())[0]?.failing_since, null);
      assert.equal(await storage.disableWebhookEndpoint('ep_2', 'administrator', NOW), true);
    });

    it('the storage keeps a delivered webhook for 7 days, one that was given up for 30, and one that waits for ever', async () => {
      for (const id of ['delivered', 'dead', 'pending']) await put(id, id);
      const claims = [await claim(), await claim(), await claim()];
      for (const claimed of claims) {
        assert.ok(claimed);
        const status = claimed.id as WebhookDeliveryRow['status'];
        await storage.finishWebhookDelivery(claimed, outcome({ status }));
      }
      const left = async () => {
        const ids = ['delivered', 'dead', 'pending'];
        const found = await Promise.all(ids.map((id) => storage.findWebhookMessage(`msg_${id}`)));
        return ids.filter((_, i) => found[i]);
      };
      await storage.sweep(NOW + 7 * DAY);
      assert.deepEqual(await left(), ['delivered', 'dead', 'pending']);
      await storage.sweep(NOW + 7 * DAY + 1);
      assert.deepEqual(await left(), ['dead', 'pending']);
      await storage.sweep(NOW + 30 * DAY);
      assert.deepEqual(await left(), ['dead', 'pending']);
      await storage.sweep(NOW + 30 * DAY + 1);
      assert.deepEqual(await left(), ['pending']);
    });

    it('the webhooks about a deleted user go, but for those that wait', async () => {
      await storage.insertUser(userRow('user_1'));
      for (const id of ['done', 'waiting']) await put(id);
      await put('other', 'user_2');
      await work();
      await storage.deleteUser('user_1');
      const ids = ['done', 'waiting', 'other'];
      const found = await Promise.all(ids.map((id) => storage.findWebhookMessage(`msg_${id}`)));
      assert.deepEqual(
        ids.filter((_, i) => found[i]),
        ['waiting', 'other'],
      );
      assert.equal(await storage.findWebhookDelivery('done'), undefined);
    });
  });
}
