import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type AdminAnswer, type AdminBrowser, adminOf } from '../../support/admin.ts';
import { status } from '../../support/webhook-receiver.ts';
import { touchUser, type WebhookInstance, webhookInstance } from '../../support/webhook-instance.ts';

const DAY_MS = 86_400_000;

describe('webhooks on the admin page', () => {
  let instance: WebhookInstance;
  let admin: AdminBrowser;
  beforeEach(async () => {
    instance = await webhookInstance({ config: { adminPage: true } }, { description: 'Billing <b>' });
    admin = await adminOf(instance);
  });
  afterEach(() => instance.close());

  const hrefs = ({ elements }: AdminAnswer, pattern: RegExp): string[] =>
    elements.map(({ attributes }) => attributes.href ?? '').filter((href) => pattern.test(href));
  const secretOf = ({ body }: AdminAnswer): string => /whsec_[A-Za-z0-9+/=]+/.exec(body)?.[0] ?? '';
  const create = async (fields: Record<string, string> = {}) => {
    const answer = await admin.post('/webhooks/new', { url: instance.receiver.url, which: 'usual', ...fields });
    const [path = ''] = hrefs(answer, /\/webhooks\/ep_/);
    return { answer, path: path.replace('/__admin', '') };
  };

  it('are created with a secret that is shown once, changed, disabled and deleted', async () => {
    const { answer, path } = await create({ description: 'Search', which: 'some', events: 'user.created' });
    const secret = secretOf(answer);
    assert.match(secret, /^whsec_/);
    const page = await admin.get(`${path}/endpoint`);
    assert.match(page.text, /user\.created/);
    assert.ok(!page.body.includes(secret));
    assert.match(
      (await admin.submit(`${path}/endpoint`, { url: instance.receiver.url, which: 'usual' })).text,
      /The usual ones/,
    );
    const rotated = await admin.post(`${path}/rotate`);
    assert.notEqual(secretOf(rotated), secret);
    assert.match(rotated.text, /also signs until/);
    assert.match((await admin.get(`${path}/disable`)).text, /Disable the endpoint\?/);
    assert.match((await admin.submit(`${path}/disable`)).text, /The endpoint was disabled/);
    assert.match((await admin.get('/webhooks')).text, /Disabled/);
    assert.match((await admin.submit(`${path}/enable`)).text, /The endpoint was enabled/);
    assert.match((await admin.submit(`${path}/delete`)).text, /The endpoint was deleted/);
    assert.equal((await admin.get(path)).status, 404);
  });

  it('keep what was typed when the form is refused', async () => {
    const refused = await admin.post('/webhooks/new', {
      url: 'http://example.com/hook',
      description: 'Mine',
      which: 'some',
    });
    assert.equal(refused.status, 422);
    const field = (name: string) => refused.elements.find(({ attributes }) => attributes.name === name)?.attributes;
    assert.equal(field('url')?.['aria-invalid'], 'true');
    assert.deepEqual([field('url')?.value, field('description')?.value], ['http://example.com/hook', 'Mine']);
    const none = await admin.post('/webhooks/new', { url: instance.receiver.url, which: 'some' });
    assert.match(none.text, /Name at least one event/);
  });

  it('of the settings can be read and tested, and say where they are changed', async () => {
    const path = `/webhooks/${instance.endpoint}`;
    const page = await admin.get(`${path}/endpoint`);
    assert.match(page.text, /The setting webhooks names this endpoint \(flag --webhooks/);
    assert.match(page.body, /Billing &lt;b&gt;/);
    assert.deepEqual(hrefs(page, /rotate|disable|delete/), []);
    for (const end of ['endpoint', 'rotate', 'disable', 'delete']) {
      const answer = await admin.post(`${path}/${end}`, { url: instance.receiver.url, which: 'usual' });
      assert.equal(answer.status, 403, end);
      assert.match(answer.text, /The setting webhooks (names|says) this/);
    }
    const tested = await admin.post(`${path}/test`, { event: 'user.deleted' });
    assert.match(tested.text, /The endpoint took the test/);
    assert.deepEqual(instance.receiver.types(), ['user.deleted']);
    instance.receiver.answer = status(500, {}, '<script>alert(1)</script>');
    const failed = await admin.post(`${path}/test`, { event: 'user.created' });
    assert.match(failed.text, /did not take the test/);
    assert.match(failed.body, /&lt;script&gt;alert/);
  });

  it('show their deliveries by status, each with its body and answer, and are sent again', async () => {
    const path = `/webhooks/${instance.endpoint}`;
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    await instance.pass();
    instance.receiver.answer = status(503, {}, '<i>later</i>');
    await touchUser(instance, userId);
    for (let tries = 0; tries < 9; tries++) await instance.pass(DAY_MS / 2);
    admin = await adminOf(instance);
    const list = await admin.get(path);
    assert.match(list.text, /Delivered/);
    const dead = await admin.get(`${path}?status=dead`);
    const [delivery = ''] = hrefs(dead, /deliveries/).map((href) => href.replace('/__admin', ''));
    assert.equal(hrefs(dead, /deliveries/).length, 1);
    const page = await admin.get(delivery);
    assert.match(page.text, /Failed/);
    assert.match(page.body, /&lt;i&gt;later&lt;\/i&gt;/);
    assert.match(page.text, /"email_address": "ada@example.com"/);
    assert.equal(hrefs(page, new RegExp(`/users/${userId}$`)).length, 1);

    instance.receiver.answer = status(204);
    const before = instance.receiver.received.length;
    assert.match((await admin.submit(`${delivery}/replay`)).text, /The webhook is sent again/);
    await instance.pass();
    assert.equal(instance.receiver.received.length, before + 1);
    assert.match((await admin.get(delivery)).text, /Delivered/);
  });

  it('that failed are sent again together, from a time on', async () => {
    const path = `/webhooks/${instance.endpoint}`;
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    await instance.pass();
    instance.receiver.answer = status(503);
    for (const count of [1, 2]) await touchUser(instance, userId, count);
    for (let tries = 0; tries < 20; tries++) await instance.pass(DAY_MS / 2);
    admin = await adminOf(instance);
    if ((await admin.get(path)).text.includes('Disabled')) await admin.post(`${path}/enable`);
    instance.receiver.answer = status(204);
    const before = instance.receiver.received.length;
    await admin.submit(`${path}/replay`, { from: 'hour' });
    await instance.pass();
    assert.equal(instance.receiver.received.length, before);
    assert.match((await admin.submit(`${path}/replay`, { from: 'always' })).text, /The failed webhooks are sent again/);
    for (let tries = 0; tries < 3; tries++) await instance.pass(1_000);
    assert.equal(instance.receiver.received.length, before + 2);
  });
});
