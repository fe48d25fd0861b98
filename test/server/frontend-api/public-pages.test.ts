import assert from 'node:assert/strict';
import { it } from 'node:test';
import { newSecretKey } from '../../support/backend-api.ts';
import { getTestInstance } from '../../support/instance.ts';

it('a verifier that knows the issuer finds the keys', async () => {
  const instance = await getTestInstance();
  const { body } = await instance.browser().get('/.well-known/openid-configuration');
  assert.equal(body.issuer, 'https://clerk.example.com');
  const keys = await instance.browser().get(new URL(String(body.jwks_uri)).pathname);
  assert.equal((keys.body.keys as unknown[]).length, 1);
  await instance.close();
});

it('the account portal says whether the server has pages of its own', async () => {
  for (const hostedPages of [false, true]) {
    const instance = await getTestInstance({ config: { hostedPages } });
    const { body } = await instance.browser().get('/v1/account_portal');
    assert.deepEqual([body.object, body.enabled], ['account_portal', hostedPages]);
    await instance.close();
  }
});

it('a redirect leads to an allowed page, and to the home page for every other one', async () => {
  const instance = await getTestInstance();
  const leadsTo = async (url: string) => {
    const answer = await instance.browser().fetch(`/v1/redirect?redirect_url=${encodeURIComponent(url)}`);
    assert.equal(answer.status, 307);
    return answer.headers.get('location');
  };
  assert.equal(await leadsTo('https://app.example.com/next?a=1'), 'https://app.example.com/next?a=1');
  for (const url of ['https://evil.example/', '//evil.example', 'javascript:alert(1)', '']) {
    assert.equal(await leadsTo(url), instance.config.homeUrl, url);
  }
  await instance.close();
});

it('the health of a proxy tells whether the server believes it, and nothing to a proxy without the key', async () => {
  const instance = await getTestInstance();
  const key = await newSecretKey(instance);
  const ask = async (headers: Record<string, string>) => {
    const url = `${instance.config.url}/v1/proxy-health?domain_id=dmn_1`;
    return (await instance.fetch(new Request(url, { headers }))).json() as Promise<Record<string, string>>;
  };
  const good = {
    'clerk-proxy-url': 'https://app.example.com/__clerk',
    'clerk-secret-key': key,
    'x-forwarded-for': '198.51.100.7, 10.0.0.1',
  };
  assert.deepEqual(await ask(good), { status: 'healthy', x_forwarded_for: '198.51.100.7' });
  const wrong = [
    { 'clerk-proxy-url': 'https://evil.example/__clerk' },
    { 'clerk-secret-key': 'sk_live_wrong' },
    { 'x-forwarded-for': '' },
  ];
  for (const headers of wrong) {
    const { status, x_forwarded_for: ip } = await ask({ ...good, ...headers });
    assert.deepEqual([status, ip], ['unhealthy', undefined], JSON.stringify(headers));
  }
  await instance.close();
});
