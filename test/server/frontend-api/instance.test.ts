import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { serve } from '@hono/node-server';
import { onSqlite } from '../../support/each-storage.ts';
import { getTestInstance } from '../../support/instance.ts';

describe('the environment', () => {
  it('the environment names the plain address that emails come from, if there is one', async () => {
    const senderOf = async (config: object) => {
      const { body } = await (await getTestInstance({ config }))
        .browser()
        .get<Record<string, Record<string, unknown>>>('/v1/environment');
      return body['display_config']?.['email_sender'];
    };
    const smtp = (from: string) => ({ smtp: { url: 'smtp://u:p@mail.example.com:587', from } });
    assert.equal(await senderOf(smtp('Acme <no-reply@example.com>')), 'no-reply@example.com');
    assert.equal(await senderOf(smtp('no-reply@example.com')), 'no-reply@example.com');
    assert.equal(await senderOf({}), undefined);
  });

  it('the environment tells the settings, for GET and PATCH', async () => {
    const instance = await getTestInstance({
      config: {
        applicationName: 'Acme Labs',
        supportEmail: 'help@example.com',
        singleSession: true,
        attributes: { username: 'optional', firstName: 'required', lastName: 'off' },
        branding: { logoUrl: 'https://app.example.com/logo.svg' },
      },
    });
    const browser = instance.browser();
    const { body } = await browser.get<Record<string, Record<string, unknown>>>('/v1/environment');
    assert.deepEqual((await browser.override('PATCH', '/v1/environment')).body, body);
    const { auth_config, display_config, user_settings } = body;
    assert.equal(auth_config?.single_session_mode, true);
    assert.equal(auth_config?.test_mode, false);
    assert.equal(auth_config?.session_minter, false);
    assert.deepEqual(auth_config?.identification_strategies, ['email_address', 'username']);
    assert.deepEqual(auth_config?.first_factors, ['password', 'email_code']);
    assert.deepEqual(
      [auth_config?.first_name, auth_config?.last_name, auth_config?.email_address, auth_config?.username],
      ['required', 'off', 'required', 'on'],
    );
    assert.equal(display_config?.application_name, 'Acme Labs');
    assert.equal(display_config?.instance_environment_type, 'production');
    assert.equal(display_config?.support_email, 'help@example.com');
    assert.equal(display_config?.logo_image_url, 'https://app.example.com/logo.svg');
    assert.equal(display_config?.logo_url, 'https://app.example.com/logo.svg');
    assert.deepEqual(display_config?.captcha_oauth_bypass, []);
    assert.equal(display_config?.captcha_public_key, null);
    const attributes = user_settings?.attributes as Record<string, Record<string, unknown>>;
    assert.equal(Object.keys(attributes).length, 11);
    for (const attribute of Object.values(attributes)) assert.equal(Object.keys(attribute).length, 9);
    assert.equal(attributes.email_address?.verify_at_sign_up, true);
    assert.deepEqual(attributes.email_address?.first_factors, ['email_code']);
    const billing = (body.commerce_settings as { billing: Record<string, unknown> }).billing;
    assert.ok(billing.user && billing.organization);
    await instance.close();
  });
});

