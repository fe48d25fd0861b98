import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createDelivery } from '../../../src/server/delivery/create-delivery.ts';
import { type DevMessage, type SmsMessage, UndeliverableError } from '../../../src/server/delivery/port.ts';
import { renderSms } from '../../../src/server/delivery/sms/render-sms.ts';
import { TwilioSms } from '../../../src/server/delivery/sms/twilio-sms.ts';
import { WebhookSms } from '../../../src/server/delivery/sms/webhook-sms.ts';
import { isWebhookSecret } from '../../../src/server/lib/standard-webhooks.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { type SmsService, startSmsService } from './sms-service.ts';

const MESSAGE: SmsMessage = {
  to: '+447400123456',
  channel: 'sms',
  template: 'verification_code',
  code: '042424',
  expiresInMinutes: 10,
};
const TEXT = { applicationName: 'Acme Labs', domain: 'app.example.com' };
const SID = 'AC0123456789abcdef0123456789abcdef';
const TOKEN = 'a secret token';
const KEY = Buffer.alloc(32, 7);
const SECRET = `whsec_${KEY.toString('base64')}`;
const NOW = 1_760_000_000_999;

let service: SmsService;
beforeEach(async () => {
  service = await startSmsService();
});
afterEach(() => service.close());

function twilio(options: { messagingServiceSid?: string; timeoutMs?: number } = {}): TwilioSms {
  return new TwilioSms({
    ...TEXT,
    accountSid: SID,
    authToken: TOKEN,
    from: '+15005550006',
    baseUrl: service.url,
    ...options,
  });
}

function webhook(options: { timeoutMs?: number } = {}): WebhookSms {
  return new WebhookSms({ ...TEXT, url: `${service.url}/sms`, secret: SECRET, now: () => NOW, ...options });
}

async function failure(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Error, 'the message was taken');
  const { cause } = error;
  for (const secret of [MESSAGE.to, MESSAGE.to.slice(1), MESSAGE.code, TOKEN, SECRET, '127.0.0.1']) {
    assert.ok(!`${error.stack} ${JSON.stringify(cause) ?? ''}`.includes(secret), `${error.message} tells ${secret}`);
  }
  return error;
}

describe('the text of a message', () => {
  it('the text starts with the code and ends with the line that binds it to the domain', () => {
    const text = renderSms(MESSAGE, TEXT);
    assert.match(text, /^042424 is your Acme Labs code\. It is valid for 10 minutes\./);
    assert.match(text, /\n\n@app\.example\.com #042424$/);
    assert.ok(text.length <= 160, 'one message');
  });

  it('the text keeps its three lines whatever the application is called', () => {
    const applicationName = `Acme\n@evil.example #999999\u202e${'x'.repeat(500)}`;
    const lines = renderSms({ ...MESSAGE, expiresInMinutes: 1 }, { ...TEXT, applicationName }).split('\n');
    assert.equal(lines.length, 3);
    assert.ok(lines[0] && lines[0].length < 140 && /valid for 1 minute\./.test(lines[0]));
    assert.equal(lines[2], '@app.example.com #042424');
  });
});

describe('text messages through Twilio', () => {
  it('Twilio gets text messages at the Messages resource of the account, with its token', async () => {
    await twilio().send(MESSAGE);
    const [post] = service.posts;
    assert.equal(post?.method, 'POST');
    assert.equal(post?.path, `/2010-04-01/Accounts/${SID}/Messages.json`);
    assert.equal(post?.headers.authorization, `Basic ${Buffer.from(`${SID}:${TOKEN}`).toString('base64')}`);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(post?.body)), {
      To: MESSAGE.to,
      From: '+15005550006',
      Body: renderSms(MESSAGE, TEXT),
      ValidityPeriod: '600',
    });
  });

  it('Twilio sends text messages through the messaging service when there is one', async () => {
    const messagingServiceSid = 'MG0123456789abcdef0123456789abcdef';
    await twilio({ messagingServiceSid }).send(MESSAGE);
    const form = new URLSearchParams(service.posts[0]?.body);
    assert.equal(form.get('MessagingServiceSid'), messagingServiceSid);
    assert.equal(form.has('From'), false);
  });

  it('Twilio refuses a number that gets no messages for good', async () => {
    for (const code of [21_211, 21_408, 21_610, 21_614]) {
      service.answer = { status: 400, body: JSON.stringify({ code, message: `The 'To' number ${MESSAGE.to} is bad` }) };
      const error = await failure(twilio().send(MESSAGE));
      assert.ok(error instanceof UndeliverableError, String(code));
      assert.match(error.message, new RegExp(String(code)));
    }
  });

  it('a text message fails without a retry when Twilio is away or refuses', async () => {
    const body = JSON.stringify({ code: 20_003, message: `Authenticate with ${TOKEN}` });
    for (const answer of [
      { status: 401, body },
      { status: 429 },
      { status: 503, body: '<html>' },
      { status: 500, body: `"${'x'.repeat(100_000)}"` },
    ]) {
      service.answer = answer;
      const error = await failure(twilio().send(MESSAGE));
      assert.ok(!(error instanceof UndeliverableError));
      assert.match(error.message, new RegExp(String(answer.status)));
    }
    assert.equal(service.posts.length, 4);
  });

  it('a text message fails when no answer comes, and when no server listens', async () => {
    service.answer = 'hang';
    assert.match((await failure(twilio({ timeoutMs: 50 }).send(MESSAGE))).message, /no answer in time/);
    const sms = twilio();
    await service.close();
    assert.match((await failure(sms.send(MESSAGE))).message, /ECONNREFUSED/);
    service = await startSmsService();
  });

  it('a text message follows no redirect, which would give the token away', async () => {
    const thief = await startSmsService();
    service.answer = { status: 307, headers: { Location: `${thief.url}/steal` } };
    await failure(twilio().send(MESSAGE));
    assert.equal(thief.posts.length, 0);
    await thief.close();
  });
});

