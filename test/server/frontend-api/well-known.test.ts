import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';

const API = 'https://clerk.example.com';
const APP = 'https://app.example.com';
const PROBE = 'resource-that-should-not-exist-whose-status-code-should-not-be-200';

describe('what password managers ask the server', () => {
  const opened: TestInstance[] = [];
  afterEach(async () => {
    for (const instance of opened.splice(0)) await instance.close();
  });
  const open = async (config: Partial<ConfigInput> = {}) => {
    const instance = await getTestInstance({ config: { hostedPages: true, passkeys: { enabled: true }, ...config } });
    opened.push(instance);
    return (name: string, headers: Record<string, string> = {}, below = '', method = 'GET') =>
      instance.fetch(new Request(`${API}${below}/.well-known/${name}`, { method, headers }));
  };

  it('change-password leads to the page of the profile that has the password', async () => {
    const hosted = await (await open())('change-password');
    assert.equal(hosted.status, 303);
    assert.equal(hosted.headers.get('location'), `${API}/user/security`);
    // A password manager must find a new page when the settings have changed.
    assert.equal(hosted.headers.get('cache-control'), 'no-store');
    // A page that keeps its steps in the path reads them from the hash as well.
    const own = await (await open({ userProfileUrl: `${APP}/account` }))('change-password');
    assert.equal(own.headers.get('location'), `${APP}/account#/security`);
    const single = await (await open({ userProfileUrl: `${APP}/#/account` }))('change-password');
    assert.equal(single.headers.get('location'), `${APP}/#/account`);
    const without = await (await open({ hostedPages: false }))('change-password');
    assert.equal(without.headers.get('location'), `${APP}/user#/security`);
  });

  it('passkey-endpoints names the page as JSON, without a redirect', async () => {
    const answer = await (await open())('passkey-endpoints');
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
    assert.deepEqual(await answer.json(), { enroll: `${API}/user/security`, manage: `${API}/user/security` });
  });

  it('both name the page at the address of a proxy of the application', async () => {
    const ask = await open({ proxyPaths: ['/__clerk'] });
    const headers = { 'clerk-proxy-url': `${APP}/__clerk` };
    assert.equal((await ask('change-password', headers)).headers.get('location'), `${APP}/__clerk/user/security`);
    const { enroll } = (await (await ask('passkey-endpoints', headers)).json()) as { enroll: string };
    assert.equal(enroll, `${APP}/__clerk/user/security`);
    assert.equal((await ask('change-password', headers, '/__clerk')).status, 303);
    // An address that the settings do not name counts for nothing.
    const evil = await ask('change-password', { 'clerk-proxy-url': 'https://evil.example/__clerk' });
    assert.equal(evil.headers.get('location'), `${API}/user/security`);
  });

  it('change-password is not there without passwords, nor are the others without passkeys', async () => {
    const ask = await open({ attributes: { password: 'off' }, passkeys: { enabled: false } });
    for (const name of ['change-password', 'passkey-endpoints', 'webauthn'])
      assert.equal((await ask(name)).status, 404, name);
    const passkeysAlone = await open({ attributes: { password: 'off' } });
    assert.equal((await passkeysAlone('passkey-endpoints')).status, 200);
    assert.equal((await passkeysAlone('change-password')).status, 404);
  });

  it('any other name is a 404, below a proxy path as well', async () => {
    const ask = await open();
    for (const below of ['', '/__clerk']) {
      for (const name of [PROBE, 'change-password/x', 'change-passwor', '']) {
        assert.equal((await ask(name, {}, below)).status, 404, below + name);
      }
    }
  });

  it('no page of another origin reads them, those of the application do, and nothing but GET and HEAD is taken', async () => {
    const ask = await open();
    for (const name of ['change-password', 'passkey-endpoints']) {
      const strange = await ask(name, { origin: 'https://evil.example' });
      assert.equal(strange.headers.get('access-control-allow-origin'), null, name);
      assert.equal((await ask(name, { origin: APP })).headers.get('access-control-allow-origin'), APP, name);
      const head = await ask(name, {}, '', 'HEAD');
      assert.equal(head.status, name === 'change-password' ? 303 : 200);
      const post = await ask(name, { origin: APP }, '', 'POST');
      assert.equal(post.status, 405, name);
    }
  });
});
