import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createServer } from '../../../src/entries/server.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { createDelivery } from '../../../src/server/delivery/create-delivery.ts';
import { createInvitations } from '../../../src/server/backend-api/invitations.ts';
import { PASSWORD } from '../../support/instance.ts';
import { templateFolder } from '../../support/template-folder.ts';
import { adminOf, WEBHOOK_SECRET, type WebhookInstance, webhookInstance } from '../../support/webhook-instance.ts';
import { status } from '../../support/webhook-receiver.ts';

const EVENTS = ['email.created', 'sms.created'] as const;
const PHONES = { attributes: { phoneNumber: 'optional' } } as const;

/** Starts a sign-up that has to prove an email address, and asks for the code. */
async function askForCode(instance: WebhookInstance, email: string) {
  const browser = instance.browser();
  const { response } = await browser.post('/v1/client/sign_ups', { email_address: email, password: PASSWORD });
  const path = `/v1/client/sign_ups/${response.id}`;
  const prepare = () => browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
  const prepared = await prepare();
  await instance.app.settle();
  return { browser, path, prepare, prepared };
}

for (const storage of ['sqlite', 'pglite'] as const) {
  describe(`messages that the application delivers, on ${storage}`, () => {
    it('go to the endpoint with the code, which is deleted then, and to nobody else', async () => {
      const config = { deliveredByApp: ['email'] };
      const instance = await webhookInstance({ storage, config }, { events: [...EVENTS] });
      const { browser, path, prepared } = await askForCode(instance, 'ada@example.com');
      assert.equal(prepared.status, 200);
      assert.deepEqual(instance.mailbox.messages, []);
      assert.deepEqual(instance.receiver.types(), ['email.created']);
      const { data, event_attributes: attributes } = instance.receiver.received[0]?.event ?? {};
      const { id, subject, body, body_plain: plain, data: values, ...rest } = data;
      assert.match(id, /^ema_/);
      assert.deepEqual(rest, {
        object: 'email',
        slug: 'verification_code',
        from_email_name: 'noreply',
        to_email_address: 'ada@example.com',
        email_address_id: null,
        user_id: null,
        status: 'queued',
        delivered_by_clerk: false,
      });
      const code = values.otp_code;
      assert.match(code, /^\d{6}$/);
      for (const text of [subject, body, plain]) assert.ok(text.includes(code));
      assert.deepEqual(values.app, {
        name: 'Acme Labs',
        domain_name: 'app.example.com',
        url: 'https://app.example.com',
        logo_image_url: null,
      });
      assert.deepEqual([values.ttl_minutes, values.requested_by], [10, 'Chrome on Linux']);
      assert.match(attributes.http_request.client_ip, /^198\.51\.100\./);

      const [row] = await instance.storage.listWebhookDeliveries({ endpointId: instance.endpoint, limit: 1 });
      const message = await instance.storage.findWebhookMessage(row?.message_id ?? '');
      assert.equal(message?.sealed_data, null);
      assert.ok(!message?.payload.includes(code));

      const done = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
      assert.equal(done.response.status, 'complete');
      await instance.close();
    });

    it('wait for an endpoint that is away, while the user sees no difference, until the code expires', async () => {
      const config = { deliveredByApp: ['email'] };
      const instance = await webhookInstance({ storage, config }, { events: [...EVENTS] });
      instance.receiver.answer = status(503);
      const { prepared } = await askForCode(instance, 'ada@example.com');
      assert.equal(prepared.status, 200);
      await instance.pass(60_000);
      assert.ok(instance.receiver.received.length > 1);
      const tries = instance.receiver.received.length;
      await instance.pass(10 * 60_000);
      await instance.app.catchUp(() => false);
      assert.equal(instance.receiver.received.length, tries);
      const [row] = await instance.storage.listWebhookDeliveries({ endpointId: instance.endpoint, limit: 1 });
      assert.equal(row?.status, 'dead');
      assert.equal((await instance.storage.findWebhookMessage(row?.message_id ?? ''))?.sealed_data, null);
      await instance.close();
    });

    it('tell of messages that the server sends, without the code', async () => {
      const instance = await webhookInstance({ storage }, { events: [...EVENTS] });
      await askForCode(instance, 'ada@example.com');
      const code = instance.mailbox.lastCode('ada@example.com');
      const [{ body = '', event } = {}] = instance.receiver.received;
      assert.ok(!body.includes(code));
      assert.equal(event.data.delivered_by_clerk, true);
      assert.equal(event.data.subject, '•••••• is your Acme Labs code');
      assert.ok(!('otp_code' in event.data.data));
      await instance.close();
    });
  });
}

