import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { DAY_MS } from '../../../src/server/clock.ts';
import { listWebhookDeliveries } from '../../../src/server/webhooks/manage-deliveries.ts';
import { listWebhookEndpoints } from '../../../src/server/webhooks/manage-endpoints.ts';
import { until } from '../../support/until.ts';
import { touchUser, type WebhookInstance, webhookInstance } from '../../support/webhook-instance.ts';
import { startReceiver, status } from '../../support/webhook-receiver.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** The delays of Standard Webhooks, each a little longer than its jitter can make it. */
const DELAYS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
const withJitter = (ms: number) => ms * 1.1;

describe('the delivery of webhooks', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });
  const open = async (...args: Parameters<typeof webhookInstance>): Promise<WebhookInstance> => {
    const instance = await webhookInstance(...args);
    closing.push(instance.close);
    return instance;
  };
  /** Signs Ada up and waits for the webhooks about it. */
  const signUp = async (instance: WebhookInstance, email = 'ada@example.com') => {
    const browser = instance.browser();
    const done = await instance.signUp(browser, email);
    await instance.app.settle();
    return { browser, ...done };
  };
  const deliveries = async ({ app, endpoint }: WebhookInstance) =>
    (await listWebhookDeliveries(app.services, endpoint)).toSorted((a, b) => a.type.localeCompare(b.type));
  const state = async ({ app }: WebhookInstance) => (await listWebhookEndpoints(app.services))[0];

  it('a sign-up is reported right after it, in order, with the request that caused it', async () => {
    const instance = await open();
    const { userId, sessionId } = await signUp(instance);
    const [created, session] = instance.receiver.received.map(({ event }) => event);
    assert.deepEqual(instance.receiver.types(), ['user.created', 'session.created']);
    assert.deepEqual([created.object, created.data.id, created.data.object], ['event', userId, 'user']);
    assert.deepEqual(created.data.email_addresses[0].email_address, 'ada@example.com');
    assert.deepEqual(created.data.private_metadata, {});
    assert.deepEqual([session.data.id, session.data.user.id, session.data.actor], [sessionId, userId, null]);
    assert.equal(created.timestamp, instance.clock.now());
    assert.match(created.instance_id, /^ins_/);
    const { client_ip, user_agent } = created.event_attributes.http_request;
    assert.match(client_ip, /^198\.51\.100\./);
    assert.match(user_agent, /Chrome/);
  });

  it('a webhook says what its change has left, however late it arrives', async () => {
    const instance = await open();
    const { userId } = await signUp(instance);
    instance.receiver.answer = status(500);
    for (const count of [1, 2, 3]) await touchUser(instance, userId, count);
    await instance.app.settle();
    instance.receiver.answer = status(204);
    await instance.pass(withJitter(5 * SECOND));
    const counts = instance.receiver.received.slice(-3).map(({ event }) => event.data.public_metadata.count);
    assert.deepEqual(counts, [1, 2, 3]);
  });

  it('a receiver that is down gets eight tries at the times of Standard Webhooks, with one id', async () => {
    const instance = await open();
    instance.receiver.answer = status(500, {}, 'out of order');
    await signUp(instance);
    const { received } = instance.receiver;
    assert.equal(received.length, 1);
    for (const [i, delay] of DELAYS.entries()) {
      await instance.pass(delay - 1);
      assert.equal(received.length, i + 1, `not before ${delay} ms`);
      await instance.pass(withJitter(delay) - delay + 1);
      assert.ok(received.length >= i + 2);
    }
    // After the eighth try comes the first one of what waited behind it.
    assert.deepEqual(instance.receiver.types(), [...Array(8).fill('user.created'), 'session.created']);
    const [session, created] = await deliveries(instance);
    assert.deepEqual([created?.status, created?.attempts, created?.responseStatus], ['dead', 8, 500]);
    assert.deepEqual([created?.responseStart, created?.error], ['out of order', 'answered 500']);
    assert.equal(new Set(received.slice(0, 8).map(({ id }) => id)).size, 1);
    assert.deepEqual([session?.status, session?.attempts], ['pending', 1]);
    assert.match(instance.log.join(), /A webhook was given up/);
  });

  it('a receiver that does not exist is tried again', async () => {
    const gone = await startReceiver();
    await gone.close();
    const instance = await open({}, { url: gone.url });
    await signUp(instance);
    const [, created] = await deliveries(instance);
    assert.deepEqual([created?.status, created?.responseStatus], ['pending', null]);
    assert.match(created?.error ?? '', /ECONNREFUSED/);
  });

  it('the other webhooks of the same user wait for one that fails, and those of other users do not', async () => {
    const instance = await open();
    instance.receiver.answer = (response, { event }) => {
      const isAda = JSON.stringify(event).includes('ada@example.com');
      response.writeHead(isAda ? 503 : 204).end();
    };
    await signUp(instance);
    await signUp(instance, 'bo@example.com');
    const emails = instance.receiver.received.map(({ event }) =>
      [event.type, (event.data.user ?? event.data).email_addresses[0].email_address].join(' '),
    );
    assert.deepEqual(emails, [
      'user.created ada@example.com',
      'user.created bo@example.com',
      'session.created bo@example.com',
    ]);
    instance.receiver.answer = status(204);
    await instance.pass(withJitter(5 * SECOND));
    assert.deepEqual(instance.receiver.types().slice(3), ['user.created', 'session.created']);
  });

  it('a slow receiver holds back no other endpoint, and no request', async () => {
    const slow = await startReceiver();
    closing.push(slow.close);
    const released = Promise.withResolvers<void>();
    slow.answer = async (response) => {
      await released.promise;
      response.writeHead(204).end();
    };
    const fast = await startReceiver();
    closing.push(fast.close);
    const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    const webhooks = [slow, fast].map(({ url }) => ({ url, secret }));
    const instance = await open({ config: { webhooks } }, { receiver: fast });
    await instance.signUp(instance.browser(), 'ada@example.com');
    await until(() => fast.received.length === 2);
    await instance.signUp(instance.browser(), 'bo@example.com');
    await until(() => fast.received.length === 4);
    assert.deepEqual(slow.types(), ['user.created', 'user.created']);
    released.resolve();
    await instance.app.settle();
    assert.equal(slow.received.length, 4);
  });

  it('a webhook whose answer is lost arrives twice, with the same id and body', async () => {
    const instance = await open();
    instance.receiver.answer = (response) => {
      response.writeHead(200, { 'content-length': '100' }).write('tak');
      response.socket?.destroySoon();
    };
    await signUp(instance);
    instance.receiver.answer = status(200);
    await instance.pass(withJitter(5 * SECOND));
    const [first, second, third] = instance.receiver.received;
    assert.deepEqual([second?.id, second?.body], [first?.id, first?.body]);
    assert.notEqual(third?.id, first?.id);
    assert.deepEqual(instance.receiver.types(), ['user.created', 'user.created', 'session.created']);
  });

  it('a redirect is not followed, and counts as a failure', async () => {
    const other = await startReceiver();
    closing.push(other.close);
    const instance = await open();
    instance.receiver.answer = status(307, { location: other.url });
    await signUp(instance);
    assert.equal(other.received.length, 0);
    const [, created] = await deliveries(instance);
    assert.deepEqual([created?.status, created?.error], ['pending', 'answered 307, and redirects are not followed']);
  });

  it('an endpoint that answers 410 Gone is disabled, and gets nothing more', async () => {
    const instance = await open();
    instance.receiver.answer = status(410);
    const { userId } = await signUp(instance);
    assert.equal((await state(instance))?.disabledReason, 'gone');
    assert.match(instance.log.join(), /"event":"endpoint.disabled".*"reason":"gone"/);
    const [session, created] = await deliveries(instance);
    assert.deepEqual([session?.status, session?.error], ['dead', 'endpoint_disabled']);
    assert.deepEqual([created?.status, created?.responseStatus], ['dead', 410]);
    await touchUser(instance, userId);
    await instance.pass();
    assert.deepEqual([instance.receiver.received.length, (await deliveries(instance)).length], [1, 2]);
  });

  it('an endpoint that has failed for five days is disabled, and what it misses is kept as failed', async () => {
    const instance = await open();
    const { userId } = await signUp(instance);
    instance.receiver.answer = status(500);
    await touchUser(instance, userId);
    await instance.app.settle();
    assert.notEqual((await state(instance))?.failingSince, null);
    await instance.pass(4 * DAY_MS);
    assert.equal((await state(instance))?.disabledReason, null);
    await instance.pass(DAY_MS);
    assert.equal((await state(instance))?.disabledReason, 'failing');
    assert.equal(instance.log.filter((line) => line.includes('endpoint.disabled')).length, 1);
    const before = instance.receiver.received.length;
    await touchUser(instance, userId);
    await instance.pass(DAY_MS);
    assert.equal(instance.receiver.received.length, before);
    assert.equal((await deliveries(instance)).filter(({ status: how }) => how === 'dead').length, 2);
  });

  it('one success starts the five days anew', async () => {
    const instance = await open();
    const { userId } = await signUp(instance);
    for (let day = 0; day < 12; day++) {
      instance.receiver.answer = status(day % 4 === 3 ? 200 : 500);
      await touchUser(instance, userId);
      await instance.pass(DAY_MS);
    }
    assert.equal((await state(instance))?.disabledReason, null);
  });

  it('a server that stops breaks off a slow webhook, which the next start sends', async () => {
    const instance = await open();
    instance.receiver.answer = () => {};
    await instance.signUp(instance.browser(), 'ada@example.com');
    await until(() => instance.receiver.received.length === 1);
    instance.app.stop();
    await instance.app.settle();
    const [, created] = await deliveries(instance);
    assert.deepEqual([created?.status, created?.attempts], ['pending', 0]);
  });

  it('the log holds no secret, body or address', async () => {
    const instance = await open();
    instance.receiver.answer = status(500, {}, 'answer of the receiver');
    await signUp(instance);
    for (const delay of DELAYS) await instance.pass(withJitter(delay));
    const log = instance.log.join('\n');
    for (const text of ['whsec_', 'ada@example.com', 'answer of the receiver']) assert.ok(!log.includes(text), text);
  });
});
