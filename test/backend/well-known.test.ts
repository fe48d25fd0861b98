import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BackendOptionsError, wellKnown } from '../../src/entries/backend.ts';
import { getTestInstance, type TestInstance } from '../support/instance.ts';

const API = 'https://clerk.example.com';
const APP = 'https://app.example.com';
const PROBE = 'resource-that-should-not-exist-whose-status-code-should-not-be-200';

describe('wellKnown() of the backend SDK', () => {
  let instance: TestInstance;
  const sent: Request[] = [];
  const fetch = (async (url: string, init?: RequestInit) => {
    const request = new Request(url, init);
    sent.push(request);
    return instance.fetch(request);
  }) as typeof globalThis.fetch;
  before(async () => {
    instance = await getTestInstance({
      config: { hostedPages: true, passkeys: { enabled: true }, proxyPaths: ['/__clerk'] },
    });
  });
  after(() => instance.close());
  const ask = (path: string, options = {}, init?: RequestInit) =>
    wellKnown(new Request(APP + path, init), { publishableKey: instance.config.publishableKey, fetch, ...options });

  it('answers on the origin of the application what the instance says', async () => {
    const change = await ask('/.well-known/change-password?from=a-manager');
    assert.equal(change?.status, 303);
    assert.equal(change?.headers.get('location'), `${API}/user/security`);
    assert.equal(change?.headers.get('cache-control'), 'no-store');
    const passkeys = await ask('/.well-known/passkey-endpoints');
    assert.equal(passkeys?.status, 200);
    assert.match(passkeys?.headers.get('content-type') ?? '', /^application\/json/);
    assert.deepEqual(await passkeys?.json(), { enroll: `${API}/user/security`, manage: `${API}/user/security` });
    const origins = await ask('/.well-known/webauthn');
    assert.deepEqual(await origins?.json(), { origins: instance.config.allowedOrigins });
  });

  it('leads to the hosted page behind the proxy of the application, where there is one', async () => {
    for (const proxyUrl of ['/__clerk', `${APP}/__clerk`]) {
      const answer = await ask('/.well-known/change-password', { proxyUrl });
      assert.equal(answer?.headers.get('location'), `${APP}/__clerk/user/security`, proxyUrl);
    }
  });

  it('sends the instance nothing of the visitor, and passes on no cookie', async () => {
    sent.length = 0;
    const headers = { cookie: '__client=a', authorization: 'Bearer a', 'x-forwarded-for': '203.0.113.9', 'x-any': '1' };
    const answer = await ask('/.well-known/change-password?a=b', {}, { headers });
    const [request] = sent as [Request];
    assert.equal(request.url, `${API}/.well-known/change-password`);
    assert.deepEqual([...request.headers.keys()], ['accept-encoding']);
    assert.deepEqual(answer?.headers.getSetCookie(), []);
  });

  it('answers the probe of password managers with 404, and asks nobody', async () => {
    sent.length = 0;
    const answer = await ask(`/.well-known/${PROBE}`);
    assert.equal(answer?.status, 404);
    assert.deepEqual(sent, []);
  });

  it('leaves every other request to the application', async () => {
    for (const path of [
      '/',
      '/.well-known/',
      '/.well-known/jwks.json',
      '/.well-known/change-password/',
      '/x/.well-known/webauthn',
    ]) {
      assert.equal(await ask(path), undefined, path);
    }
  });

  it('takes GET and HEAD alone', async () => {
    const head = await ask('/.well-known/passkey-endpoints', {}, { method: 'HEAD' });
    assert.deepEqual([head?.status, await head?.text()], [200, '']);
    const post = await ask('/.well-known/change-password', {}, { method: 'POST', body: 'a' });
    assert.deepEqual([post?.status, post?.headers.get('allow')], [405, 'GET, HEAD']);
  });

  it('passes a 404 on, and answers 502 when the instance cannot be reached', async () => {
    const without = await getTestInstance({ config: { attributes: { password: 'off' } } });
    const fetch = (async (url: string, init?: RequestInit) =>
      without.fetch(new Request(url, init))) as typeof globalThis.fetch;
    assert.equal((await ask('/.well-known/change-password', { fetch }))?.status, 404);
    await without.close();
    const frontendApiUrl = 'http://localhost:1';
    const failing = () => Promise.reject(new TypeError('fetch failed'));
    assert.equal((await ask('/.well-known/change-password', { fetch: failing, frontendApiUrl }))?.status, 502);
  });

  it('says which option is missing', async () => {
    const request = new Request(`${APP}/.well-known/change-password`);
    await assert.rejects(wellKnown(request, { fetch }), BackendOptionsError);
  });
});
