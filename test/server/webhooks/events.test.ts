import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { verifyWebhook as verifyStock } from '@clerk/backend/webhooks';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { verifyWebhook } from '../../../src/entries/backend/webhooks.ts';
import {
  CLERK_WEBHOOK_TYPES,
  DEFAULT_WEBHOOK_TYPES,
  WEBHOOK_TYPES,
  type WebhookEventType,
} from '../../../src/protocol/webhook-types.ts';
import { recordEvent } from '../../../src/server/events/domain-events.ts';
import { blankWaitlistEntry } from '../../../src/server/storage/blank-rows.ts';
import { exampleData } from '../../../src/server/webhooks/examples.ts';
import { recordMessage } from '../../../src/server/webhooks/record-message.ts';
import { backendOf } from '../../support/backend-api.ts';
import { PASSWORD } from '../../support/instance.ts';
import { adminOf, WEBHOOK_SECRET, type WebhookInstance, webhookInstance } from '../../support/webhook-instance.ts';
import { emailEvent, smsEvent } from '../../support/webhook-messages.ts';
import type { ReceivedWebhook } from '../../support/webhook-receiver.ts';

const EMAIL = 'ada@example.com';
const CODE = '731904';

async function signedUp(setting: Parameters<typeof webhookInstance>[1] = {}) {
  const instance = await webhookInstance({}, setting);
  // Receivers compare with the clock of the machine.
  instance.clock.advance(Date.now() - instance.clock.now());
  const browser = instance.browser();
  const done = await instance.signUp(browser, EMAIL);
  await instance.app.settle();
  let seen = instance.receiver.received.length;
  /** Returns the webhooks since the last call. */
  const news = async (): Promise<ReceivedWebhook[]> => {
    await instance.pass();
    const received = instance.receiver.received.slice(seen);
    seen += received.length;
    return received;
  };
  return { instance, browser, news, call: await backendOf(instance), ...done };
}

/** Records an event of a type, as the server does. */
async function record(instance: WebhookInstance, type: WebhookEventType, user: { userId: string; sessionId: string }) {
  const { services } = instance.app;
  const now = instance.clock.now();
  if (type === 'email.created' || type === 'sms.created') {
    const message = type === 'email.created' ? emailEvent(CODE, now + 1) : smsEvent(CODE, now + 1);
    return void (await recordMessage(services, adminOf(instance), message));
  }
  const [about = ''] = type.split('.');
  const subject = { invitation: 'inv_1', waitlistEntry: 'wle_1' }[about] ?? user.userId;
  const id = about === 'session' ? user.sessionId : subject;
  const event = { type, userId: subject, id, externalId: 'customer-1' };
  await services.storage.transaction((tx) => recordEvent(tx, adminOf(instance), event));
}

describe('every event that webhooks have', () => {
  let signed: Awaited<ReturnType<typeof signedUp>>;
  before(async () => {
    signed = await signedUp({ events: [...WEBHOOK_TYPES] });
    const { storage, clock } = signed.instance;
    const own = { email: 'bo@example.com', email_key: 'bo@example.com' };
    await storage.insertWaitlistEntryOnce(blankWaitlistEntry({ id: 'wle_1', ...own }, clock.now()));
    await storage.insertTicket({
      id: 'inv_1',
      kind: 'invitation',
      token_hash: 'hash of a ticket',
      email: 'bo@example.com',
      user_id: null,
      public_metadata: '{}',
      redirect_url: null,
      sole_key: null,
      actor: null,
      session_seconds: null,
      status: 'pending',
      expires_at: clock.now() + 1,
      created_at: clock.now(),
      updated_at: clock.now(),
    });
    await signed.news();
  });
  after(() => signed.instance.close());

  for (const type of WEBHOOK_TYPES) {
    it(`${type} is verified by svix, standardwebhooks, Clerk and this package, and looks like its example`, async () => {
      await record(signed.instance, type, signed);
      const webhook = (await signed.news()).at(-1);
      assert.ok(webhook);
      const { body, headers, event } = webhook;
      assert.equal(event.type, type);
      new SvixWebhook(WEBHOOK_SECRET).verify(body, headers);
      assert.deepEqual(new StandardWebhook(WEBHOOK_SECRET).verify(body, headers), event);
      for (const verify of [verifyWebhook, verifyStock]) {
        const request = new Request('https://app.example.com/', { method: 'POST', headers, body });
        assert.deepEqual(await verify(request, { signingSecret: WEBHOOK_SECRET }), event);
      }
      const shown = exampleData(type);
      const missing = Object.keys(shown).filter((key) => !Object.hasOwn(event.data, key));
      assert.deepEqual(missing, []);
      if (!['email.created', 'sms.created'].includes(type))
        assert.doesNotMatch(body, /hash of|"url"|password_hash|otp_code/);
    });
  }

  it('an endpoint that names no events gets those of Clerk, but for the ones with codes', () => {
    assert.deepEqual(
      CLERK_WEBHOOK_TYPES.filter((type) => !DEFAULT_WEBHOOK_TYPES.includes(type)),
      ['email.created', 'sms.created'],
    );
  });
});

