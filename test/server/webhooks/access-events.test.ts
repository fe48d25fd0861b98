import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createServer } from '../../../src/entries/server.ts';
import type { WebhookEventType } from '../../../src/protocol/webhook-types.ts';
import { backendOf } from '../../support/backend-api.ts';
import { PASSWORD } from '../../support/instance.ts';
import { until } from '../../support/until.ts';
import { WEBHOOK_SECRET, webhookInstance } from '../../support/webhook-instance.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';

const EVENTS: WebhookEventType[] = [
  'waitlistEntry.created',
  'waitlistEntry.updated',
  'invitation.created',
  'invitation.accepted',
  'invitation.revoked',
];

it('every change of an invitation and of the waitlist is reported once, without the link', async () => {
  const config = { signUp: { mode: 'waitlist' } } as const;
  const instance = await webhookInstance({ config }, { events: EVENTS });
  const call = await backendOf(instance);
  const { receiver } = instance;
  const news = async () => {
    await instance.app.settle();
    const events = receiver.received.splice(0).map(({ event }) => event);
    return events.map(({ type, data }) => `${type} ${data.email_address} ${data.status}`).sort();
  };
  await instance.browser().post('/v1/waitlist', { email_address: 'ada@example.com' });
  assert.deepEqual(await news(), ['waitlistEntry.created ada@example.com pending']);
  await instance.browser().post('/v1/waitlist', { email_address: 'ada@example.com' });
  assert.deepEqual(await news(), []);
  const bo = (await call('POST', '/waitlist_entries', { email_address: 'bo@example.com' })).body.id;
  assert.deepEqual(await news(), ['waitlistEntry.created bo@example.com pending']);
  const [ada] = (await call('GET', '/waitlist_entries?query=ada')).body.data;

  await call('POST', `/waitlist_entries/${ada.id}/invite`, {});
  await instance.app.settle();
  assert.ok(receiver.received.every(({ event }) => event.data.url === undefined));
  assert.deepEqual(await news(), [
    'invitation.created ada@example.com pending',
    'waitlistEntry.updated ada@example.com invited',
  ]);
  const ticket = new URL(instance.mailbox.to('ada@example.com').at(-1)?.url ?? '').searchParams.get('ticket') ?? '';
  await instance.browser().post('/v1/client/sign_ups', { strategy: 'ticket', ticket, password: PASSWORD });
  assert.deepEqual(await news(), [
    'invitation.accepted ada@example.com accepted',
    'waitlistEntry.updated ada@example.com completed',
  ]);
  await call('POST', `/waitlist_entries/${bo}/invite`, {});
  await news();
  await call('POST', `/waitlist_entries/${bo}/reject`, {});
  assert.deepEqual(await news(), [
    'invitation.revoked bo@example.com revoked',
    'waitlistEntry.updated bo@example.com rejected',
  ]);
  await instance.close();
});

it('an invitation that the application creates in code is reported as well', async () => {
  const receiver = await startReceiver();
  const server = await createServer(
    {
      url: 'http://localhost:4400',
      instanceType: 'development',
      databaseUrl: 'sqlite::memory:',
      testMode: true,
      webhooks: [{ url: receiver.url, secret: WEBHOOK_SECRET, events: EVENTS }],
    },
    { logger: { debug() {}, info() {}, warn() {}, error() {} } },
  );
  const { id } = await server.invitations.create({ emailAddress: 'ada@example.com', notify: false });
  await until(() => receiver.received.length > 0);
  const [first] = receiver.received;
  assert.deepEqual([first?.event.type, first?.event.data.id], ['invitation.created', id]);
  await server.close();
  await receiver.close();
});
