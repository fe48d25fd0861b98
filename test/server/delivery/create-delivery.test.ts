import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { createDelivery } from '../../../src/server/delivery/create-delivery.ts';
import type { DevMessage, OutgoingMessage } from '../../../src/server/delivery/port.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { startSmtp } from './smtp-fixture.ts';

const NOW = 1_760_000_000_000;

function setUp(input: Partial<ConfigInput>) {
  const kept: DevMessage[] = [];
  const config = parseConfig({ url: 'http://localhost:4400', instanceType: 'development', ...input });
  const storage = { addDevMessage: async (message: DevMessage) => kept.push(message) };
  return { kept, delivery: createDelivery(config, storage, () => NOW) };
}

function message(to: string): OutgoingMessage {
  return { to, channel: 'email', template: 'verification_code', code: '424242', expiresInMinutes: 10 };
}

describe('how messages leave', () => {
  it('test mode stores messages with an id and the time', async () => {
    const { kept, delivery } = setUp({ testMode: true });
    await delivery.send(message('ada@example.com'));
    await delivery.send(message('bo@example.com'));
    const [{ id = '', ...first } = {}, second] = kept;
    const expected = {
      to: 'ada@example.com',
      channel: 'email',
      template: 'verification_code',
      subject: '424242 is your localhost code',
      code: '424242',
      createdAt: NOW,
    };
    assert.deepEqual(first, expected);
    assert.match(id, /^msg_/);
    assert.notEqual(second?.id, id);
    await delivery.check();
    delivery.close();
  });

  it('test mode with a mail server stores and sends emails, but sends none to test addresses', async () => {
    const smtp = await startSmtp();
    const { kept, delivery } = setUp({ testMode: true, smtp: { url: smtp.url, from: 'no-reply@example.com' } });
    await delivery.check();
    await delivery.send(message('ada@example.com'));
    await delivery.send(message('ada+clerk_test@example.com'));
    assert.deepEqual(
      kept.map(({ to }) => to),
      ['ada@example.com', 'ada+clerk_test@example.com'],
    );
    assert.deepEqual(
      smtp.mails.map(({ envelope }) => envelope.to),
      [['ada@example.com']],
    );
    delivery.close();
    await smtp.close();
  });

  it('the server stores no message without test mode', async () => {
    const smtp = await startSmtp();
    const { kept, delivery } = setUp({ smtp: { url: smtp.url, from: 'no-reply@example.com' } });
    await delivery.send(message('ada+clerk_test@example.com'));
    assert.deepEqual(kept, []);
    assert.equal(smtp.mails.length, 1);
    delivery.close();
    await smtp.close();
  });

  it('the check names a mail server that cannot be used', async () => {
    const smtp = await startSmtp();
    await smtp.close();
    const { delivery } = setUp({ smtp: { url: smtp.url, from: 'no-reply@example.com' } });
    await assert.rejects(delivery.check(), /mail server of smtp\.url \(CLERK_SMTP_URL\) cannot be used/);
    delivery.close();
  });

  it('an instance that mails codes does not start without a mail server or test mode', () => {
    assert.throws(() => setUp({}), /smtp is missing.*CLERK_SMTP_URL/);
    assert.throws(() => setUp({ emailCode: false }), /smtp is missing/);
  });

  it('an instance without email addresses starts without a mail server', async () => {
    const { delivery } = setUp({ attributes: { emailAddress: 'off', username: 'required' } });
    await delivery.check();
    delivery.close();
  });
});
