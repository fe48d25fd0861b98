import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createSecretKeys } from '../../../src/server/backend-api/secret-keys.ts';
import { randomText } from '../../../src/server/ids.ts';
import { AdminBrowser, adminOf, adminToken } from '../../support/admin.ts';
import { newSecretKey } from '../../support/backend-api.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';
import { parallel } from '../../support/parallel.ts';

const HOUR_MS = 3_600_000;
const SETTING = `sk_live_${randomText(48)}`;

describe('sign-in to the admin page', () => {
  let instance: TestInstance;
  beforeEach(async () => {
    instance = await getTestInstance({ config: { adminPage: true } });
  });
  afterEach(() => instance.close());

  it('is not there when the setting is off, which it is in production by default', async () => {
    const other = await getTestInstance();
    const browser = new AdminBrowser(other);
    for (const path of ['', '/', '/sign-in', '/users', '/admin.css']) {
      const answer = await browser.get(path);
      assert.equal(answer.status, 404, path);
      assert.doesNotMatch(answer.body, /admin/i);
    }
    await other.close();
    const development = await getTestInstance({ config: { instanceType: 'development' } });
    assert.equal((await new AdminBrowser(development).get('/sign-in')).status, 200);
    await development.close();
  });

  it('is where every page and every action of a stranger leads', async () => {
    const browser = new AdminBrowser(instance);
    const page = await browser.get('/users/user_1/security');
    assert.deepEqual([page.status, page.location], [303, '/__admin/sign-in?to=%2Fusers%2Fuser_1%2Fsecurity']);
    assert.equal((await browser.post('/users/user_1/delete')).location, '/__admin/sign-in?');
  });

  it('sets a cookie that no other site, no page and no other host can use, and goes on to the page that was asked for', async () => {
    const answer = await new AdminBrowser(instance).post('/sign-in', {
      key: ` ${await newSecretKey(instance)}\n`,
      to: '/admin-sessions',
    });
    assert.equal(answer.location, '/__admin/admin-sessions');
    const [cookie = ''] = answer.headers.getSetCookie();
    assert.match(cookie, /^__Host-clerk_admin=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    const [pair = ''] = cookie.split(';');
    // The database has no more than a hash of it.
    const [row] = await instance.storage.listAdminSessions(instance.clock.now());
    assert.ok(!JSON.stringify(row).includes(pair.split('=')[1] ?? ''));
  });

  it('leads nowhere but to the admin page', async () => {
    for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', '/sign-in']) {
      const key = await newSecretKey(instance);
      assert.equal((await new AdminBrowser(instance).post('/sign-in', { key, to })).location, '/__admin/overview', to);
    }
  });

  it('refuses a wrong key and a key with scopes, and says why without the key', async () => {
    const browser = new AdminBrowser(instance);
    const wrong = `sk_live_${'x'.repeat(48)}`;
    const limited = await newSecretKey(instance, ['users:read', 'users:write']);
    for (const [key, status, text] of [
      ['', 422, /Enter a secret key/],
      [wrong, 401, /not a secret key of this server/],
      [`sk_test_${'x'.repeat(48)}`, 401, /begin with sk_live_/],
      [limited, 403, /may not do everything/],
    ] as const) {
      const answer = await browser.post('/sign-in', { key });
      assert.equal(answer.status, status);
      assert.match(answer.text, text);
      assert.equal(answer.headers.get('set-cookie'), null);
      const field = answer.elements.find(({ attributes }) => attributes.name === 'key');
      assert.deepEqual([field?.attributes['aria-invalid'], field?.attributes.value], ['true', '']);
    }
    const said = instance.log.join('\n');
    assert.ok(!said.includes(wrong) && !said.includes(limited));
    assert.match(said, /"event":"authn_login_fail"/);
  });

  it('counts wrong keys and wrong links together with those of the Backend API', async () => {
    const limited = await getTestInstance({
      config: { adminPage: true },
      limits: { wrongSecretKeys: { max: 2, windowMs: 60_000 } },
    });
    const browser = new AdminBrowser(limited);
    await browser.post('/sign-in', { key: 'sk_live_wrong' });
    await browser.post('/sign-in', { key: 'a'.repeat(43) });
    const answer = await browser.post('/sign-in', { key: 'sk_live_wrong' });
    assert.equal(answer.status, 429);
    assert.match(answer.text, /Too many wrong keys/);
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
    await limited.close();
  });

  it('works once with a link, and for one of 20 who try at once', async () => {
    const token = await adminToken(instance);
    const answers = await parallel(20, () => new AdminBrowser(instance).post('/sign-in', { key: token }));
    assert.equal(answers.filter(({ status }) => status === 303).length, 1);
    assert.match(answers.find(({ status }) => status !== 303)?.text ?? '', /used before, or is older than 10 minutes/);
  });

  it('does not use a link up when its page is loaded, and takes the whole link, too', async () => {
    const token = await adminToken(instance);
    const browser = new AdminBrowser(instance);
    await browser.get('/sign-in');
    await browser.get('/sign-in');
    const answer = await browser.post('/sign-in', { key: `https://clerk.example.com/__admin/sign-in#${token}` });
    assert.equal(answer.location, '/__admin/overview');
  });

  it('refuses a link after ten minutes', async () => {
    const token = await adminToken(instance);
    instance.clock.advance(600_000);
    assert.equal((await new AdminBrowser(instance).post('/sign-in', { key: token })).status, 401);
  });

  it('lasts twelve hours, and an hour without a visit', async () => {
    const browser = await adminOf(instance);
    for (let visit = 0; visit < 12; visit++) {
      assert.equal((await browser.get('/users')).status, 200);
      instance.clock.advance(HOUR_MS - 1);
    }
    instance.clock.advance(12);
    assert.equal((await browser.get('/users')).location, '/__admin/sign-in?why=over&to=%2Fusers');
    const idle = await adminOf(instance);
    instance.clock.advance(HOUR_MS);
    assert.match((await idle.get('/users')).location ?? '', /why=over/);
    assert.equal(idle.cookie, undefined);
  });

  it('ends with the secret key', async () => {
    const { id, key } = await createSecretKeys(instance).create({ name: 'laptop' });
    const browser = await adminOf(instance, key);
    const other = await adminOf(instance);
    await createSecretKeys(instance).revoke(id ?? '');
    assert.equal((await browser.get('/users')).status, 303);
    assert.equal((await other.get('/users')).status, 200);
  });

  it('ends when the settings name another key', async () => {
    const first = await getTestInstance({ config: { adminPage: true, secretKey: SETTING } });
    const browser = await adminOf(first, SETTING);
    const [row] = await first.storage.listAdminSessions(first.clock.now());
    const second = await getTestInstance({ config: { adminPage: true, secretKey: `sk_live_${randomText(48)}` } });
    assert.ok(row);
    await second.storage.insertAdminSession(row);
    const there = new AdminBrowser(second);
    there.cookie = browser.cookie;
    assert.equal((await there.get('/users')).status, 303);
    await second.close();
    await first.close();
  });

  it('takes the place of an earlier one of the same browser', async () => {
    const key = await newSecretKey(instance);
    const browser = await adminOf(instance, key);
    const { cookie } = browser;
    await browser.post('/sign-in', { key });
    assert.equal((await browser.get('/users')).status, 200);
    browser.cookie = cookie;
    assert.equal((await browser.get('/users')).status, 303);
  });

  it('ends at sign-out, and from the list of admin sessions', async () => {
    const browser = await adminOf(instance);
    const other = await adminOf(instance);
    const list = await browser.get('/admin-sessions');
    const end = list.elements.find(({ attributes }) =>
      /\/admin-sessions\/adms_\w+\/end$/.test(attributes.action ?? ''),
    );
    const done = await browser.submit(end?.attributes.action?.replace('/__admin', '') ?? '');
    assert.match(done.text, /The admin session was ended/);
    assert.equal((await other.get('/users')).status, 303);
    const { cookie } = browser;
    assert.equal((await browser.post('/sign-out')).location, '/__admin/sign-in?why=left');
    browser.cookie = cookie;
    assert.equal((await browser.get('/users')).status, 303);
  });
});
