import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { LANDING, lastLink } from '../../support/links.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { TestBrowser } from '../../support/test-browser.ts';
import { ticketsOf } from '../../support/tickets.ts';
import {
  authorizationOf,
  CALLBACK,
  comeBack,
  PAGES,
  startProvider,
  STRATEGY,
  withProvider,
} from '../factors/oauth/sign-in-with.ts';

const EVIL = 'evil.example';
const EMAIL = 'ada@example.com';
const SIGN_INS = '/v1/client/sign_ins';
const POISON = {
  host: EVIL,
  'x-forwarded-host': EVIL,
  'x-forwarded-proto': 'http',
  'x-forwarded-server': EVIL,
  'x-original-host': EVIL,
  'x-host': EVIL,
  'x-rewrite-url': `http://${EVIL}/`,
  forwarded: `host=${EVIL};proto=http`,
  'clerk-proxy-url': `https://${EVIL}/__clerk`,
};

/** Every URL that leaves the server is built from its configuration. */
onSqlite('with a poisoned host', (open) => {
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([{ sub: 'ada', email: EMAIL, email_verified: true }]);
  });
  after(() => idp.close());

  /** A browser whose requests arrive at another host than they were sent to, and what it is answered. */
  function poisoned(instance: TestInstance) {
    const answers: string[] = [];
    const browser = new TestBrowser(
      async (request) => {
        const url = new URL(request.url);
        url.host = EVIL;
        const moved = new Request(url, request);
        for (const [name, value] of Object.entries(POISON)) moved.headers.set(name, value);
        const response = await instance.fetch(moved);
        answers.push(await response.clone().text(), JSON.stringify([...response.headers]));
        return response;
      },
      instance.config.url,
      'https://app.example.com',
      'test',
    );
    return { browser, answers };
  }
  const isClean = (instance: TestInstance, answers: readonly string[]) => {
    const all = [...answers, JSON.stringify(instance.mailbox.messages)].join('\n');
    assert.ok(!all.includes(EVIL), all.slice(Math.max(0, all.indexOf(EVIL) - 200), all.indexOf(EVIL) + 50));
  };
  const withAda = async () => {
    const instance = await open({ config: { ...withProvider(idp.issuer), emailLink: true } });
    await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(60_000);
    return { instance, ...poisoned(instance) };
  };

  it('a sign-up with a poisoned host, its link and its email name the configured host', async () => {
    const { instance, browser, answers } = await withAda();
    const { response } = await browser.post('/v1/client/sign_ups', {
      email_address: 'bo@example.com',
      password: PASSWORD,
    });
    const form = { strategy: 'email_link', redirect_url: LANDING };
    assert.equal((await browser.post(`/v1/client/sign_ups/${response.id}/prepare_verification`, form)).status, 200);
    assert.match(lastLink(instance, 'bo@example.com').url, /^https:\/\/clerk\.example\.com\/v1\/verify\?/);
    isClean(instance, answers);
  });

  it('a sign-in link and its page name the configured host despite a poisoned host', async () => {
    const { instance, browser, answers } = await withAda();
    const { response } = await browser.post(SIGN_INS, { identifier: EMAIL });
    const form = { strategy: 'email_link', redirect_url: LANDING };
    assert.equal((await browser.post(`${SIGN_INS}/${response.id}/prepare_first_factor`, form)).status, 200);
    const link = lastLink(instance, EMAIL);
    assert.match(link.url, /^https:\/\/clerk\.example\.com\/v1\/verify\?/);
    const page = await browser.fetch(link.path, { headers: { origin: 'none' } });
    assert.equal(page.status, 200);
    isClean(instance, answers);
  });

  it('a password reset and its email name the configured host despite a poisoned host', async () => {
    const { instance, browser, answers } = await withAda();
    const { response } = await browser.post(SIGN_INS, { identifier: EMAIL });
    const path = `${SIGN_INS}/${response.id}`;
    const strategy = 'reset_password_email_code';
    assert.equal((await browser.post(`${path}/prepare_first_factor`, { strategy })).status, 200);
    const code = instance.mailbox.lastCode(EMAIL);
    assert.equal((await browser.post(`${path}/attempt_first_factor`, { strategy, code })).status, 200);
    const done = await browser.post(`${path}/reset_password`, { password: 'another plain long phrase' });
    assert.equal(done.response.status, 'complete');
    isClean(instance, answers);
  });

  it('an authorization request and its callback name the configured host despite a poisoned host', async () => {
    const { instance, browser, answers } = await withAda();
    const start = await browser.post(SIGN_INS, { strategy: STRATEGY, ...PAGES });
    const url = authorizationOf(start);
    assert.equal(url.searchParams.get('redirect_uri'), `https://clerk.example.com${CALLBACK}`);
    const { location } = await comeBack(browser, await idp.authorize(url, 'ada'));
    assert.ok(Object.values(PAGES).includes(location ?? ''));
    isClean(instance, answers);
  });

  it('environment, keys, invitation and touch name the configured host despite a poisoned host', async () => {
    const { instance, browser, answers } = await withAda();
    const { url } = await ticketsOf(instance).invitations.create({ emailAddress: 'bo@example.com' });
    assert.match(url, /^https:\/\/clerk\.example\.com\//);
    const { pathname, search } = new URL(url);
    for (const path of ['/v1/environment', '/.well-known/jwks.json', '/v1/client', '/v1/nothing', pathname + search]) {
      await browser.fetch(path, { redirect: 'manual', headers: path.includes('ticket') ? { origin: 'none' } : {} });
    }
    isClean(instance, answers);
  });
});