describe('messages that the application delivers', () => {
  it('keep the limits of sending', async () => {
    const config = { deliveredByApp: ['email'] };
    const limits = { mailPause: { max: 1, windowMs: 30_000 } };
    const instance = await webhookInstance({ config, limits }, { events: [...EVENTS] });
    const { prepare } = await askForCode(instance, 'ada@example.com');
    assert.equal((await prepare()).status, 429);
    instance.clock.advance(30_000);
    assert.equal((await prepare()).status, 200);
    await instance.close();
  });

  it('may be single ones, in the words of a template', async () => {
    const folder = templateFolder({ 'email/invitation.txt': 'Come to {{action_url}}' });
    const config = { deliveredByApp: ['email/invitation'], templatesDir: folder.path };
    const instance = await webhookInstance({ config }, { events: [...EVENTS] });
    const parts = { ...instance.app.services };
    const { url } = await createInvitations(parts).create({ emailAddress: 'bo@example.com', publicMetadata: { a: 1 } });
    await askForCode(instance, 'ada@example.com');
    const [invitation, code] = instance.receiver.received.map(({ event }) => event.data);
    assert.equal(invitation.delivered_by_clerk, false);
    assert.equal(invitation.body_plain, `Come to ${url}\n`);
    assert.equal(invitation.data.action_url, url);
    assert.deepEqual(invitation.data.invitation, { expires_in_days: 30, public_metadata: { a: 1 } });
    assert.equal(code.delivered_by_clerk, true);
    assert.deepEqual(
      instance.mailbox.messages.map(({ template }) => template),
      ['verification_code'],
    );
    folder.remove();
    await instance.close();
  });

  it('may be text messages, with the code in sms.created', async () => {
    const config = { ...PHONES, deliveredByApp: ['sms'] };
    const instance = await webhookInstance({ config }, { events: ['sms.created'] });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const added = await browser.post('/v1/me/phone_numbers', { phone_number: '+12015550123' });
    const { id } = added.response;
    await browser.post(`/v1/me/phone_numbers/${id}/prepare_verification`, { strategy: 'phone_code' });
    await instance.app.settle();
    const { data } = instance.receiver.received.at(-1)?.event ?? {};
    assert.equal(data.to_phone_number, '+12015550123');
    assert.equal(data.delivered_by_clerk, false);
    const code = data.data.otp_code;
    assert.ok(data.message.startsWith(`${code} is your Acme Labs code.`));
    const path = `/v1/me/phone_numbers/${id}/attempt_verification`;
    assert.equal((await browser.post(path, { code })).status, 200);
    await instance.close();
  });

  it('tell the user that nothing was sent when the endpoint is removed meanwhile', async () => {
    const config = { deliveredByApp: ['email'] };
    const instance = await webhookInstance({ config }, { events: [...EVENTS] });
    await instance.storage.disableWebhookEndpoint(instance.endpoint, 'gone', adminOf(instance).now);
    const { prepared } = await askForCode(instance, 'ada@example.com');
    assert.equal(prepared.status, 503);
    assert.match(instance.log.join('\n'), /No enabled endpoint of webhooks gets email\.created/);
    await instance.close();
  });

  it('stay in the dev inbox in test mode, and none is handed over for a test address', async () => {
    const kept: string[] = [];
    const config = parseConfig({
      url: 'http://localhost:4400',
      instanceType: 'development',
      testMode: true,
      deliveredByApp: ['email'],
    });
    const delivery = createDelivery(config, { addDevMessage: async ({ to }) => kept.push(to) });
    await delivery.keep?.({ to: 'ada@example.com', channel: 'email', template: 'waitlist_confirmation' });
    assert.deepEqual(kept, ['ada@example.com']);
    delivery.close();
  });

  it('need no mail server', () => {
    const url = 'http://localhost:4400';
    const config = parseConfig({ url, instanceType: 'development', deliveredByApp: ['email'] });
    createDelivery(config, { addDevMessage: async () => {} }).close();
    const one = parseConfig({ url, instanceType: 'development', deliveredByApp: ['email/invitation'] });
    assert.throws(() => createDelivery(one, { addDevMessage: async () => {} }), /smtp is missing/);
  });

  it('are refused at the start while no endpoint gets them', async () => {
    const input = {
      url: 'http://localhost:4400',
      instanceType: 'development',
      databaseUrl: 'sqlite::memory:',
      deliveredByApp: ['email', 'sms/verification_code'],
      password: { breachCheck: false },
      attributes: { phoneNumber: 'optional' },
      testMode: true,
    } as const;
    const logger = { info() {}, warn() {}, error() {} };
    const settings = { ...input, deliveredByApp: [...input.deliveredByApp] };
    await assert.rejects(createServer(settings, { logger, env: {} }), (error: Error) => {
      assert.match(error.message, /deliveredByApp leaves messages to the application, .* gets email\.created/);
      assert.match(error.message, /gets sms\.created \(given: sms\/verification_code\)/);
      return true;
    });
    const webhooks = [{ url: 'http://localhost:9/x', secret: WEBHOOK_SECRET, events: [...EVENTS] }];
    const server = await createServer({ ...settings, webhooks }, { logger, env: {} });
    await server.close();
  });

  it('refuse a message that the server does not send', () => {
    const read = (deliveredByApp: string[]) =>
      parseConfig({ url: 'https://clerk.example.com', testMode: true, forceTestMode: true, deliveredByApp });
    assert.throws(
      () => read(['email/invitaton']),
      /deliveredByApp\[0\] is no message .*Did you mean email\/invitation\?/,
    );
    assert.throws(() => read(['sms/invitation']), /is no message/);
    assert.throws(() => read(['mail']), /is no message/);
  });
});
