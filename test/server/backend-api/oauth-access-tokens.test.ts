import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { backendOf } from '../../support/backend-api.ts';
import { onSqlite } from '../../support/each-storage.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { refused, stockClient } from '../../support/stock-backend.ts';
import { signInWith, signUpWith, startProvider, STRATEGY, withProvider } from '../factors/oauth/sign-in-with.ts';

const ADA = { sub: 'ada', email: 'ada@example.com', email_verified: true };
const MINUTE = 60_000;
/** Clerk's SDK writes the prefix itself. */
const PROVIDER = STRATEGY.replace('oauth_', '') as 'custom_loop';

onSqlite('tokens of OAuth providers in the Backend API', (open) => {
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([ADA], { refreshTokens: true });
  });
  after(() => idp.close());

  /** Returns settings that keep the tokens of the provider, unless they are told not to. */
  const keeping = (keepTokens = true) => {
    const config = withProvider(idp.issuer);
    return { ...config, oauth: config.oauth.map((each) => ({ ...each, keepTokens })) };
  };
  /** Asks the provider who the owner of a token is. */
  const ownerOf = async (token: string) => {
    const answer = await fetch(`${idp.issuer}/me`, { headers: { authorization: `Bearer ${token}` } });
    return ((await answer.json()) as { sub?: string }).sub;
  };

  it('the stock client gets a token that acts for the user, and a renewed one once it has expired', async () => {
    const instance = await open({ config: keeping() });
    const clerk = await stockClient(instance);
    const userId = await signUpWith(instance, idp, 'ada');
    const { data, totalCount } = await clerk.users.getUserOauthAccessToken(userId, PROVIDER);
    const [first] = data;
    assert.ok(first);
    assert.deepEqual([totalCount, first.provider], [1, STRATEGY]);
    assert.ok(first.scopes?.includes('openid'));
    assert.equal(await ownerOf(first.token), 'ada');
    assert.ok(first.expiresAt && first.expiresAt > instance.clock.now());

    instance.clock.advance(11 * MINUTE);
    // The provider revokes all tokens when a refresh token comes twice.
    const asked = await Promise.all(
      Array.from({ length: 3 }, () => clerk.users.getUserOauthAccessToken(userId, PROVIDER)),
    );
    const tokens = new Set(asked.map((answer) => answer.data[0]?.token));
    assert.equal(tokens.size, 1);
    const [renewed = ''] = tokens;
    assert.notEqual(renewed, first.token);
    assert.equal(await ownerOf(renewed), 'ada');
    instance.clock.advance(11 * MINUTE);
    const [again] = (await clerk.users.getUserOauthAccessToken(userId, PROVIDER)).data;
    assert.notEqual(again?.token, renewed);
    await refused(clerk.users.getUserOauthAccessToken(userId, 'google'), 404, 'resource_not_found');
  });

  it('tokens are stored encrypted, are shown by no other answer, and go with the connected account', async () => {
    const instance = await open({ config: keeping() });
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { attempt } = await signInWith(browser, idp, 'ada', 'sign_ups');
    const userId = attempt.created_user_id;
    const path = `/users/${userId}/oauth_access_tokens/${STRATEGY}`;
    const { status, body } = await call('GET', path);
    assert.equal(status, 200);
    const [{ token, object, external_account_id, provider_user_id }] = body;
    assert.equal(provider_user_id, 'ada');
    assert.deepEqual(
      [object, external_account_id],
      ['oauth_access_token', (await call('GET', `/users/${userId}`)).body.external_accounts[0].id],
    );
    const rows = JSON.stringify(await instance.storage.listExternalAccounts([userId]));
    const client = JSON.stringify((await browser.get('/v1/client')).body);
    const user = JSON.stringify((await call('GET', `/users/${userId}`)).body);
    for (const text of [rows, client, user, instance.log.join()]) assert.ok(!text.includes(token));
    for (const text of [client, user]) assert.doesNotMatch(text, /sealed/);
    assert.deepEqual((await call('GET', `${path}?offset=1`)).body, []);
    assert.deepEqual((await call('GET', `${path}?paginated=true&limit=1`)).body, { data: body, total_count: 1 });
    await call('PATCH', `/users/${userId}`, { password: 'a plain long phrase' });
    assert.equal((await call('DELETE', `/users/${userId}/external_accounts/${external_account_id}`)).status, 200);
    assert.deepEqual((await call('GET', path)).body, []);
  });

  it('nothing is kept, and nothing answered, where the settings do not say so', async () => {
    const instance = await open({ config: keeping(false) });
    const call = await backendOf(instance);
    const userId = await signUpWith(instance, idp, 'ada');
    assert.equal((await instance.storage.listExternalAccounts([userId]))[0]?.sealed_tokens, null);
    const off = await call('GET', `/users/${userId}/oauth_access_tokens/${STRATEGY}`);
    assert.deepEqual([off.status, off.code], [403, 'feature_not_enabled']);
    assert.match(off.body.errors[0].long_message, /keepTokens/);
  });

  it('users, providers and parameters that are not there are refused', async () => {
    const instance = await open({ config: keeping() });
    const call = await backendOf(instance);
    const userId = await signUpWith(instance, idp, 'ada');
    for (const [path, status] of [
      [`/users/user_nobody/oauth_access_tokens/${STRATEGY}`, 404],
      [`/users/${userId}/oauth_access_tokens/oauth_nobody`, 404],
      [`/users/${userId}/oauth_access_tokens/..%2F..`, 404],
      [`/users/${userId}/oauth_access_tokens/${STRATEGY}?nonsense=1`, 422],
    ] as const) {
      assert.equal((await call('GET', path)).status, status, path);
    }
  });

  it('a provider that does not renew a token is an error, which tells what to do', async () => {
    const instance = await open({ config: keeping() });
    const call = await backendOf(instance);
    const userId = await signUpWith(instance, idp, 'ada');
    const path = `/users/${userId}/oauth_access_tokens/${STRATEGY}`;
    const [account] = await instance.storage.listExternalAccounts([userId]);
    assert.ok(account);
    instance.clock.advance(11 * MINUTE);
    assert.equal((await call('GET', path)).status, 200);
    // The old refresh token is spent.
    const { sealed_tokens } = account;
    await instance.storage.updateExternalAccount(account.id, { sealed_tokens }, instance.clock.now());
    const refusedCall = await call('GET', path);
    assert.deepEqual([refusedCall.status, refusedCall.code], [400, 'oauth_token_exchange_error']);
    assert.match(refusedCall.body.errors[0].long_message, /connect the account again/);
  });
});
