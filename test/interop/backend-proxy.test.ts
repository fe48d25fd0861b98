import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { clerkFrontendApiProxy } from '@clerk/backend/proxy';
import { newSecretKey } from '../support/backend-api.ts';
import { CHROME, getTestInstance, PASSWORD, type TestInstance } from '../support/instance.ts';
import { LANDING, lastLink } from '../support/links.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { TestBrowser } from '../support/test-browser.ts';
import {
  authorizationOf,
  CALLBACK,
  comeBack,
  PAGES,
  STRATEGY,
  withProvider,
} from '../server/factors/oauth/sign-in-with.ts';

const APP = 'https://app.example.com';
const PROXY = `${APP}/__clerk`;
const API = 'https://clerk.example.com';
const EMAIL = 'ada@example.com';
const EVIL = 'evil.example';

/** The unmodified proxy of `@clerk/backend` in the application, in front of our server, in one process. */
describe('the proxy of @clerk/backend', () => {
  let idp: OpenIdProvider;
  let instance: TestInstance;
  const open = async (options: Parameters<typeof getTestInstance>[0] = {}): Promise<TestInstance> => {
    instance = await getTestInstance({ ...options, config: { ...withProvider(idp.issuer), ...options.config } });
    return instance;
  };
  before(async () => {
    const accounts = [{ sub: 'bo', email: 'bo@example.com', email_verified: true }];
    const redirectUris = [`${PROXY}${CALLBACK}`];
    idp = await startOpenIdProvider({ clientId: 'app', clientSecret: 'secret', redirectUris, accounts });
    const { fetch } = globalThis;
    mock.method(globalThis, 'fetch', (input: string | URL | Request, init?: RequestInit) => {
      const request = new Request(input, init);
      return new URL(request.url).origin === API ? instance.fetch(request) : fetch(request);
    });
  });
  after(async () => {
    mock.restoreAll();
    await idp.close();
  });

  /** A browser on a page of the application, which knows the address of the proxy alone. */
  const behind = (secretKey: string, headers: Record<string, string> = {}): TestBrowser =>
    new TestBrowser(
      async (request) => {
        for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
        return clerkFrontendApiProxy(request, {
          publishableKey: instance.config.publishableKey,
          secretKey,
          fapiUrl: API,
        });
      },
      APP,
      APP,
      CHROME,
    );
  const v1 = (path: string): string => `/__clerk/v1${path}`;

  async function signUp(browser: TestBrowser, email = EMAIL): Promise<string> {
    const { response } = await browser.post(v1('/client/sign_ups'), { email_address: email, password: PASSWORD });
    const path = v1(`/client/sign_ups/${response.id}`);
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const proof = { strategy: 'email_code', code: instance.mailbox.lastCode(email) };
    const done = await browser.post(`${path}/attempt_verification`, proof);
    assert.equal(done.response.status, 'complete');
    return done.response.created_session_id;
  }

  it('a user signs up, refreshes the token and signs out through the stock proxy', async () => {
    await using _ = { [Symbol.asyncDispose]: () => instance.close() };
    await open();
    const browser = behind(await newSecretKey(instance));
    const session = await signUp(browser);
    assert.ok(browser.cookies.has('__Host-clerk_client'));
    assert.equal((await browser.post(v1(`/client/sessions/${session}/tokens`))).body.object, 'token');
    const { response } = await browser.get(v1('/me'));
    assert.ok(response.image_url.startsWith(`${PROXY}/v1/`), response.image_url);
    await browser.override('DELETE', v1('/client/sessions'));
    assert.equal((await browser.post(v1(`/client/sessions/${session}/tokens`))).status, 401);
  });

  it('the authorization request of a provider and its answer go through the stock proxy', async () => {
    await using _ = { [Symbol.asyncDispose]: () => instance.close() };
    await open();
    const browser = behind(await newSecretKey(instance));
    const start = await browser.post(v1('/client/sign_ups'), { strategy: STRATEGY, ...PAGES });
    const url = authorizationOf(start);
    assert.equal(url.searchParams.get('redirect_uri'), `${PROXY}${CALLBACK}`);
    const { location } = await comeBack(browser, await idp.authorize(url, 'bo'));
    assert.equal(location, PAGES.action_complete_redirect_url);
    const client = await browser.get(v1('/client'));
    assert.equal(client.response.sessions.length, 1);
  });

  it('an email link leads through the stock proxy', async () => {
    await using _ = { [Symbol.asyncDispose]: () => instance.close() };
    await open({ config: { emailLink: true } });
    const browser = behind(await newSecretKey(instance));
    const { response } = await browser.post(v1('/client/sign_ups'), { email_address: EMAIL, password: PASSWORD });
    const form = { strategy: 'email_link', redirect_url: LANDING };
    await browser.post(v1(`/client/sign_ups/${response.id}/prepare_verification`), form);
    const link = lastLink(instance, EMAIL);
    assert.ok(link.url.startsWith(`${PROXY}/v1/verify?token=`), link.url);
    assert.equal((await browser.fetch(link.url)).status, 200);
  });

  it('a visitor who poisons the forwarded headers gets no URL of theirs out of the stock proxy', async () => {
    await using _ = { [Symbol.asyncDispose]: () => instance.close() };
    await open({ config: { emailLink: true } });
    const key = await newSecretKey(instance);
    const hosts = [EVIL, `app.example.com@${EVIL}`, `${EVIL}/app.example.com`, `app.example.com/x?to=https://${EVIL}`];
    for (const [index, host] of hosts.entries()) {
      const browser = behind(key, { 'x-forwarded-host': host, 'x-forwarded-proto': 'https' });
      const email = `ada${index}@example.com`;
      const { response } = await browser.post(v1('/client/sign_ups'), { email_address: email, password: PASSWORD });
      const form = { strategy: 'email_link', redirect_url: LANDING };
      await browser.post(v1(`/client/sign_ups/${response.id}/prepare_verification`), form);
      assert.ok(lastLink(instance, email).url.startsWith(`${API}/v1/verify?token=`));
    }
    assert.ok(!JSON.stringify(instance.mailbox.messages).includes(EVIL));
  });

  it('limits count the visitor whom a proxy with a secret key names, and nobody whom another one names', async () => {
    await using _ = { [Symbol.asyncDispose]: () => instance.close() };
    await open({ limits: { createAttempt: { max: 2, windowMs: 1_000_000 } } });
    const key = await newSecretKey(instance);
    const statuses = async (secretKey: string, ip: string) => {
      const browser = behind(secretKey, { 'x-forwarded-for': ip });
      const create = async () => (await browser.post(v1('/client/sign_ins'), {})).status;
      return [await create(), await create(), await create()];
    };
    assert.deepEqual(await statuses(key, '203.0.113.1'), [200, 200, 429]);
    assert.deepEqual(await statuses(key, '203.0.113.2'), [200, 200, 429]);
    assert.deepEqual(await statuses('sk_live_wrong', '203.0.113.3'), [200, 200, 429]);
    assert.deepEqual(await statuses('sk_live_wrong', '203.0.113.4'), [429, 429, 429]);
    assert.equal(instance.log.filter((line) => line.includes('none of this instance')).length, 1);
    assert.ok(!instance.log.some((line) => line.includes(key)));
  });
});
