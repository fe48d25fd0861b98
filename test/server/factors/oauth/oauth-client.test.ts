import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { type OpenIdProvider, startOpenIdProvider } from '../../../support/openid-provider.ts';
import { codeOf, FLOW, loopback, openClient, REDIRECT_URI } from './fixture.ts';

const ADA = {
  sub: 'ada-1',
  email: 'ada@example.com',
  email_verified: true,
  given_name: 'Ada',
  family_name: 'Berg',
  preferred_username: 'ada',
  picture: 'https://img.example.com/ada.png',
};

describe('OAuth client with a real OpenID provider', () => {
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startOpenIdProvider({
      clientId: 'app',
      clientSecret: 'secret',
      redirectUris: [REDIRECT_URI],
      accounts: [ADA, { sub: 'bo-1', email: 'bo@example.com', email_verified: false }],
    });
  });
  after(() => idp.close());

  it('the authorization URL always has PKCE S256, state and nonce', async () => {
    const { client } = openClient();
    const url = await client.authorizationUrl(loopback(idp.issuer), { ...FLOW, prompt: 'login', loginHint: 'ada' });
    const asked = Object.fromEntries(url.searchParams);
    assert.deepEqual(asked, {
      client_id: 'app',
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      scope: 'openid email profile',
      state: FLOW.state,
      nonce: FLOW.nonce,
      code_challenge: createHash('sha256').update(FLOW.codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
      prompt: 'login',
      login_hint: 'ada',
    });
    assert.equal(url.href.includes(FLOW.codeVerifier), false);
  });

  it('the authorization URL adds more scopes without repeating any', async () => {
    const { client } = openClient();
    const url = await client.authorizationUrl(loopback(idp.issuer), { ...FLOW, scopes: ['calendar', 'email'] });
    assert.equal(url.searchParams.get('scope'), 'openid email profile calendar');
  });

  it('the OAuth client turns a callback into an identity', async () => {
    const { client } = openClient();
    const provider = loopback(idp.issuer);
    const back = await idp.authorize(await client.authorizationUrl(provider, FLOW), 'ada-1');
    const identity = await client.exchange(provider, { ...FLOW, callback: back.searchParams });
    assert.deepEqual(identity, {
      provider: 'oauth_custom_loop',
      providerUserId: 'ada-1',
      email: 'ada@example.com',
      emailVerified: true,
      firstName: 'Ada',
      lastName: 'Berg',
      username: 'ada',
      imageUrl: 'https://img.example.com/ada.png',
      approvedScopes: 'openid email profile',
    });
  });

  it('an unverified address of the provider stays unverified', async () => {
    const { client } = openClient();
    const provider = loopback(idp.issuer);
    const back = await idp.authorize(await client.authorizationUrl(provider, FLOW), 'bo-1');
    const identity = await client.exchange(provider, { ...FLOW, callback: back.searchParams });
    assert.equal(identity.email, 'bo@example.com');
    assert.equal(identity.emailVerified, false);
  });

  it('a provider that is not trusted with addresses verifies none', async () => {
    const { client } = openClient();
    const provider = { ...loopback(idp.issuer), trustsEmail: false };
    const back = await idp.authorize(await client.authorizationUrl(provider, FLOW), 'ada-1');
    const identity = await client.exchange(provider, { ...FLOW, callback: back.searchParams });
    assert.deepEqual([identity.email, identity.emailVerified], ['ada@example.com', false]);
  });

  it('an authorization that the user cancels is reported as such, and not logged', async () => {
    const { client, log } = openClient();
    const provider = loopback(idp.issuer);
    const back = await idp.authorize(await client.authorizationUrl(provider, FLOW), null);
    const code = await codeOf(client.exchange(provider, { ...FLOW, callback: back.searchParams }));
    assert.equal(code, 'oauth_access_denied');
    assert.deepEqual(log, []);
  });

  const WRONG = {
    'another state': { state: 'another-state' },
    'another verifier': { codeVerifier: 'another-verifier-that-is-long-enough-for-rfc-7636' },
    'another nonce': { nonce: 'another-nonce' },
    'another redirect URI': { redirectUri: 'https://clerk.example.com/v1/oauth_callback/other' },
  };
  for (const [what, change] of Object.entries(WRONG)) {
    it(`a callback is refused with ${what}`, async () => {
      const { client } = openClient();
      const provider = loopback(idp.issuer);
      const back = await idp.authorize(await client.authorizationUrl(provider, FLOW), 'ada-1');
      const step = client.exchange(provider, { ...FLOW, ...change, callback: back.searchParams });
      assert.match(await codeOf(step), /^(authorization_state_invalid|oauth_token_exchange_error)$/);
    });
  }

  it('a callback without state or without code is refused', async () => {
    const { client } = openClient();
    const provider = loopback(idp.issuer);
    for (const name of ['state', 'code']) {
      const back = await idp.authorize(await client.authorizationUrl(provider, FLOW), 'ada-1');
      back.searchParams.delete(name);
      const code = await codeOf(client.exchange(provider, { ...FLOW, callback: back.searchParams }));
      assert.notEqual(code, 'none', name);
    }
  });

  it('an authorization code is redeemed once', async () => {
    const { client } = openClient();
    const provider = loopback(idp.issuer);
    const back = await idp.authorize(await client.authorizationUrl(provider, FLOW), 'ada-1');
    const steps = Array.from({ length: 5 }, () =>
      codeOf(client.exchange(provider, { ...FLOW, callback: back.searchParams })),
    );
    const codes = await Promise.all(steps);
    assert.ok(codes.filter((code) => code === 'none').length <= 1, codes.join());
  });

  it('the OAuth client discovers a provider once an hour', async () => {
    let now = Date.now();
    const { client } = openClient({ now: () => now });
    const provider = loopback(idp.issuer);
    const discoveries = () => idp.requests.filter((path) => path.startsWith('/.well-known/')).length;
    const start = discoveries();
    await Promise.all([client.authorizationUrl(provider, FLOW), client.authorizationUrl(provider, FLOW)]);
    now += 3_500_000;
    await client.authorizationUrl(provider, FLOW);
    assert.equal(discoveries() - start, 1);
    now += 200_000;
    await client.authorizationUrl(provider, FLOW);
    assert.equal(discoveries() - start, 2);
  });

  it('logs and errors show no secret, code or token', async () => {
    const { client, log } = openClient();
    const provider = { ...loopback(idp.issuer), credentials: { kind: 'secret', secret: 'wrong-s3cret' } as const };
    const back = await idp.authorize(await client.authorizationUrl(provider, FLOW), 'ada-1');
    const step = client.exchange(provider, { ...FLOW, callback: back.searchParams });
    const error = await step.then(
      () => assert.fail('The secret is wrong.'),
      (error: Error) => error,
    );
    const told = log.join('\n') + String(error) + String(error.cause) + error.stack;
    assert.match(log.join(), /invalid_client/);
    for (const secret of ['wrong-s3cret', back.searchParams.get('code') ?? '-', FLOW.codeVerifier, FLOW.state]) {
      assert.equal(told.includes(secret), false, secret);
    }
  });
});

describe('OAuth client with other habits of providers', () => {
  it('the OAuth client reads claims from the ID token without userinfo, and can post its secret', async () => {
    const idp = await startOpenIdProvider({
      clientId: 'app',
      clientSecret: 'secret',
      redirectUris: [REDIRECT_URI],
      accounts: [ADA],
      claimsInIdToken: true,
      tokenAuth: 'client_secret_post',
    });
    const { client } = openClient();
    const provider = loopback(idp.issuer);
    const row = { ...provider.row, tokenAuth: 'client_secret_post' as const };
    const back = await idp.authorize(await client.authorizationUrl({ ...provider, row }, FLOW), 'ada-1');
    const identity = await client.exchange({ ...provider, row }, { ...FLOW, callback: back.searchParams });
    assert.equal(identity.email, 'ada@example.com');
    assert.equal(idp.requests.includes('/me'), false);
    await idp.close();
  });
});
