import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { StorageUnavailable } from '../../../src/server/storage/storage-errors.ts';
import { userRow } from '../../support/rows.ts';
import { until } from '../../support/until.ts';
import { touchUser, type WebhookInstance, webhookInstance } from '../../support/webhook-instance.ts';
import { startReceiver, status } from '../../support/webhook-receiver.ts';

const LEASE_MS = 60_000;
const USERS = ['user_1', 'user_2', 'user_3'];
const folder = mkdtempSync(path.join(tmpdir(), 'clerk-webhook-order-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** What happens: a change of a user on a node, or time that passes on it. */
const steps = fc.array(
  fc.record({
    node: fc.nat(1),
    user: fc.option(fc.constantFrom(...USERS), { nil: undefined, freq: 4 }),
    minutes: fc.constantFrom(0, 0, 1, 40),
    /** How the receiver answers from now on. */
    answer: fc.constantFrom('takes', 'takes', 'refuses', 'loses'),
  }),
  { minLength: 5, maxLength: 25 },
);

/** Opens two nodes with one database and one receiver. */
async function openTwo() {
  const receiver = await startReceiver();
  const databaseUrl = `sqlite:${path.join(folder, `${files++}.db`)}`;
  const secret = new Uint8Array(32).fill(1);
  const nodes = [
    await webhookInstance({ databaseUrl, secret }, { receiver }),
    await webhookInstance({ databaseUrl, secret }, { receiver }),
  ];
  return {
    receiver,
    nodes: nodes as [WebhookInstance, WebhookInstance],
    async close() {
      for (const node of nodes) await node.close();
      await receiver.close();
    },
  };
}

describe('the order of webhooks', () => {
  it('whatever fails on whichever node, the webhooks of a user are taken in order, and none is lost', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const { nodes, receiver, close } = await openTwo();
        try {
          for (const id of USERS) await nodes[0].storage.insertUser(userRow(id));
          const taken: [string, number][] = [];
          let how = 'takes';
          receiver.answer = (response, { event }) => {
            if (how === 'refuses') return void response.writeHead(503).end();
            taken.push([event.data.id, event.data.public_metadata.count]);
            if (how === 'takes') return void response.writeHead(204).end();
            response.writeHead(200, { 'content-length': '9' }).write('t');
            response.socket?.destroySoon();
          };
          const counts = new Map<string, number>();
          for (const { node, user, minutes, answer } of history) {
            how = answer;
            const at = nodes[node] as WebhookInstance;
            for (const each of nodes) each.clock.advance(minutes * 60_000);
            if (user === undefined) await Promise.all(nodes.map((each) => each.app.sendWebhooks()));
            else {
              const count = (counts.get(user) ?? 0) + 1;
              counts.set(user, count);
              await touchUser(at, user, count);
            }
          }
          await Promise.all(nodes.map((each) => each.app.settle()));
          how = 'takes';
          for (let day = 0; day < 4; day++) await Promise.all(nodes.map((each) => each.pass(86_400_000)));
          for (const user of USERS) {
            const seen = taken.filter(([id]) => id === user).map(([, count]) => count);
            // A webhook that comes twice comes before the next one.
            assert.deepEqual(
              seen,
              seen.toSorted((a, b) => a - b),
            );
            assert.deepEqual(
              [...new Set(seen)],
              Array.from({ length: counts.get(user) ?? 0 }, (_, i) => i + 1),
            );
          }
        } finally {
          await close();
        }
      }),
      { numRuns: 15, seed: 20_261_130 },
    );
  });

  it('a webhook whose node dies while it is sent is sent by another node after a minute, with the same id', async () => {
    const { nodes, receiver, close } = await openTwo();
    const [, other] = nodes;
    const dead = await webhookInstance(
      {
        databaseUrl: `sqlite:${path.join(folder, `${files - 1}.db`)}`,
        secret: new Uint8Array(32).fill(1),
        wrapStorage: (storage) => ({
          ...storage,
          finishWebhookDelivery: () => Promise.reject(new StorageUnavailable('The node is gone.')),
        }),
      },
      { receiver },
    );
    await dead.storage.insertUser(userRow('user_1'));
    for (const count of [1, 2]) await touchUser(dead, 'user_1', count);
    await until(() => receiver.received.length === 1);
    await dead.app.settle();
    await other.pass(LEASE_MS - 1);
    assert.equal(receiver.received.length, 1, 'it is the dead node’s for a minute');
    await other.pass(1);
    const counts = receiver.received.map(({ event }) => event.data.public_metadata.count);
    assert.deepEqual(counts, [1, 1, 2]);
    assert.equal(receiver.received[0]?.id, receiver.received[1]?.id);
    await dead.close();
    await close();
  });

  it('two nodes that look at the same moment send each webhook once', async () => {
    const { nodes, receiver, close } = await openTwo();
    receiver.answer = status(503);
    for (let i = 0; i < 20; i++) {
      await nodes[0].storage.insertUser(userRow(`user_${i}`));
      await touchUser(nodes[0], `user_${i}`, i);
    }
    await nodes[0].app.settle();
    receiver.answer = status(204);
    const before = receiver.received.length;
    await Promise.all(nodes.map((node) => node.pass(6_000)));
    assert.equal(receiver.received.length - before, 20);
    assert.equal(new Set(receiver.received.slice(before).map(({ id }) => id)).size, 20);
    await close();
  });
});