describe('text messages through a webhook', () => {
  it('a webhook gets a signature of the id, the time and the body', async () => {
    await webhook().send(MESSAGE);
    const [post] = service.posts;
    const { to, template, code } = MESSAGE;
    assert.deepEqual(JSON.parse(post?.body ?? ''), { to, text: renderSms(MESSAGE, TEXT), template, code });
    assert.equal(post?.path, '/sms');
    assert.equal(post?.headers['content-type'], 'application/json');
    const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = post?.headers ?? {};
    assert.match(String(id), /^msg_[\w-]{16,}$/);
    assert.equal(time, '1760000000');
    const expected = createHmac('sha256', KEY).update(`${id}.${time}.${post?.body}`).digest('base64');
    assert.equal(signature, `v1,${expected}`);
  });

  it('each text message to a webhook has an id of its own', async () => {
    const sms = webhook();
    await sms.send(MESSAGE);
    await sms.send(MESSAGE);
    assert.equal(new Set(service.posts.map(({ headers }) => headers['webhook-id'])).size, 2);
  });

  it('a text message fails without a retry when the webhook does not take it', async () => {
    for (const status of [302, 400, 404, 500]) {
      service.answer = { status };
      assert.match((await failure(webhook().send(MESSAGE))).message, new RegExp(String(status)));
    }
    assert.equal(service.posts.length, 4);
    service.answer = 'hang';
    assert.match((await failure(webhook({ timeoutMs: 50 }).send(MESSAGE))).message, /no answer in time/);
  });

  it('a webhook needs a secret that cannot be guessed', () => {
    assert.ok(isWebhookSecret(SECRET));
    for (const secret of ['', 'whsec_', 'whsec_c2hvcnQ=', KEY.toString('base64'), `whsec_${'ä'.repeat(40)}`]) {
      assert.ok(!isWebhookSecret(secret), secret);
      assert.throws(() => new WebhookSms({ ...TEXT, url: service.url, secret }), TypeError);
    }
  });
});

describe('how text messages leave', () => {
  const open = (input: object) => {
    const kept: DevMessage[] = [];
    const config = parseConfig({
      url: 'http://localhost:4400',
      instanceType: 'development',
      attributes: { emailAddress: 'off', phoneNumber: 'required', password: 'off' },
      applicationName: 'Acme Labs',
      ...input,
    });
    const storage = { addDevMessage: async (message: DevMessage) => kept.push(message) };
    return { kept, delivery: createDelivery(config, storage, () => NOW) };
  };

  it('text messages go through the configured service, and name the domain of the sign-in page', async () => {
    const twilioOptions = { accountSid: SID, authToken: TOKEN, from: '+15005550006', baseUrl: service.url };
    const { kept, delivery } = open({ sms: { twilio: twilioOptions } });
    await delivery.send(MESSAGE);
    await delivery.check();
    const form = new URLSearchParams(service.posts[0]?.body);
    assert.match(form.get('Body') ?? '', /\n\n@localhost #042424$/);
    assert.equal(kept.length, 0);
    const { delivery: hook } = open({ sms: { webhook: { url: `${service.url}/sms`, secret: SECRET } } });
    await hook.send(MESSAGE);
    assert.equal(service.posts[1]?.path, '/sms');
  });

  it('status 422 of a webhook refuses the number, and any other error the moment', async () => {
    const { delivery } = open({ sms: { webhook: { url: `${service.url}/sms`, secret: SECRET } } });
    for (const [status, name] of [
      [422, 'UndeliverableError'],
      [400, 'Error'],
      [500, 'Error'],
    ] as const) {
      service.answer = { status, body: '{}' };
      await assert.rejects(delivery.send(MESSAGE), (error: Error) => error.name === name);
    }
  });

  it('test mode stores and sends text messages, but sends none to fictional numbers', async () => {
    const { kept, delivery } = open({ testMode: true, sms: { webhook: { url: service.url, secret: SECRET } } });
    await delivery.send(MESSAGE);
    await delivery.send({ ...MESSAGE, to: '+15555550142' });
    assert.deepEqual(
      kept.map(({ to, channel, code }) => [to, channel, code]),
      [
        [MESSAGE.to, 'sms', MESSAGE.code],
        ['+15555550142', 'sms', MESSAGE.code],
      ],
    );
    assert.equal(service.posts.length, 1);
  });

  it('an instance that needs text messages does not start without a service', () => {
    assert.throws(() => open({}), /sms is missing.*CLERK_SMS_TWILIO/);
  });
});
