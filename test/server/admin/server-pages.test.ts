import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { createSecretKeys } from '../../../src/server/backend-api/secret-keys.ts';
import { SCOPES } from '../../../src/server/backend-api/scopes.ts';
import { SETTINGS } from '../../../src/server/config/setting-table.ts';
import { type AdminAnswer, adminOf } from '../../support/admin.ts';
import { backendOf } from '../../support/backend-api.ts';
import { getTestInstance, type TestInstance, type TestInstanceOptions } from '../../support/instance.ts';

const HIDDEN = 'hidden-value-of-a-secret';
const KEY = `sk_live_${'a1B2c3D4e5'.repeat(5)}`;

describe('the pages of the admin page about the server', () => {
  let instance: TestInstance | undefined;
  afterEach(() => instance?.close());
  const start = async (config: TestInstanceOptions['config'] = {}) => {
    const started = await getTestInstance({ config: { adminPage: true, ...config } });
    instance = started;
    return { started, admin: await adminOf(started) };
  };
  const rowsOf = ({ elements }: AdminAnswer): string[] =>
    elements
      .filter(({ name, attributes }) => name === 'tr' && attributes.role === 'row')
      .slice(1)
      .map(({ text }) => text.trim());

  it('create a secret key with scopes, show it once, and revoke it after a question', async () => {
    const { started, admin } = await start();
    const form = await admin.get('/keys/new');
    const boxes = form.elements.filter(({ attributes }) => attributes.type === 'checkbox');
    assert.equal(boxes.length, Object.keys(SCOPES).length);
    const refused = await admin.post('/keys/new', { name: 'Billing <i>', may: 'some' });
    assert.match(refused.text, /Choose at least one scope/);
    assert.match(refused.body, /value="Billing &lt;i&gt;"/);
    const made = await admin.post('/keys/new', { name: 'Billing <i>', may: 'some', scopes: 'users:read' });
    const key = /sk_live_[A-Za-z0-9]{48}/.exec(made.body)?.[0] ?? '';
    const call = await backendOf(started, key);
    assert.equal((await call('GET', '/users')).status, 200);
    assert.equal((await call('POST', '/users', {})).status, 403);
    const list = await admin.get('/keys');
    assert.ok(!list.body.includes(key));
    const href = list.elements.find(({ attributes }) => attributes['aria-label'] === 'Revoke Billing <i>')?.attributes
      .href;
    const path = (href ?? '').replace('/__admin', '');
    assert.match((await admin.get(path)).text, /Revoke Billing <i>\?/);
    assert.match((await admin.submit(path)).text, /The key was revoked/);
    assert.equal((await call('GET', '/users')).status, 401);
    assert.equal((await admin.get(path)).status, 404);
  });

  it('end the admin sessions of a key that is revoked', async () => {
    const { started, admin } = await start();
    const { key } = await createSecretKeys(started).create({ name: 'other' });
    const other = await adminOf(started, key);
    assert.equal((await other.get('/keys')).status, 200);
    const { elements } = await admin.get('/keys');
    const href = elements.find(({ attributes }) => attributes['aria-label'] === 'Revoke other')?.attributes.href ?? '';
    await admin.post(href.replace('/__admin', ''));
    assert.equal((await other.get('/keys')).status, 303);
  });

  it('show every setting with its flag and its variable, and that a secret is set', async () => {
    const { admin } = await start({
      secretKey: KEY,
      smtp: { url: `smtp://user:${HIDDEN}@mail.example.com`, from: 'Acme <a@example.com>' },
      captcha: {
        provider: 'turnstile',
        siteKey: 'site',
        secretKey: HIDDEN,
        verifyUrl: 'https://check.example.com/',
      },
      oauth: [{ provider: 'google', clientId: 'id', clientSecret: HIDDEN }],
      restrictions: { blocklist: ['*@spam.example'] },
    });
    const page = await admin.get('/settings');
    // Each group has a heading row.
    const rows = rowsOf(page).filter((text) => !text.startsWith('SettingValue'));
    assert.equal(rows.length, SETTINGS.length);
    assert.ok(!page.body.includes(HIDDEN) && !page.body.includes(KEY));
    const row = (path: string) => rows.find((text) => text.startsWith(path)) ?? '';
    assert.match(row('secretKey'), /Set\s*--secret-key\s*CLERK_SECRET_KEY$/);
    assert.match(row('smtp.url'), /Set\s*--smtp-url/);
    assert.match(row('oauth'), /Set\s*--oauth/);
    assert.match(row('restrictions.blocklist'), /\*@spam\.example/);
    assert.match(row('adminPage'), /On\s*--admin-page/);
    assert.match(row('restrictions.allowlist'), /None/);
    assert.match(row('cookieDomain'), /example\.com/);
    assert.match(row('captcha.verifyUrl'), /https:\/\/check\.example\.com/);
  });

  it('show the messages of test mode, and outside of it why there are none', async () => {
    const { started, admin } = await start({ testMode: true, forceTestMode: true });
    const message = { id: 'm', channel: 'email', template: 'email_link', createdAt: started.clock.now() } as const;
    await started.storage.addDevMessage({ ...message, to: 'ada@example.com', subject: '<b>Hello', code: '424242' });
    await started.storage.addDevMessage({ ...message, id: 'n', to: 'b@example.com', url: 'javascript:alert(1)' });
    const page = await admin.get('/messages');
    assert.match(page.body, /&lt;b&gt;Hello/);
    assert.match(page.text, /424242/);
    assert.ok(!page.body.includes('javascript:'));
    assert.equal(rowsOf(await admin.get('/messages?to=ADA%40example.com')).length, 1);
    await started.close();
    const { started: live, admin: other } = await start();
    await live.storage.addDevMessage({ ...message, to: 'ada@example.com', code: '424242' });
    const none = await other.get('/messages');
    assert.match(none.text, /Messages are sent, and not kept/);
    assert.ok(!none.body.includes('424242'));
  });

  it('show the audit log page by page, by who, what and whom it is about', async () => {
    const { started, admin } = await start();
    const call = await backendOf(started);
    const { body: user } = await call('POST', '/users', {
      email_address: ['ada@example.com'],
      skip_password_requirement: true,
    });
    await call('POST', `/users/${user.id}/ban`, {});
    for (let i = 0; i < 60; i++) await call('GET', '/users');
    await started.app.settle();
    const found = async (query: string) => rowsOf(await admin.get(`/audit-log?${query}`));
    const banned = await found('changes=true&call=BAN');
    assert.equal(banned.length, 1);
    assert.match(banned[0] ?? '', new RegExp(`^POST /v1/users/:id/ban\\s*${user.id}\\s*Secret key test\\s*Done`));
    assert.equal((await found(`target=${user.id}`)).length, 2);
    assert.equal((await found('kind=admin_page&call=sign-in')).length, 1);
    assert.equal((await found('by=nobody')).length, 0);
    assert.ok((await found('by=TEST&kind=nonsense&before=x.y')).length > 0);
    const link = (await admin.get('/audit-log?call=ban')).elements.find(({ attributes }) =>
      attributes.href?.includes(user.id),
    );
    assert.equal(link?.attributes.href, `/__admin/users/${user.id}`);

    const first = await admin.get('/audit-log?call=GET+/v1/users');
    const next = first.elements.find(({ attributes }) => attributes.rel === 'next')?.attributes.href ?? '';
    const second = rowsOf(await admin.get(next.replace('/__admin', '')));
    assert.deepEqual([rowsOf(first).length, second.length], [50, 10]);
  });
});
