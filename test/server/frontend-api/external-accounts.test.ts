import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';
import {
  authorizationOf,
  comeBack,
  PAGES,
  signInWith,
  signUpWith,
  startProvider,
  STRATEGY,
  withProvider,
} from '../factors/oauth/sign-in-with.ts';

const PATH = '/v1/me/external_accounts';

onSqlite('connected accounts', (open) => {
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([
      { sub: 'ada', email: 'ada@example.com', email_verified: true },
      { sub: 'ada-at-work', email: 'work@example.com', email_verified: true },
      { sub: 'bo', email: 'bo@example.com', email_verified: true },
    ]);
  });
  after(() => idp.close());

  async function connect(browser: TestBrowser, account: string | null, fields = {}) {
    const start = await browser.post(PATH, { strategy: STRATEGY, ...PAGES, ...fields });
    const { location } = await comeBack(browser, await idp.authorize(authorizationOf(start), account));
    return { start, location, account: (await browser.get(`${PATH}/${start.response.id}`)).response };
  }

  it('an account is connected by an authorization, and the owner is told', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const { start, location, account } = await connect(browser, 'ada-at-work');
    assert.equal(start.response.verification.status, 'unverified');
    assert.equal(location, PAGES.redirect_url);
    assert.equal(account.verification.status, 'verified');
    assert.deepEqual([account.provider_user_id, account.email_address], ['ada-at-work', 'work@example.com']);
    const mail = instance.mailbox.messages.at(-1);
    assert.equal(mail?.template === 'notification' && mail.kind, 'connected_account_added');
    const again = await signInWith(instance.browser(), idp, 'ada-at-work');
    assert.equal(again.attempt.status, 'complete');
    const kept = await browser.override('DELETE', `${PATH}/${account.id}/tokens`);
    assert.equal(kept.response.id, account.id);
    const second = await browser.post(PATH, { strategy: STRATEGY, ...PAGES });
    assert.equal(second.code, 'external_account_exists');
  });

  itOnBoth('connections to one provider that are begun at once, or beside a sign-in, connect one account', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const begin = () => browser.post(PATH, { strategy: STRATEGY, ...PAGES });
    const begun = (await Promise.all([begin(), begin(), begin()])).filter(({ status }) => status === 200);
    assert.equal((await browser.get('/v1/me')).response.external_accounts.length, 1);
    for (const [index, account] of ['ada-at-work', 'bo', 'ada'].slice(0, begun.length).entries()) {
      await comeBack(browser, await idp.authorize(authorizationOf(begun[index] as Answer), account));
    }
    const connected = async () =>
      (await browser.get('/v1/me')).response.external_accounts.filter(
        ({ verification }: { verification: { status: string } }) => verification.status === 'verified',
      );
    const [{ id } = { id: '' }] = await connected();
    assert.equal((await connected()).length, 1);
    assert.equal((await browser.override('DELETE', `${PATH}/${id}`)).status, 200);

    const late = await begin();
    assert.equal((await signInWith(instance.browser(), idp, 'ada')).attempt.status, 'complete');
    await comeBack(browser, await idp.authorize(authorizationOf(late), 'ada-at-work'));
    const all = await connected();
    assert.deepEqual(
      all.map(({ email_address }: { email_address: string }) => email_address),
      ['ada@example.com'],
    );
    const refused = (await browser.get(`${PATH}/${late.response.id}`)).response.verification;
    assert.equal(refused.error.code, 'external_account_exists');
  });

  it('an authorization that is given a path ends at that path of the page that started it', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const connected = await connect(browser, 'ada-at-work', { redirect_url: '/user?tab=1' });
    assert.equal(connected.location, 'https://app.example.com/user?tab=1');
    const path = `${PATH}/${connected.account.id}/reauthorize`;
    const again = await browser.override('PATCH', path, { redirect_url: '/user' });
    const { location } = await comeBack(browser, await idp.authorize(authorizationOf(again), 'ada-at-work'));
    assert.equal(location, 'https://app.example.com/user');
  });

  it('a connected account verifies an address of the user that the provider has verified', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    await browser.post('/v1/me/email_addresses', { email_address: 'work@example.com' });
    const { account } = await connect(browser, 'ada-at-work');
    const { response: user } = await browser.get('/v1/me');
    const email = user.email_addresses.find(
      (each: { email_address: string }) => each.email_address === 'work@example.com',
    );
    assert.equal(email.verification.status, 'verified');
    assert.deepEqual(email.linked_to, [{ type: STRATEGY, id: account.id }]);
  });

  it('an account that another user has connected is refused', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    await signUpWith(instance, idp, 'bo');
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const { account } = await connect(browser, 'bo');
    assert.deepEqual(
      [account.verification.status, account.verification.error.code],
      ['failed', 'external_account_exists'],
    );
    assert.equal(account.provider_user_id, '');
  });

  it('an authorization that the user cancels and repeats leaves nothing behind', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const cancelled = await connect(browser, null);
    assert.equal(cancelled.account.verification.error.code, 'oauth_access_denied');
    await connect(browser, 'ada-at-work');
    const { response: user } = await browser.get('/v1/me');
    assert.equal(user.external_accounts.length, 1);
  });

  it('a new authorization asks for more scopes, for the same account only', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const { account } = await connect(browser, 'ada-at-work');
    const path = `${PATH}/${account.id}/reauthorize`;
    const scopes: [string, string][] = [
      ['additional_scope', 'calendar'],
      ['additional_scope', 'contacts'],
    ];
    const start = await browser.override('PATCH', path, [...scopes, ...Object.entries(PAGES)]);
    assert.equal(authorizationOf(start).searchParams.get('scope'), 'openid email profile calendar contacts');
    await comeBack(browser, await idp.authorize(authorizationOf(start), 'bo'));
    const { response: kept } = await browser.get(`${PATH}/${account.id}`);
    assert.equal(kept.provider_user_id, 'ada-at-work');
    const wrong = await browser.override('PATCH', path, { additional_scope: 'a b', ...PAGES });
    assert.equal(wrong.param, 'additional_scope');
  });

  it('an account stays connected when its provider refuses more scopes, and says why until it is asked again', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const { account } = await connect(browser, 'ada-at-work');
    const path = `${PATH}/${account.id}/reauthorize`;
    const ask = async (answer: string | null) => {
      const start = await browser.override('PATCH', path, PAGES);
      await comeBack(browser, await idp.authorize(authorizationOf(start), answer));
      const { response } = await browser.get('/v1/me');
      return response.external_accounts[0].verification;
    };
    const refused = await ask(null);
    assert.deepEqual([refused.status, refused.error.code], ['verified', 'oauth_access_denied']);
    const exchanged = await ask('bo');
    assert.deepEqual([exchanged.status, exchanged.error.code], ['verified', 'external_account_exists']);
    const given = await ask('ada-at-work');
    assert.deepEqual([given.status, given.error], ['verified', undefined]);
  });

  it('an account is disconnected unless it is the last sign-in method', async () => {
    const instance = await open({ config: { ...withProvider(idp.issuer), emailCode: false } });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const { account } = await connect(browser, 'ada-at-work');
    const gone = await browser.override('DELETE', `${PATH}/${account.id}`);
    assert.deepEqual(gone.response, { object: 'external_account', id: account.id, deleted: true });
    assert.equal((await browser.get(`${PATH}/${account.id}`)).status, 404);

    const other = instance.browser();
    const { client } = await signInWith(other, idp, 'bo', 'sign_ups');
    const [only] = client.sessions[0].user.external_accounts;
    const refused = await other.override('DELETE', `${PATH}/${only.id}`);
    assert.deepEqual([refused.status, refused.code], [400, 'identification_deletion_failed']);
  });

  it('connected accounts of other users are not found', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const owner = instance.browser();
    await instance.signUp(owner, 'ada@example.com');
    const { account } = await connect(owner, 'ada-at-work');
    const stranger = instance.browser();
    await instance.signUp(stranger, 'eve@example.com');
    assert.equal((await stranger.get(`${PATH}/${account.id}`)).status, 404);
    assert.equal((await stranger.override('DELETE', `${PATH}/${account.id}`)).status, 404);
    assert.equal((await stranger.override('PATCH', `${PATH}/${account.id}/reauthorize`, PAGES)).status, 404);
    assert.equal((await owner.get(`${PATH}/${account.id}`)).status, 200);
  });

  it('connecting and disconnecting need reverification', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const { account } = await connect(browser, 'ada-at-work');
    instance.clock.advance(660_000);
    const changes = [
      browser.post(PATH, { strategy: STRATEGY, ...PAGES }),
      browser.override('PATCH', `${PATH}/${account.id}/reauthorize`, PAGES),
      browser.override('DELETE', `${PATH}/${account.id}`),
    ];
    for (const { status, code } of await Promise.all(changes)) {
      assert.deepEqual([status, code], [403, 'session_reverification_required']);
    }
  });

  it('an account is not connected to a user who signed out meanwhile', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, 'ada@example.com');
    const start = await browser.post(PATH, { strategy: STRATEGY, ...PAGES });
    const callback = await idp.authorize(authorizationOf(start), 'ada-at-work');
    await browser.override('DELETE', '/v1/client/sessions');
    await comeBack(browser, callback);
    const accounts = await instance.storage.listExternalAccounts([userId]);
    assert.deepEqual(
      accounts.map(({ verified }) => verified),
      [false],
    );
  });
});
