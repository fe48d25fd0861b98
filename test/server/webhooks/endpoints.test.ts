import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { DAY_MS } from '../../../src/server/clock.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { ApiError } from '../../../src/server/http/errors.ts';
import { parseArgs } from '../../../src/server/serve/parse-args.ts';
import { runWebhooksCommand, type WebhooksCommand } from '../../../src/server/serve/webhooks-command.ts';
import {
  listWebhookDeliveries,
  replayWebhook,
  replayWebhooksSince,
  showWebhookDelivery,
} from '../../../src/server/webhooks/manage-deliveries.ts';
import {
  changeWebhookEndpoint,
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  enableWebhookEndpoint,
  listWebhookEndpoints,
  rotateWebhookSecret,
} from '../../../src/server/webhooks/manage-endpoints.ts';
import { createSendWebhook } from '../../../src/server/webhooks/send-webhook.ts';
import { adminOf, touchUser, type WebhookInstance, webhookInstance } from '../../support/webhook-instance.ts';
import { type ReceivedWebhook, startReceiver, status } from '../../support/webhook-receiver.ts';

const code = (expected: string) => (error: unknown) => error instanceof ApiError && error.code === expected;

describe('endpoints of webhooks', () => {
  let instance: WebhookInstance;
  afterEach(() => instance.close());
  /** Opens an instance without an endpoint in the settings. */
  const open = async (config = {}) => {
    instance = await webhookInstance({ config: { webhooks: [], ...config } });
    const { services } = instance.app;
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const { id, secret } = await createWebhookEndpoint(services, adminOf(instance), { url: instance.receiver.url });
    return { services, id, secret, userId, admin: () => adminOf(instance) };
  };

  it('a new endpoint gets the events from then on, signed with the secret that is shown once', async () => {
    const { services, id, secret, userId } = await open();
    await touchUser(instance, userId);
    await instance.app.settle();
    assert.deepEqual(instance.receiver.types(), ['user.updated']);
    assert.match(secret, /^whsec_/);
    const { body, headers } = instance.receiver.received[0] as ReceivedWebhook;
    instance.clock.advance(Date.now() - instance.clock.now());
    const signed = new Webhook(secret).sign(
      headers['webhook-id'] ?? '',
      new Date(Number(headers['webhook-timestamp']) * 1_000),
      body,
    );
    assert.equal(headers['webhook-signature'], signed);
    const [listed] = await listWebhookEndpoints(services);
    assert.equal(listed?.id, id);
    assert.ok(!JSON.stringify(listed).includes(secret));
    const [row] = await instance.storage.listWebhookEndpoints();
    assert.ok(!JSON.stringify(row).includes(secret.slice(6)), 'encrypted at rest');
  });

  it('after a rotation both secrets sign for 24 hours, the new one first', async () => {
    const { services, id, secret, userId, admin } = await open();
    const { secret: newer } = await rotateWebhookSecret(services, admin(), id);
    const signatures = async () => {
      await touchUser(instance, userId);
      await instance.app.settle();
      const { headers, body } = instance.receiver.received.at(-1) as ReceivedWebhook;
      const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
      const by = (each: string) => new Webhook(each).sign(headers['webhook-id'] ?? '', at, body);
      return { sent: headers['webhook-signature']?.split(' '), old: by(secret), fresh: by(newer) };
    };
    const during = await signatures();
    assert.deepEqual(during.sent, [during.fresh, during.old]);
    instance.clock.advance(DAY_MS);
    const later = await signatures();
    assert.deepEqual(later.sent, [later.fresh]);
  });

  it('an endpoint is changed, disabled, enabled and deleted', async () => {
    const { services, id, userId, admin } = await open();
    const { received } = instance.receiver;
    await changeWebhookEndpoint(services, admin(), id, { events: ['user.deleted'], description: 'CRM' });
    await touchUser(instance, userId);
    await changeWebhookEndpoint(services, admin(), id, { events: null });
    await enableWebhookEndpoint(services, admin(), id, false);
    await touchUser(instance, userId);
    await instance.pass();
    assert.equal(received.length, 0);
    await enableWebhookEndpoint(services, admin(), id, true);
    await touchUser(instance, userId);
    await instance.pass();
    assert.equal(received.length, 1);
    await deleteWebhookEndpoint(services, admin(), id);
    await touchUser(instance, userId);
    await instance.pass();
    assert.equal(received.length, 1);
    assert.deepEqual(await listWebhookEndpoints(services), []);
    await assert.rejects(deleteWebhookEndpoint(services, admin(), id), code('resource_not_found'));
  });

  it('wrong URLs, events and descriptions are refused', async () => {
    const { services, admin } = await open();
    const create = (given: Partial<Parameters<typeof createWebhookEndpoint>[2]>) =>
      createWebhookEndpoint(services, admin(), { url: 'https://app.example.com/', ...given });
    for (const url of [
      'http://app.example.com/',
      'https://10.0.0.5/',
      'https://169.254.169.254/',
      'https://ada:secret@app.example.com/',
      'https://app.example.com/#part',
      'ftp://app.example.com/',
      'app.example.com',
      '',
    ]) {
      await assert.rejects(create({ url }), code('form_param_value_invalid'), url);
    }
    for (const events of [['user.craeted'], []])
      await assert.rejects(create({ events }), code('form_param_value_invalid'));
    await assert.rejects(create({ description: 'x'.repeat(257) }), code('form_param_max_length_exceeded'));
    await create({ events: ['password.updated'] });
  });

  it('a failed webhook is sent again by its id, or with all others since a time, oldest first', async () => {
    const { services, id, userId, admin } = await open();
    instance.receiver.answer = status(500, {}, 'no');
    const started = instance.clock.now();
    for (const count of [1, 2, 3]) {
      instance.clock.advance(1_000);
      await touchUser(instance, userId, count);
    }
    await instance.app.settle();
    await instance.storage.giveUpWebhookDeliveries(id, 'given up by the test', instance.clock.now());
    const failed = await listWebhookDeliveries(services, id, { status: 'dead' });
    assert.equal(failed.length, 3);
    const last = failed[0]?.id ?? '';
    assert.match((await showWebhookDelivery(services, last)).payload, /"count":3/);
    instance.receiver.answer = status(204);
    const before = instance.receiver.received.length;
    await replayWebhook(services, admin(), last);
    await instance.app.settle();
    assert.equal(await replayWebhooksSince(services, admin(), id, started + 2_000), 1);
    assert.equal(await replayWebhooksSince(services, admin(), id), 1);
    await instance.app.settle();
    const counts = instance.receiver.received.slice(before).map(({ event }) => event.data.public_metadata.count);
    assert.deepEqual(counts, [3, 2, 1]);
    await assert.rejects(replayWebhook(services, admin(), 'dlv_unknown'), code('resource_not_found'));
    await assert.rejects(listWebhookDeliveries(services, 'ep_unknown'), code('resource_not_found'));
  });

  it('what waits for its next try is sent at once, in its order', async () => {
    const { services, id, userId, admin } = await open();
    instance.receiver.answer = status(500, {}, 'no');
    for (const count of [1, 2]) await touchUser(instance, userId, count);
    await instance.app.settle();
    const before = instance.receiver.received.length;
    instance.receiver.answer = status(204);
    await instance.pass();
    assert.equal(instance.receiver.received.length, before, 'the next try is not due');
    assert.equal(await replayWebhooksSince(services, admin(), id), 2);
    assert.equal(await replayWebhooksSince(services, admin(), id), 0, 'they are due now');
    await instance.app.settle();
    const counts = instance.receiver.received.slice(before).map(({ event }) => event.data.public_metadata.count);
    assert.deepEqual(counts, [1, 2]);
  });

  it('what an endpoint missed because it failed can be sent after it is enabled again', async () => {
    const { services, id, userId, admin } = await open();
    await instance.storage.disableWebhookEndpoint(id, 'failing', instance.clock.now());
    for (const count of [1, 2]) await touchUser(instance, userId, count);
    await instance.pass();
    assert.equal(instance.receiver.received.length, 0);
    await assert.rejects(replayWebhooksSince(services, admin(), id), code('form_param_value_invalid'));
    await enableWebhookEndpoint(services, admin(), id, true);
    assert.equal(await replayWebhooksSince(services, admin(), id), 2);
    await instance.app.settle();
    assert.deepEqual(
      instance.receiver.received.map(({ event }) => event.data.public_metadata.count),
      [1, 2],
    );
  });

  it('an endpoint of the settings is read-only, and what waits for it is given up when it is gone from there', async () => {
    instance = await webhookInstance();
    const { services } = instance.app;
    const { endpoint } = instance;
    const admin = adminOf(instance);
    for (const change of [
      changeWebhookEndpoint(services, admin, endpoint, { description: 'x' }),
      rotateWebhookSecret(services, admin, endpoint),
      enableWebhookEndpoint(services, admin, endpoint, false),
      deleteWebhookEndpoint(services, admin, endpoint),
    ]) {
      await assert.rejects(change, (error: ApiError) => {
        assert.equal(error.items[0]?.meta?.setting, 'webhooks');
        return error.code === 'setting_read_only';
      });
    }
    const [listed] = await listWebhookEndpoints(services);
    assert.deepEqual([listed?.isSeeded, listed?.id], [true, endpoint]);
    instance.receiver.answer = status(500);
    await instance.signUp(instance.browser(), 'ada@example.com');
    await instance.app.settle();
    const other = await webhookInstance({ config: { webhooks: [] }, wrapStorage: () => instance.storage });
    await other.app.catchUp(() => false);
    const counts = await instance.storage.countWebhookDeliveries();
    assert.deepEqual(counts, [{ endpoint_id: endpoint, status: 'dead', count: 2 }]);
    await other.close();
  });
});