onSqlite('the instance', (open) => {
  it('the instance is healthy while its database answers', async () => {
    const { browser } = await open();
    const { status, body } = await browser().get('/v1/health');
    assert.deepEqual([status, body], [200, { status: 'healthy' }]);
  });

  it('the API answers at the root and under its proxy path, with or without a slash at the end', async () => {
    const instance = await open();
    const browser = instance.browser();
    for (const path of ['/v1/client', '/v1/client/', '/__clerk/v1/client', '/__clerk/v1/client/']) {
      assert.deepEqual((await browser.get(path)).body, { response: null, client: null }, path);
    }
    assert.equal((await browser.get('/__clerk/.well-known/jwks.json')).status, 200);
    for (const path of ['/__clerkv1/client', '/other/v1/client', '//v1/client', '/V1/client', '/v1/%63lient']) {
      assert.deepEqual((await browser.get(path)).code, 'resource_not_found', path);
    }
  });

  it('the API answers 404 for unknown paths and 405 for unknown methods', async () => {
    const { browser: newBrowser } = await open();
    const browser = newBrowser();
    for (const path of [
      '/',
      '/v1',
      '/v1/organizations',
      '/v1/client/nothing',
      '/v1/me/sessions/other',
      '/oauth/token',
    ]) {
      const answer = await browser.get(path);
      assert.deepEqual([answer.status, answer.code], [404, 'resource_not_found'], path);
    }
    for (const [verb, path] of [
      ['DELETE', '/v1/environment'],
      ['PATCH', '/v1/client'],
      ['PUT', '/v1/me'],
      ['DELETE', '/.well-known/jwks.json'],
    ] as const) {
      const answer = await browser.override(verb, path);
      assert.deepEqual([answer.status, answer.code], [405, 'method_not_allowed'], path);
    }
  });

  it('the API answers HEAD like GET without a body', async () => {
    const { browser } = await open();
    const response = await browser().fetch('/v1/environment', { method: 'HEAD' });
    assert.deepEqual([response.status, await response.text()], [200, '']);
  });

  it('the API creates a client only when it is asked for one', async () => {
    const instance = await open();
    const browser = instance.browser();
    await browser.get('/v1/client');
    assert.equal(browser.cookies.has('__Host-clerk_client'), false);
    await browser.override('DELETE', '/v1/client/sessions');
    assert.equal(browser.cookies.has('__Host-clerk_client'), false);
    const made = await browser.override('PUT', '/v1/client');
    assert.equal(made.response.object, 'client');
    assert.equal((await browser.post('/v1/client')).response.id, made.response.id);
    assert.equal((await browser.get('/v1/client')).response.id, made.response.id);
  });

  it('the API takes multipart forms, and ignores unknown fields', async () => {
    const { browser: newBrowser } = await open();
    const form = new FormData();
    form.set('email_address', 'ada@example.com');
    form.set('file', new Blob(['x']), 'x.png');
    form.set('__clerk_protect_token', 'x');
    const answer = await newBrowser().send('/v1/client/sign_ups', { method: 'POST', body: form });
    assert.equal(answer.response.email_address, 'ada@example.com');
  });

  it('the API works over a real socket, with overridden methods and streamed bodies', async (t) => {
    const instance = await open();
    const http = await new Promise<ReturnType<typeof serve>>((resolve) => {
      const server = serve(
        { fetch: (request: Request) => instance.app.fetch(request), port: 0, hostname: '127.0.0.1' },
        () => resolve(server),
      );
    });
    t.after(() => http.close());
    const { port } = http.address() as AddressInfo;
    const send = (path: string, body: BodyInit | null) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { origin: 'https://app.example.com', 'content-type': 'application/x-www-form-urlencoded' },
        body,
        duplex: 'half',
      } as RequestInit);
    const started = await send('/v1/client/sign_ups', 'email_address=ada%40example.com');
    const { response } = (await started.json()) as { response: { id: string } };
    const cookie = started.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    const patched = await fetch(`http://127.0.0.1:${port}/v1/client/sign_ups/${response.id}?_method=PATCH`, {
      method: 'POST',
      headers: { origin: 'https://app.example.com', cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'first_name=Ada',
    });
    assert.equal(((await patched.json()) as { response: { first_name: string } }).response.first_name, 'Ada');
    const stream = (size: number) => new Blob([`first_name=${'x'.repeat(size)}`]).stream();
    assert.equal((await send('/v1/client/sign_ups', stream(10))).status, 200);
    assert.equal((await send('/v1/client/sign_ups', stream(100_000))).status, 413);
    assert.equal((await send('/v1/client/sign_ins', null)).status, 200);
  });
});
