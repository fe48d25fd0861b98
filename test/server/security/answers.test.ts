import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getTestInstance } from '../../support/instance.ts';

describe('origins', () => {
  it('origins are compared exactly, and credentialed CORS is never answered with a star', async () => {
    const instance = await getTestInstance();
    const browser = instance.browser();
    const allowed = await browser.get('/v1/client');
    assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://app.example.com');
    assert.equal(allowed.headers.get('access-control-allow-credentials'), 'true');
    assert.equal(
      allowed.headers.get('access-control-expose-headers'),
      'Authorization, X-Country, Clerk-Db-Jwt, Retry-After',
    );
    const alike = [
      'https://app.example.com.evil.example',
      'https://evilapp.example.com',
      'https://app.example.co',
      'http://app.example.com',
      'https://app.example.com:8443',
      'https://app.example.com.',
      'https://APP.example.com',
      'https://app.example.com/',
      'null',
      '*',
    ];
    for (const origin of alike) {
      for (const path of ['/v1/client', '/v1/environment', '/.well-known/jwks.json', '/v1/health']) {
        const answer = await browser.send(path, { origin });
        assert.match(answer.headers.get('vary') ?? '', /^Origin\b/);
        assert.equal(answer.headers.get('access-control-allow-credentials'), null);
        assert.equal(answer.headers.get('access-control-allow-origin'), path === '/v1/client' ? null : '*', origin);
        // The one refusal a stranger's page may read: it tells a developer which setting is missing.
        if (path === '/v1/environment') assert.equal(answer.body?.errors?.[0]?.code, 'origin_invalid');
      }
      const write = await browser.send('/v1/client/sign_ins', { method: 'POST', origin });
      assert.deepEqual([write.status, write.headers.get('vary')], [400, 'Origin']);
    }
    await instance.close();
  });

  it('allowed origins may use all methods, which their browsers ask for first', async () => {
    const instance = await getTestInstance();
    const browser = instance.browser();
    const asked = await browser.fetch('/v1/me', {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'PATCH' },
    });
    assert.equal(asked.status, 204);
    assert.match(asked.headers.get('access-control-allow-methods') ?? '', /PATCH/);
    const evil = await browser.send('/v1/me', { method: 'OPTIONS', origin: 'https://evil.example' });
    assert.equal(evil.status, 400);
    await instance.signUp(browser, 'ada@example.com');
    const patched = await browser.send('/v1/me', { method: 'PATCH', form: { first_name: 'Ada' } });
    assert.equal(patched.response.first_name, 'Ada');
    await instance.close();
  });
});

describe('answers', () => {
  it('no answer is framed, sniffed, cached or open to openers', async () => {
    const instance = await getTestInstance({
      extraRoutes: (app) => {
        app.get('/own', () => new Response('own', { headers: { 'cache-control': 'public, max-age=60' } }));
      },
    });
    const browser = instance.browser();
    const answers = [
      await browser.fetch('/v1/client'),
      await browser.fetch('/v1/environment'),
      await browser.fetch('/.well-known/jwks.json'),
      await browser.fetch('/nothing'),
      await browser.fetch('/v1/client?_method=PUT'),
      await browser.fetch('/v1/client/sign_ins', { method: 'POST', headers: { origin: 'https://evil.example' } }),
    ];
    for (const { headers } of answers) {
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('content-type'), 'application/json');
    }
    const own = await browser.fetch('/__clerk/own');
    assert.equal(own.headers.get('cache-control'), 'public, max-age=60');
    for (const { headers } of [...answers, own]) {
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
      assert.match(headers.get('strict-transport-security') ?? '', /max-age=\d{8}/);
    }
    await instance.close();
  });

  it('answers hold only URLs made from the settings, whatever host the request claims', async () => {
    const instance = await getTestInstance();
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      forwarded: 'host=evil.example;proto=http',
      origin: 'https://app.example.com',
    };
    const send = (path: string, form?: Record<string, string>) =>
      instance.fetch(
        new Request(
          `https://evil.example${path}`,
          form ? { method: 'POST', headers, body: new URLSearchParams(form) } : { headers },
        ),
      );
    const texts = [];
    for (const response of [
      await send('/v1/environment'),
      await send('/v1/client/sign_ups', { email_address: 'a@example.com' }),
    ]) {
      assert.equal(response.status, 200);
      texts.push(await response.text(), JSON.stringify([...response.headers]));
    }
    assert.ok(!texts.join().includes('evil.example'));
    await instance.close();
  });
});
