import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../../support/openid-provider.ts';
import type { Answer } from '../../support/test-browser.ts';
import {
  authorizationOf,
  CALLBACK,
  comeBack,
  PAGES,
  signInWith,
  signUpWith,
  STRATEGY,
  withProvider,
} from '../factors/oauth/sign-in-with.ts';

const SIGN_IN_PAGE = 'https://app.example.com/sign-in';
const ORIGIN = 'https://clerk.example.com';

onSqlite('attacks on authorizations', (open) => {
  let idp: OpenIdProvider;
  let other: OpenIdProvider;
  const accounts = () => [
    { sub: 'ada', email: 'ada@example.com', email_verified: true },
    { sub: 'mallory', email: 'mallory@example.com', email_verified: true },
    { sub: 'liar', email: 'ada@example.com', email_verified: false },
    { sub: 'heir', email: 'ada@example.com', email_verified: true },
  ];
  before(async () => {
    const client = { clientId: 'app', clientSecret: 'secret', accounts: accounts() };
    idp = await startOpenIdProvider({ ...client, redirectUris: [ORIGIN + CALLBACK] });
    other = await startOpenIdProvider({ ...client, redirectUris: [`${ORIGIN}/v1/oauth_callback/other`] });
  });
  after(async () => {
    await idp.close();
    await other.close();
  });
  const two = () => {
    const config = withProvider(idp.issuer);
    return { ...config, oauth: [...config.oauth, ...withProvider(other.issuer, 'other').oauth] };
  };

  it('an authorization response counts only in the browser that asked (login CSRF)', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const [mallory, victim] = [instance.browser(), instance.browser()];
    const start = await mallory.post('/v1/client/sign_ups', { strategy: STRATEGY, ...PAGES });
    const callback = await idp.authorize(authorizationOf(start), 'mallory');
    await victim.post('/v1/client/sign_ins');
    for (const browser of [victim, instance.browser()]) {
      assert.equal((await comeBack(browser, callback)).location, SIGN_IN_PAGE);
      assert.deepEqual((await browser.get('/v1/client')).response?.sessions ?? [], []);
    }
    // Nor could the stranger spoil it.
    assert.equal((await comeBack(mallory, callback)).location, PAGES.action_complete_redirect_url);
  });

  it('an authorization response without a state, with an unknown one or with two is refused', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    const start = await browser.post('/v1/client/sign_ins', { strategy: STRATEGY, ...PAGES });
    const callback = await idp.authorize(authorizationOf(start), 'ada');
    const wrong = [new URL(callback), new URL(callback), new URL(callback)];
    wrong[0]?.searchParams.delete('state');
    wrong[1]?.searchParams.set('state', 'x'.repeat(43));
    wrong[2]?.searchParams.append('state', 'another');
    for (const url of wrong) assert.equal((await comeBack(browser, url)).location, SIGN_IN_PAGE);
    assert.equal((await comeBack(browser, callback)).location, PAGES.redirect_url);
  });

  for (const attempts of ['sign_ins', 'sign_ups'] as const) {
    it(`the newest of several authorizations of ${attempts} counts`, async () => {
      const instance = await open({ config: withProvider(idp.issuer) });
      if (attempts === 'sign_ins') await signUpWith(instance, idp, 'ada');
      const browser = instance.browser();
      const start = () => browser.post(`/v1/client/${attempts}`, { strategy: STRATEGY, ...PAGES });
      const first = await start();
      const early = await idp.authorize(authorizationOf(first), 'ada');
      const newest = await start();
      assert.equal((await comeBack(browser, early)).location, PAGES.redirect_url);
      assert.deepEqual((await browser.get('/v1/client')).response.sessions, []);
      const answer = await comeBack(browser, await idp.authorize(authorizationOf(newest), 'ada'));
      assert.equal(answer.location, PAGES.action_complete_redirect_url);
      assert.equal((await browser.get('/v1/client')).response.sessions.length, 1);
    });
  }

  it('an authorization response that is too old is refused', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    await signUpWith(instance, idp, 'ada');
    const browser = instance.browser();
    const first = await browser.post('/v1/client/sign_ins', { strategy: STRATEGY, ...PAGES });
    const early = await idp.authorize(authorizationOf(first), 'ada');
    instance.clock.advance(600_001);
    await comeBack(browser, early);
    assert.deepEqual((await browser.get('/v1/client')).response.sessions, []);
    const path = `/v1/client/sign_ins/${first.response.id}`;
    assert.equal((await browser.get(path)).response.first_factor_verification.status, 'expired');
  });

  it('the response of one provider at the path of another is refused (mix-up)', async () => {
    const instance = await open({ config: two() });
    const browser = instance.browser();
    const start = await browser.post('/v1/client/sign_ins', { strategy: STRATEGY, ...PAGES });
    const callback = await idp.authorize(authorizationOf(start), 'ada');
    for (const path of ['/v1/oauth_callback/other', '/v1/oauth_callback', '/v1/oauth_callback/unknown']) {
      const moved = new URL(callback);
      moved.pathname = path;
      assert.equal((await comeBack(browser, moved)).location, SIGN_IN_PAGE, path);
    }
  });

  it('the code of another provider with the state of this one is refused', async () => {
    const instance = await open({ config: two() });
    const browser = instance.browser();
    const start = await browser.post('/v1/client/sign_ins', { strategy: STRATEGY, ...PAGES });
    const foreign = await instance.browser().post('/v1/client/sign_ins', { strategy: 'oauth_custom_other', ...PAGES });
    const answer = await other.authorize(authorizationOf(foreign), 'ada');
    const mixed = new URL(ORIGIN + CALLBACK);
    mixed.search = answer.search;
    mixed.searchParams.set('state', authorizationOf(start).searchParams.get('state') ?? '');
    assert.equal((await comeBack(browser, mixed)).location, PAGES.redirect_url);
    const { response } = await browser.get(`/v1/client/sign_ins/${start.response.id}`);
    assert.equal(response.first_factor_verification.error.code, 'authorization_state_invalid');
  });

  itOnBoth('one of 20 parallel authorization responses wins', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    const start = await browser.post('/v1/client/sign_ups', { strategy: STRATEGY, ...PAGES });
    const callback = await idp.authorize(authorizationOf(start), 'ada');
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { pathname, search } = callback;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        instance.fetch(new Request(ORIGIN + pathname + search, { headers: { cookie }, redirect: 'manual' })),
      ),
    );
    const won = answers.filter((answer) => answer.headers.get('location') === PAGES.action_complete_redirect_url);
    assert.equal(won.length, 1);
    assert.equal(answers.filter(({ status }) => status === 303).length, 20);
    const users = await instance.storage.findExternalAccountByIdentity(STRATEGY, 'ada');
    assert.equal((await instance.storage.listUserSessions(users?.user_id ?? '', instance.clock.now())).length, 1);
  });

  for (const [from, to] of [
    ['sign_ins', 'sign_ups'],
    ['sign_ups', 'sign_ins'],
  ] as const) {
    itOnBoth(`one of 20 parallel transfers to ${to} wins`, async () => {
      const instance = await open({ config: withProvider(idp.issuer) });
      if (from === 'sign_ups') await signUpWith(instance, idp, 'ada');
      const browser = instance.browser();
      await signInWith(browser, idp, 'ada', from);
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { cookie, origin: 'https://app.example.com' };
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => {
          const body = new URLSearchParams({ transfer: 'true' });
          return instance.fetch(new Request(`${ORIGIN}/v1/client/${to}`, { method: 'POST', headers, body }));
        }),
      );
      assert.equal(answers.filter(({ status }) => status === 200).length, 1);
      const account = await instance.storage.findExternalAccountByIdentity(STRATEGY, 'ada');
      const sessions = await instance.storage.listUserSessions(account?.user_id ?? '', instance.clock.now());
      assert.equal(sessions.length, from === 'sign_ups' ? 2 : 1);
    });
  }

  it('an identity is never linked by an address that the provider has not verified', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const browser = instance.browser();
    const { attempt } = await signInWith(browser, idp, 'liar');
    assert.equal(attempt.first_factor_verification.status, 'transferable');
    const up = await browser.post('/v1/client/sign_ups', { transfer: 'true' });
    // The address belongs to another user, so the sign-up asks for one.
    assert.equal(up.response.status, 'missing_requirements');
    assert.deepEqual(up.response.missing_fields, ['email_address']);
    assert.equal(up.response.email_address, null);
    assert.deepEqual(await instance.storage.listExternalAccounts([userId]), []);
  });

  it('a new identity behind an address that changed hands is never linked', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const userId = await signUpWith(instance, idp, 'ada');
    const { attempt, client } = await signInWith(instance.browser(), idp, 'heir');
    assert.equal(attempt.first_factor_verification.status, 'transferable');
    assert.deepEqual(client.sessions, []);
    assert.equal((await instance.storage.listExternalAccounts([userId])).length, 1);
  });

  it('a verified address goes to its owner, not to an account that only claimed it (pre-hijack)', async () => {
    const instance = await open({
      config: { ...withProvider(idp.issuer), attributes: { username: 'required', emailAddress: 'optional' } },
    });
    const mallory = instance.browser();
    const made = await mallory.post('/v1/client/sign_ups', { username: 'mallory', password: PASSWORD });
    assert.equal(made.response.status, 'complete');
    const claimed = await mallory.post('/v1/me/email_addresses', { email_address: 'ada@example.com' });
    assert.equal(claimed.status, 200);

    const ada = instance.browser();
    await signInWith(ada, idp, 'ada');
    const up = await ada.post('/v1/client/sign_ups', { transfer: 'true', username: 'ada_berg' });
    assert.equal(up.response.status, 'complete');
    const owner = await instance.storage.findVerifiedEmailAddress('ada@example.com');
    assert.equal(owner?.user_id, up.response.created_user_id);
    assert.notEqual(owner?.user_id, made.response.created_user_id);
    // What was claimed before is worth nothing: no code for it, no sign-in with it.
    const path = `/v1/me/email_addresses/${claimed.response.id}`;
    await mallory.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const { code } = (instance.mailbox.messages.findLast(({ template }) => template === 'verification_code') ?? {}) as {
      code?: string;
    };
    if (code) {
      const taken = await mallory.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
      assert.notEqual(taken.status, 200);
    }
    const signIn = await instance.browser().post('/v1/client/sign_ins', {
      identifier: 'ada@example.com',
      password: PASSWORD,
    });
    assert.notEqual(signIn.status, 200);
  });

  it('an address that a provider verified is refused to a later sign-up with a password (pre-hijack, in reverse)', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const userId = await signUpWith(instance, idp, 'ada');
    const mallory = instance.browser();
    const form = { email_address: 'ada@example.com', password: PASSWORD };
    const up = await mallory.post('/v1/client/sign_ups', form);
    assert.deepEqual([up.status, up.code], [422, 'form_identifier_exists']);
    const signIn = await mallory.post('/v1/client/sign_ins', {
      identifier: 'ada@example.com',
      password: PASSWORD,
    });
    assert.notEqual(signIn.status, 200);
    assert.deepEqual((await mallory.get('/v1/client')).response?.sessions ?? [], []);
    const { attempt } = await signInWith(instance.browser(), idp, 'ada');
    assert.equal(attempt.status, 'complete');
    assert.equal((await instance.storage.findVerifiedEmailAddress('ada@example.com'))?.user_id, userId);
    assert.equal((await instance.storage.findUser(userId))?.password_hash, null);
  });

  it('the callback takes a posted form from any origin, and only redirects with it', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    const start = await browser.post('/v1/client/sign_ups', { strategy: STRATEGY, ...PAGES });
    const callback = await idp.authorize(authorizationOf(start), 'ada');
    const body = new URLSearchParams([...callback.searchParams, ['evil', 'x']]);
    for (const origin of ['https://appleid.apple.com', 'null']) {
      const headers = { origin, cookie: `__Host-clerk_client=${browser.cookies.get('__Host-clerk_client')}` };
      const answer = await instance.fetch(new Request(ORIGIN + CALLBACK, { method: 'POST', headers, body }));
      assert.equal(answer.status, 303);
      assert.deepEqual(answer.headers.getSetCookie(), []);
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
      const next = new URL(answer.headers.get('location') ?? '');
      assert.equal(next.origin + next.pathname, ORIGIN + CALLBACK);
      assert.deepEqual([...next.searchParams.keys()].sort(), ['code', 'iss', 'state']);
    }
    assert.equal((await comeBack(browser, callback)).location, PAGES.action_complete_redirect_url);
  });

  it('the check of the origin exempts the posted callback only', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const headers = { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' };
    const paths = ['/v1/oauth_callback?_method=DELETE', '/v1/oauth_callback/a/b', '/v1/oauth_callbacks', '/v1/me'];
    for (const path of paths) {
      const answer = await instance.fetch(new Request(ORIGIN + path, { method: 'POST', headers, body: 'state=x' }));
      assert.equal(answer.status, 400, path);
    }
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const answer = await instance.fetch(
        new Request(`${ORIGIN}/v1/oauth_callback`, { method, headers, body: 'state=x' }),
      );
      assert.equal(answer.status, 400, method);
    }
  });

  it('HEAD does not use up an authorization response', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    const start = await browser.post('/v1/client/sign_ups', { strategy: STRATEGY, ...PAGES });
    const { pathname, search } = await idp.authorize(authorizationOf(start), 'ada');
    assert.equal((await browser.fetch(pathname + search, { method: 'HEAD', redirect: 'manual' })).status, 405);
    assert.equal((await comeBack(browser, ORIGIN + pathname + search)).location, PAGES.action_complete_redirect_url);
  });

  it('the redirect URI is built from the settings, whatever host the request claims', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const headers = {
      origin: 'https://app.example.com',
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      forwarded: 'host=evil.example',
    };
    const body = new URLSearchParams({ strategy: STRATEGY, ...PAGES });
    const request = new Request('https://evil.example/v1/client/sign_ins', { method: 'POST', headers, body });
    const { response } = (await (await instance.fetch(request)).json()) as Pick<Answer, 'response'>;
    const url = new URL(response.first_factor_verification.external_verification_redirect_url);
    assert.equal(url.searchParams.get('redirect_uri'), ORIGIN + CALLBACK);
  });

  it('no secret of an authorization is in the database, and the state is shown once', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    const start = await browser.post('/v1/client/sign_ins', { strategy: STRATEGY, ...PAGES });
    const asked = authorizationOf(start).searchParams;
    const row = await instance.storage.findSignIn(start.client?.id ?? '', start.response.id);
    const challenge = await instance.storage.findChallenge(row?.challenge_id ?? '');
    for (const name of ['state', 'nonce', 'code_challenge']) {
      assert.equal(JSON.stringify(challenge).includes(asked.get(name) ?? '-'), false, name);
    }
    const again = await browser.get(`/v1/client/sign_ins/${start.response.id}`);
    assert.equal(again.response.first_factor_verification.external_verification_redirect_url, undefined);
    assert.equal(instance.log.join().includes(asked.get('state') ?? '-'), false);
  });
});
