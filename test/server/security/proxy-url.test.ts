import assert from 'node:assert/strict';
import { it } from 'node:test';
import { newSecretKey } from '../../support/backend-api.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';

const SIGN_UPS = '/v1/client/sign_ups';

onSqlite('the address of a proxy', (open) => {
  it('no address counts that the settings do not name, with a secret key or without one', async () => {
    const instance = await open();
    const key = await newSecretKey(instance);
    const evil = [
      'https://evil.example/__clerk',
      'https://evil.example',
      '//evil.example/__clerk',
      'https://app.example.com.evil.example/__clerk',
      'https://app.example.com@evil.example/__clerk',
      'https://evil.example/?x=https://app.example.com/__clerk',
      'https://evil.example/#https://app.example.com/__clerk',
      'https://app.example.com/evil/__clerk',
      'https://app.example.com/out?to=//evil.example/__clerk',
      'https://app.example.com:444/__clerk',
      'http://app.example.com/__clerk',
      'javascript:alert(1)//__clerk',
      'https://app.example.com/__clerk/../evil',
      '/__clerk',
      '__clerk',
      'https://app.example.com',
      `https://${'a'.repeat(100_000)}/__clerk`,
    ];
    for (const proxy of evil) {
      const secrets: Record<string, string>[] = [{}, { 'clerk-secret-key': key }];
      for (const secret of secrets) {
        const { headers } = await instance.browser().send('/v1/oauth_callback', {
          method: 'POST',
          form: { state: 'x' },
          headers: { 'clerk-proxy-url': proxy, ...secret },
        });
        assert.ok(headers.get('location')?.startsWith('https://clerk.example.com/v1/oauth_callback?'), proxy);
      }
    }
  });

  it('an address that the settings name is where the browser is sent', async () => {
    const instance = await open({ config: { proxyPaths: ['/auth'], allowedOrigins: ['https://app.example.com'] } });
    for (const [proxy, base] of [
      ['https://app.example.com/__clerk', 'https://app.example.com/__clerk'],
      ['https://app.example.com/__clerk/', 'https://app.example.com/__clerk'],
      ['https://app.example.com/auth', 'https://app.example.com/auth'],
    ]) {
      const headers = { 'clerk-proxy-url': proxy! };
      const answer = await instance
        .browser()
        .send('/v1/oauth_callback', { method: 'POST', form: { state: 'x' }, headers });
      assert.equal(answer.headers.get('location'), `${base}/v1/oauth_callback?state=x`);
    }
  });

  it('cookies fit the host of the proxy: no foreign domain, and no mark of https over http', async () => {
    const config = {
      instanceType: 'development' as const,
      allowedOrigins: ['https://app.example.com', 'https://other.example', 'http://localhost:3000'],
    };
    const instance = await open({ config });
    const cookiesAt = async (origin: string) => {
      const browser = instance.browser({ origin });
      const headers = { 'clerk-proxy-url': `${origin}/__clerk` };
      const email = `${new URL(origin).port}x${new URL(origin).hostname}@example.com`;
      const send = (path: string, form: Record<string, string>) =>
        browser.send(path, { method: 'POST', form, headers });
      const { response } = await send(SIGN_UPS, { email_address: email, password: PASSWORD });
      const path = `${SIGN_UPS}/${response.id}`;
      await send(`${path}/prepare_verification`, { strategy: 'email_code' });
      const code = instance.mailbox.lastCode(email);
      assert.equal(
        (await send(`${path}/attempt_verification`, { strategy: 'email_code', code })).response.status,
        'complete',
      );
      return browser.lastSetCookies;
    };
    const own = await cookiesAt('https://app.example.com');
    assert.ok(own.some((line) => line.startsWith('__Host-clerk_client=') && line.includes('; Secure')));
    assert.ok(own.some((line) => line.startsWith('__client_uat=') && line.includes('; Domain=example.com;')));
    const other = await cookiesAt('https://other.example');
    assert.ok(other.some((line) => line.startsWith('__client_uat=')));
    assert.ok(other.every((line) => !line.includes('Domain=')));
    const plain = await cookiesAt('http://localhost:3000');
    assert.ok(plain.some((line) => line.startsWith('__client=')));
    assert.ok(plain.every((line) => !line.includes('Secure') && !line.includes('Domain=')));
  });
});