describe('which webhooks a change has', () => {
  let instance: WebhookInstance;
  afterEach(() => instance.close());
  const open = async (setting?: Parameters<typeof webhookInstance>[1]) => {
    const signed = await signedUp(setting);
    instance = signed.instance;
    await signed.news();
    return signed;
  };
  const types = (webhooks: ReceivedWebhook[]) => webhooks.map(({ event }) => event.type);

  it('a change of a part of a user is user.updated for an endpoint with the usual events', async () => {
    const { browser, news, userId } = await open();
    const { response } = await browser.post('/v1/me/email_addresses', { email_address: 'second@example.com' });
    const [added] = await news();
    assert.deepEqual([added?.event.type, added?.event.data.id], ['user.updated', userId]);
    const ids = added?.event.data.email_addresses.map(({ id }: { id: string }) => id);
    assert.ok(ids.includes(response.id));
    await browser.post('/v1/me/change_password', { current_password: PASSWORD, new_password: 'another long phrase' });
    assert.deepEqual(types(await news()), ['user.updated']);
  });

  it('an endpoint gets finer names besides, when it asks for them, and nothing that it does not ask for', async () => {
    const { browser, news } = await open({ events: ['user.updated', 'password.updated'] });
    await browser.post('/v1/me/change_password', { current_password: PASSWORD, new_password: 'another long phrase' });
    const received = await news();
    assert.deepEqual(types(received), ['user.updated', 'password.updated']);
    assert.deepEqual(received[1]?.event.data, received[0]?.event.data);
    assert.notEqual(received[1]?.id, received[0]?.id);
    await browser.post('/v1/me/email_addresses', { email_address: 'second@example.com' });
    assert.deepEqual(types(await news()), ['user.updated']);
  });

  it('several changes of a user in one step are one user.updated', async () => {
    const { call, news, userId } = await open();
    await call('PATCH', `/users/${userId}`, { username: 'ada_l', password: 'another long phrase' });
    const received = await news();
    assert.deepEqual(types(received), ['user.updated']);
    assert.equal(received[0]?.event.data.username, 'ada_l');
  });

  it('a session that ends is shown as it ended, with its user', async () => {
    const { browser, news, sessionId, userId } = await open();
    await browser.post(`/v1/client/sessions/${sessionId}/end`);
    const [ended] = await news();
    assert.deepEqual([ended?.event.type, ended?.event.data.status], ['session.ended', 'ended']);
    assert.deepEqual([ended?.event.data.id, ended?.event.data.user.id], [sessionId, userId]);
  });

  it('a deleted user leaves the sessions that ended, and user.deleted with the id of another system', async () => {
    const { call, news, userId, sessionId } = await open();
    await call('PATCH', `/users/${userId}`, { external_id: 'customer-7' });
    await call('PATCH', `/users/${userId}/metadata`, { private_metadata: { plan: 'gold' } });
    const changed = (await news()).at(-1);
    assert.deepEqual(changed?.event.data.private_metadata, { plan: 'gold' });
    await call('DELETE', `/users/${userId}`);
    const received = await news();
    assert.deepEqual(types(received), ['session.revoked', 'user.deleted']);
    assert.deepEqual([received[0]?.event.data.id, received[0]?.event.data.user.id], [sessionId, userId]);
    assert.deepEqual(received[1]?.event.data, {
      id: userId,
      object: 'user',
      deleted: true,
      external_id: 'customer-7',
    });
  });

  it('an undone change has no webhook', async () => {
    const { news, userId } = await open();
    const { services } = instance.app;
    const change = services.storage.transaction(async (tx) => {
      await recordEvent(tx, adminOf(instance), { type: 'user.updated', userId });
      throw new Error('undone');
    });
    await assert.rejects(change, /undone/);
    assert.deepEqual(await news(), []);
  });
});

