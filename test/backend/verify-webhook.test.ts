import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { afterEach, describe, it } from 'node:test';
import { verifyWebhook as verifyStock } from '@clerk/backend/webhooks';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { verifyWebhook, WebhookVerificationError } from '../../src/entries/backend.ts';
import * as webhooksEntry from '../../src/entries/backend/webhooks.ts';
import { signWebhook } from '../../src/server/lib/standard-webhooks.ts';

const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const OTHER = `whsec_${randomBytes(32).toString('base64')}`;
const VARIABLE = 'CLERK_WEBHOOK_SIGNING_SECRET';
const EVENT = {
  data: { id: 'user_1', object: 'user', first_name: 'Zoë' },
  event_attributes: { http_request: { client_ip: '203.0.113.7', user_agent: 'test' } },
  instance_id: 'ins_1',
  object: 'event',
  timestamp: 1_700_000_000_000,
  type: 'user.created',
};
const BODY = JSON.stringify(EVENT);

type Headers = Record<string, string>;

const signed = (body = BODY, secret = SECRET, at = Date.now()): Headers => signWebhook(secret, 'msg_1', body, at);
const svixNames = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.replace('webhook-', 'svix-'), value]));
const requestOf = (headers: Headers, body: BodyInit = BODY) =>
  new Request('https://app.example.com/webhooks', { method: 'POST', headers, body });
const verify = (headers: Headers, body?: BodyInit) =>
  verifyWebhook(requestOf(headers, body), { signingSecret: SECRET });
const refuses = (attempt: Promise<unknown>, reason: RegExp) =>
  assert.rejects(attempt, (error) => error instanceof WebhookVerificationError && reason.test(error.message));

describe('verifyWebhook', () => {
  afterEach(() => {
    delete process.env[VARIABLE];
  });

  it('verifyWebhook returns the event of a signed request, by either family of header names', async () => {
    assert.deepEqual(await verify(signed()), EVENT);
    assert.deepEqual(await verify(svixNames(signed())), EVENT);
  });

  it('verifyWebhook, Clerk, svix and standardwebhooks accept the signatures of one another', async () => {
    const now = new Date();
    for (const library of [new SvixWebhook(SECRET), new StandardWebhook(SECRET)]) {
      const headers: Headers = { ...signed(BODY, SECRET, now.getTime()) };
      headers['webhook-signature'] = library.sign('msg_1', now, BODY);
      assert.deepEqual(await verify(headers), EVENT);
    }
    assert.deepEqual(await verifyStock(requestOf(svixNames(signed())), { signingSecret: SECRET }), EVENT);
    new SvixWebhook(SECRET).verify(BODY, svixNames(signed()));
    assert.throws(() => new SvixWebhook(OTHER).verify(BODY, svixNames(signed())));
    assert.deepEqual(new StandardWebhook(SECRET).verify(BODY, signed()), EVENT);
  });

  it('verifyWebhook takes the secret from the environment, and says so when there is none', async () => {
    await refuses(verifyWebhook(requestOf(signed())), /CLERK_WEBHOOK_SIGNING_SECRET/);
    process.env[VARIABLE] = SECRET;
    assert.deepEqual(await verifyWebhook(requestOf(signed())), EVENT);
    await refuses(verifyWebhook(requestOf(signed()), { signingSecret: OTHER }), /signature/);
  });

  it('verifyWebhook refuses the signature of another secret', async () => {
    await refuses(verify(signed(BODY, OTHER)), /signature/);
  });

  it('verifyWebhook refuses a changed body, id or timestamp', async () => {
    await refuses(verify(signed(), BODY.replace('user_1', 'user_2')), /signature/);
    await refuses(verify({ ...signed(), 'webhook-id': 'msg_2' }), /signature/);
    const later = String(Math.floor(Date.now() / 1000) + 1);
    await refuses(verify({ ...signed(), 'webhook-timestamp': later }), /signature/);
  });

  it('verifyWebhook refuses a webhook that is older or newer than five minutes', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: EVENT.timestamp });
    await verify(signed(BODY, SECRET, Date.now() - 300_000));
    await verify(signed(BODY, SECRET, Date.now() + 300_000));
    await refuses(verify(signed(BODY, SECRET, Date.now() - 301_000)), /older/);
    await refuses(verify(signed(BODY, SECRET, Date.now() + 301_000)), /future/);
    for (const timestamp of ['soon', '-1', '1e9', '17000000000000']) {
      await refuses(verify({ ...signed(), 'webhook-timestamp': timestamp }), /number of seconds/);
    }
  });

  it('verifyWebhook accepts any one of several signatures of version 1', async () => {
    const right = signed()['webhook-signature'] ?? '';
    const wrong = signed(BODY, OTHER)['webhook-signature'] ?? '';
    for (const list of [`${wrong} ${right}`, `${right} ${wrong}`, `v1a,abc ${right}`, `v1,!!! ${right}`]) {
      assert.deepEqual(await verify({ ...signed(), 'webhook-signature': list }), EVENT);
    }
    for (const list of [right.replace('v1', 'v2'), 'v1,', 'v1', wrong, right.slice(0, -4)]) {
      await refuses(verify({ ...signed(), 'webhook-signature': list }), /signature/);
    }
  });

  it('verifyWebhook names the headers that are missing', async () => {
    for (const name of Object.keys(signed())) {
      const { [name]: _, ...others } = signed();
      await refuses(verify(others), /svix-id, svix-timestamp and svix-signature/);
    }
    await refuses(verify({}), /svix-id/);
  });

  it('verifyWebhook compares the bytes of the body, not what JSON says of them', async () => {
    const spaced = JSON.stringify(EVENT, null, 1);
    await refuses(verify(signed(), spaced), /signature/);
    assert.deepEqual(await verify(signed(spaced), spaced), EVENT);
  });

  it('verifyWebhook takes the raw body of a Node server, and says why a parsed one is not enough', async () => {
    for (const body of [BODY, Buffer.from(BODY)]) {
      assert.deepEqual(await verifyWebhook({ headers: signed(), body }, { signingSecret: SECRET }), EVENT);
    }
    const parsed = verifyWebhook({ headers: signed(), body: EVENT }, { signingSecret: SECRET });
    await refuses(parsed, /express\.raw/);
    const read = requestOf(signed());
    await read.text();
    await refuses(verifyWebhook(read, { signingSecret: SECRET }), /read before/);
  });

  it('verifyWebhook refuses a secret that is no base64, and a signed body that is no event', async () => {
    await refuses(verifyWebhook(requestOf(signed()), { signingSecret: 'whsec_***' }), /whsec_ and base64/);
    await refuses(verifyWebhook(requestOf(signed()), { signingSecret: 'whsec_' }), /whsec_ and base64/);
    await refuses(verify(signed('not json'), 'not json'), /not JSON/);
    await refuses(verify(signed('null'), 'null'), /no event/);
  });

  it('clerk-widgets/backend/webhooks has the same function, and its types tell the data from the type', async () => {
    assert.equal(webhooksEntry.verifyWebhook, verifyWebhook);
    const event = await verify(signed());
    assert.ok(event.type === 'user.created');
    assert.equal(event.data.first_name, 'Zoë');
  });
});
