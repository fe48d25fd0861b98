import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createGuardedFetch } from '../../../../src/server/lib/guarded-fetch.ts';
import { type HostileProvider, type Misdeed, startHostileProvider } from '../../../support/hostile-provider.ts';
import { codeOf, FLOW, loopback, openClient } from './fixture.ts';

describe('OAuth client with a hostile OpenID provider', () => {
  let idp: HostileProvider;
  beforeEach(async () => {
    idp = await startHostileProvider('app');
  });
  afterEach(() => idp.close());

  /** Signs in while the provider misbehaves from the start. Returns the error code, or `none`. */
  async function signIn(misdeed: Misdeed, deps: Parameters<typeof openClient>[0] = {}): Promise<string> {
    idp.misdeed = misdeed;
    const { client } = openClient(deps);
    const provider = loopback(idp.issuer);
    return codeOf(
      (async () => {
        const back = await idp.authorize(await client.authorizationUrl(provider, FLOW));
        await client.exchange(provider, { ...FLOW, callback: back.searchParams });
      })(),
    );
  }

  it('the hostile provider signs in when it does not misbehave', async () => {
    assert.equal(await signIn('none'), 'none');
  });

  const TOKENS: Misdeed[] = [
    'alg_hs256',
    'alg_none',
    'empty_sub',
    'expired',
    'foreign_aud',
    'foreign_azp',
    'foreign_iss',
    'foreign_key',
    'many_aud_no_azp',
    'no_id_token',
    'no_nonce',
    'wrong_nonce',
    'token_html',
    'token_huge',
    'token_redirect',
  ];
  for (const misdeed of TOKENS) {
    it(`the OAuth client refuses a token answer with ${misdeed}`, async () => {
      const wanted = misdeed === 'empty_sub' ? 'oauth_fetch_user_error' : 'oauth_token_exchange_error';
      assert.equal(await signIn(misdeed), wanted);
    });
  }

  it('the OAuth client never follows a redirect of the token endpoint', async () => {
    await signIn('token_redirect');
    assert.equal(idp.requests.includes('/other'), false);
  });

  it('the OAuth client gives up on a token endpoint that never answers', async () => {
    const fetch = createGuardedFetch({ allowLoopback: true, timeoutMs: 50 });
    assert.equal(await signIn('token_silent', { fetch }), 'oauth_token_exchange_error');
  });

  for (const misdeed of ['callback_foreign_iss', 'callback_no_iss'] as const) {
    it(`the OAuth client refuses a callback with ${misdeed} before it sends the code`, async () => {
      assert.equal(await signIn(misdeed), 'authorization_state_invalid');
      assert.equal(idp.requests.includes('/token'), false);
    });
  }

  it('the OAuth client refuses the code of one provider at the callback of another', async () => {
    const other = await startHostileProvider('app');
    const { client } = openClient();
    const mine = loopback(idp.issuer);
    await client.authorizationUrl(mine, FLOW);
    const back = await other.authorize(await client.authorizationUrl(loopback(other.issuer), FLOW));
    const code = await codeOf(client.exchange(mine, { ...FLOW, callback: back.searchParams }));
    assert.equal(code, 'authorization_state_invalid');
    assert.equal(idp.requests.includes('/token'), false);
    await other.close();
  });

  it('the OAuth client refuses userinfo about another user', async () => {
    idp.claims = { sub: 'h1' };
    assert.equal(await signIn('foreign_userinfo_sub'), 'oauth_fetch_user_error');
  });

  for (const misdeed of ['discovery_foreign_issuer', 'discovery_link_local_jwks', 'discovery_redirect'] as const) {
    it(`the OAuth client refuses a provider with ${misdeed}`, async () => {
      assert.equal(await signIn(misdeed), 'oauth_config_missing');
      assert.deepEqual(idp.requests, ['/.well-known/openid-configuration']);
    });
  }

  it('the OAuth client asks a failing provider again only after a pause', async () => {
    let now = Date.now();
    idp.misdeed = 'discovery_foreign_issuer';
    const { client } = openClient({ now: () => now });
    const provider = loopback(idp.issuer);
    const start = () => codeOf(client.authorizationUrl(provider, FLOW));
    assert.equal(await start(), 'oauth_config_missing');
    idp.misdeed = 'none';
    now += 5_000;
    assert.equal(await start(), 'oauth_config_missing');
    assert.equal(idp.requests.length, 1);
    now += 6_000;
    assert.equal(await start(), 'none');
  });
});