describe('webhooks with codes', () => {
  let instance: WebhookInstance;
  afterEach(() => instance.close());
  const stored = async () => {
    const { storage, endpoint: endpointId } = instance;
    const listed = await storage.listWebhookDeliveries({ endpointId, limit: 10 });
    const delivery = listed.find(({ type }) => type === 'email.created');
    const message = delivery && (await storage.findWebhookMessage(delivery.message_id));
    return { delivery, message };
  };
  const open = async (events: WebhookEventType[] = ['email.created', 'user.created']) => {
    const signed = await signedUp({ events });
    instance = signed.instance;
    await signed.news();
    // The mails of the sign-up are reported as well, and are older.
    instance.clock.advance(1);
    const { services } = signed.instance.app;
    const send = () =>
      recordMessage(services, adminOf(signed.instance), emailEvent(CODE, signed.instance.clock.now() + 600_000));
    return { ...signed, send };
  };

  it('the code arrives, and is deleted from the database once it has', async () => {
    const { news, send } = await open();
    assert.equal(await send(), 1);
    const [received] = await news();
    assert.deepEqual(received?.event.data.data, { otp_code: CODE });
    assert.equal(received?.event.data.to_email_address, EMAIL);
    const { delivery, message } = await stored();
    assert.equal(delivery?.status, 'delivered');
    assert.deepEqual([message?.sealed_data, typeof message?.wiped_at], [null, 'number']);
  });

  it('a code that waits is encrypted, and is neither sent nor kept after it has expired', async () => {
    const { news, send } = await open();
    instance.receiver.answer = (response) => void response.writeHead(500).end();
    await send();
    await news();
    const waiting = await stored();
    assert.ok(waiting.message?.sealed_data);
    assert.ok(!JSON.stringify(waiting).includes(CODE));
    for (let minutes = 0; minutes < 10; minutes++) await instance.pass(60_000);
    const tries = (await news()).length;
    await instance.pass(3_600_000);
    assert.deepEqual(await news(), []);
    assert.ok(tries > 0);
    const { delivery, message } = await stored();
    assert.deepEqual([delivery?.status, delivery?.error, message?.sealed_data], ['dead', 'expired', null]);
    assert.ok(!instance.log.join().includes(CODE));
  });

  it('a code never waits for an event that the receiver refuses', async () => {
    const { news, send } = await open();
    instance.receiver.answer = (response, { event }) =>
      void response.writeHead(event.type === 'email.created' ? 204 : 500).end();
    await record(instance, 'user.created', {
      userId: (await instance.signUp(instance.browser(), 'bo@example.com')).userId,
      sessionId: '',
    });
    await send();
    assert.ok((await news()).some(({ event }) => event.type === 'email.created'));
  });

  it('without an endpoint that asks for codes nothing is stored', async () => {
    await open(['user.created']);
    const message = emailEvent(CODE, instance.clock.now() + 1);
    assert.equal(await recordMessage(instance.app.services, adminOf(instance), message), 0);
  });
});
