import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AdminBrowser, adminOf } from '../../support/admin.ts';
import { newSecretKey } from '../../support/backend-api.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';

describe('what the admin page refuses', () => {
  let instance: TestInstance;
  beforeEach(async () => {
    instance = await getTestInstance({ config: { adminPage: true } });
  });
  afterEach(() => instance.close());

  it('runs no script and no style but its own, and cannot be framed or cached', async () => {
    const browser = await adminOf(instance);
    for (const path of ['/sign-in', '/users', '/nowhere']) {
      const { headers, body } = await browser.get(path);
      assert.equal(
        headers.get('content-security-policy'),
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: https:; " +
          "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('referrer-policy'), 'same-origin');
      assert.doesNotMatch(body, /<style| style=|<script>| on\w+=/);
    }
  });

  it('refuses a form that another site sent', async () => {
    const browser = await adminOf(instance);
    const foreign: Record<string, string>[] = [
      { origin: 'https://app.example.com', 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
      { origin: 'https://clerk.example.com', 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      assert.equal((await browser.post('/sign-out', {}, headers)).status, 400);
      const key = await newSecretKey(instance);
      assert.equal((await new AdminBrowser(instance).post('/sign-in', { key }, headers)).status, 400);
    }
    assert.equal((await browser.get('/users')).status, 200);
  });

  it('refuses a form without the token of the session', async () => {
    const browser = await adminOf(instance);
    const other = await adminOf(instance);
    const token = other.last?.elements.find(({ attributes }) => attributes.name === 'form_token')?.attributes.value;
    for (const form_token of ['', 'x'.repeat(43), token ?? '']) {
      const answer = await browser.post('/sign-out', { form_token });
      assert.equal(answer.status, 400);
      assert.match(answer.text, /did not come from the admin page/);
    }
  });

  it('answers under the names of the server alone, and not at the address of a proxy', async () => {
    const ask = (url: string, headers: Record<string, string> = {}) =>
      instance.fetch(new Request(url, { headers })).then(({ status }) => status);
    assert.equal(await ask('https://clerk.example.com/__admin/sign-in'), 200);
    assert.equal(await ask('http://localhost:4400/__admin/sign-in'), 200);
    assert.equal(await ask('https://rebound.example/__admin/sign-in'), 403);
    assert.equal(await ask('https://app.example.com/__admin/sign-in'), 403);
    assert.equal(await ask('https://clerk.example.com/__admin/sign-in', { 'x-forwarded-host': 'evil.example' }), 403);
    assert.equal(await ask('https://clerk.example.com/__clerk/__admin/sign-in'), 404);
  });

  it('answers 404 for what is not there, and 413 for a body that is too large', async () => {
    const browser = await adminOf(instance);
    const answer = await browser.get('/nowhere');
    assert.equal(answer.status, 404);
    assert.match(answer.text, /Not found/);
    assert.equal((await browser.post('/nowhere')).status, 404);
    assert.equal((await browser.post('/sign-out', { name: 'x'.repeat(70_000) })).status, 413);
  });
});