describe('the sending of a webhook', () => {
  const webhook = { id: 'msg_1', secrets: [`whsec_${randomBytes(32).toString('base64')}`], body: '{}', now: 0 };

  it('a receiver that does not answer in time has not taken it', async () => {
    const receiver = await startReceiver();
    receiver.answer = () => {};
    const answer = await createSendWebhook({ allowLoopback: true, timeoutMs: 50 })({ ...webhook, url: receiver.url });
    assert.deepEqual([answer.status, /in time/.test(answer.error ?? '')], [null, true]);
    await receiver.close();
  });

  it('nothing is sent without a signature, as when the master key was changed', async () => {
    const receiver = await startReceiver();
    const send = createSendWebhook({ allowLoopback: true });
    const answer = await send({ id: 'msg_1', url: receiver.url, secrets: [], body: '{}', now: 0 });
    await receiver.close();
    assert.match(answer.error ?? '', /cannot be decrypted/);
    assert.deepEqual(receiver.received, []);
  });

  it('of a long answer the beginning is kept', async () => {
    const receiver = await startReceiver();
    receiver.answer = status(200, {}, `\0${'é'.repeat(100_000)}`);
    const answer = await createSendWebhook({ allowLoopback: true })({ ...webhook, url: receiver.url });
    assert.equal(answer.error, null);
    assert.ok((answer.start?.length ?? 0) <= 1_024 && !answer.start?.includes('\0'));
    await receiver.close();
  });

  it('a name that leads to an inner address when the server connects is refused', async () => {
    for (const address of ['10.0.0.5', '127.0.0.1', '169.254.169.254', '::1', 'fd00::1']) {
      const resolve = (_: string, done: (error: null, found: { address: string; family: number }[]) => void) =>
        done(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
      const answer = await createSendWebhook({ resolve })({ ...webhook, url: 'https://rebound.example/' });
      assert.match(answer.error ?? '', /not public/, address);
    }
  });
});

describe('the command for webhooks', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'clerk-webhooks-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('webhooks create prints the secret alone, and the other commands work on the endpoint', async () => {
    const receiver = await startReceiver();
    const config = parseConfig({
      url: 'http://localhost:4400',
      instanceType: 'development',
      testMode: true,
      databaseUrl: `sqlite:${folder}/clerk.db`,
    });
    const run = (...args: string[]) => {
      const read = parseArgs(['webhooks', ...args]);
      return runWebhooksCommand(config, {}, read, read.command as WebhooksCommand);
    };
    assert.match((await run('list')).out, /no endpoints/);
    const { out: secret, note = '' } = await run('create', receiver.url, '--event', 'user.created,user.deleted');
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{32}\n$/);
    const id = /ep_\w+/.exec(note)?.[0] ?? '';
    assert.match(
      (await run('list')).out,
      new RegExp(`${id}  ${receiver.url}  enabled  0 waiting, 0 failed  user.created`),
    );
    assert.equal((await run('test', id, '--event', 'user.deleted')).out, 'answered 204\n');
    assert.equal(receiver.received[0]?.event.type, 'user.deleted');
    receiver.answer = status(500, {}, '\u001b[31mno');
    await assert.rejects(run('test', id), /did not take it: answered 500\. {1,2}\[31mno/);
    assert.match((await run('rotate-secret', id)).out, /^whsec_/);
    assert.equal((await run('failed', id)).out, 'No webhook has failed for good.\n');
    assert.equal((await run('retry', id, '--since', '2026-01-01')).out, 'queued 0\n');
    await assert.rejects(run('retry', id, '--since', 'soon'), /needs a date/);
    assert.equal((await run('disable', id)).out, `disabled ${id}\n`);
    assert.equal((await run('enable', id)).out, `enabled ${id}\n`);
    assert.equal((await run('delete', id)).out, `deleted ${id}\n`);
    for (const command of ['delete', 'test', 'retry', 'failed'])
      await assert.rejects(run(command, id), /There is no "ep_.*webhooks list shows the endpoints/);
    const stored = ['', '-wal'].map((end) =>
      readFileSync(`${folder}/clerk.db${end}`, { flag: 'a+' }).toString('latin1'),
    );
    assert.ok(!stored.join('').includes(secret.trim()));
    assert.match(stored.join(''), /webhooks rotate-secret/, 'the audit log has it');
    await receiver.close();
  });
});
