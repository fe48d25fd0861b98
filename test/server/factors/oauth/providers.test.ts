import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { ProviderFetch } from '../../../../src/server/lib/guarded-fetch.ts';
import { PROVIDERS } from '../../../../src/server/oauth-providers/provider-table.ts';
import type { OAuthProvider, OAuthProviderInput } from '../../../../src/server/oauth-providers/types.ts';
import { codeOf, FLOW, openClient, providerOf } from './fixture.ts';

const APPLE_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
});
const TENANT = '11111111-2222-3333-4444-555555555555';

interface Service {
  fetch: ProviderFetch;
  /** Forms that the token endpoint received, with the `Authorization` header. */
  tokenRequests: { form: URLSearchParams; authorization: string | null }[];
}

/** Creates a provider that answers by URL. */
function service(answers: Record<string, unknown>): Service {
  const tokenRequests: Service['tokenRequests'] = [];
  return {
    tokenRequests,
    async fetch(url, { body, headers = {} } = {}) {
      if (body)
        tokenRequests.push({ form: new URLSearchParams(String(body)), authorization: headers.authorization ?? null });
      const answer = answers[url];
      return answer === undefined ? Response.json({}, { status: 404 }) : Response.json(answer);
    },
  };
}

/** Creates an OpenID provider of one issuer that answers with a signed ID token. */
async function openIdService(discovery: string, issuer: string, claims: JWTPayload): Promise<Service> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const token = new SignJWT({ nonce: FLOW.nonce, ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'k' });
  const issued = token
    .setIssuer(claims.iss ?? issuer)
    .setAudience('app')
    .setIssuedAt()
    .setExpirationTime('5m');
  return service({
    [`${discovery}/.well-known/openid-configuration`]: {
      issuer,
      authorization_endpoint: 'https://idp.example.com/authorize',
      token_endpoint: 'https://idp.example.com/token',
      jwks_uri: 'https://idp.example.com/jwks',
    },
    'https://idp.example.com/token': {
      access_token: 'at',
      token_type: 'bearer',
      id_token: await issued.sign(privateKey),
    },
    'https://idp.example.com/jwks': { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }] },
  });
}

async function signIn(provider: OAuthProvider, { fetch }: Service, extra: Record<string, string> = {}) {
  const { client } = openClient({ fetch });
  const url = await client.authorizationUrl(provider, FLOW);
  const callback = new URLSearchParams({ code: 'c', state: FLOW.state, ...extra });
  return { url, identity: await client.exchange(provider, { ...FLOW, callback }) };
}

const input = (provider: OAuthProviderInput['provider'], more: Partial<OAuthProviderInput> = {}): OAuthProvider =>
  providerOf({ provider, clientId: 'app', clientSecret: 'secret', ...more });

describe('the table of providers', () => {
  it('the table has a row for each provider, by its strategy', () => {
    const strategies = Object.values(PROVIDERS).map(({ key }) => `oauth_${key}`);
    assert.deepEqual(strategies, [
      'oauth_apple',
      'oauth_discord',
      'oauth_facebook',
      'oauth_github',
      'oauth_gitlab',
      'oauth_google',
      'oauth_linkedin_oidc',
      'oauth_microsoft',
    ]);
  });

  for (const row of Object.values(PROVIDERS)) {
    it(`${row.name} has only https URLs`, () => {
      const urls = [row.issuer.replace('{tenant}', 'common'), ...Object.values(row.endpoints ?? {})];
      for (const url of urls) assert.equal(new URL(url).protocol, 'https:');
      assert.equal(row.protocol === 'oauth2', row.endpoints !== undefined);
    });
  }
});

describe('GitHub', () => {
  const { endpoints } = PROVIDERS.github;
  const answers = {
    [endpoints?.token ?? '']: { access_token: 'at', token_type: 'bearer', scope: 'read:user,user:email' },
    [endpoints?.profile ?? '']: {
      id: 4711,
      login: 'ada',
      name: 'Ada Maria Berg',
      email: 'public@example.com',
      avatar_url: 'https://avatars.example.com/4711',
    },
    [endpoints?.emails ?? '']: [
      { email: 'other@example.com', primary: false, verified: true },
      { email: 'ada@example.com', primary: true, verified: true },
    ],
  };

  it('GitHub identities come from the profile and the list of addresses', async () => {
    const { url, identity } = await signIn(input('github'), service(answers), {
      iss: 'https://github.com/login/oauth',
    });
    assert.equal(url.searchParams.get('scope'), 'read:user user:email');
    assert.equal(url.searchParams.has('nonce'), false);
    assert.equal(url.searchParams.get('code_challenge_method'), 'S256');
    assert.deepEqual(identity, {
      provider: 'oauth_github',
      providerUserId: '4711',
      email: 'ada@example.com',
      emailVerified: true,
      firstName: 'Ada Maria',
      lastName: 'Berg',
      username: 'ada',
      imageUrl: 'https://avatars.example.com/4711',
      approvedScopes: 'read:user user:email',
    });
  });

  it('a GitHub address is unverified when the primary one is', async () => {
    const emails = [{ email: 'ada@example.com', primary: true, verified: false }];
    const { identity } = await signIn(input('github'), service({ ...answers, [endpoints?.emails ?? '']: emails }));
    assert.equal(identity.emailVerified, false);
  });

  it('a GitHub sign-in fails without the profile or the addresses', async () => {
    for (const missing of [endpoints?.profile, endpoints?.emails]) {
      const { client } = openClient({ fetch: service({ ...answers, [missing ?? '']: undefined }).fetch });
      const callback = new URLSearchParams({ code: 'c', state: FLOW.state });
      const step = client.exchange(input('github'), { ...FLOW, callback });
      assert.equal(await codeOf(step), 'oauth_fetch_user_error');
    }
  });

  it('a GitHub callback in the name of another issuer is refused', async () => {
    const step = signIn(input('github'), service(answers), { iss: 'https://evil.example.com' });
    assert.equal(await codeOf(step), 'authorization_state_invalid');
  });

  it('a GitHub sign-in fails when the token error has status 200', async () => {
    const refused = { [endpoints?.token ?? '']: { error: 'bad_verification_code' } };
    const step = signIn(input('github'), service({ ...answers, ...refused }));
    assert.equal(await codeOf(step), 'oauth_token_exchange_error');
  });
});

describe('Discord and Facebook', () => {
  it('Discord identities get the URL of a picture that is named by a hash', async () => {
    const { endpoints } = PROVIDERS.discord;
    const { identity } = await signIn(
      input('discord'),
      service({
        [endpoints?.token ?? '']: { access_token: 'at', token_type: 'Bearer', scope: 'identify email' },
        [endpoints?.profile ?? '']: {
          id: '80351110224678912',
          username: 'ada',
          global_name: 'Ada',
          avatar: '8342729096ea3675442027381ff50dfe',
          email: 'ada@example.com',
          verified: true,
        },
      }),
    );
    assert.equal(identity.emailVerified, true);
    assert.equal(identity.firstName, 'Ada');
    assert.equal(
      identity.imageUrl,
      'https://cdn.discordapp.com/avatars/80351110224678912/8342729096ea3675442027381ff50dfe.png',
    );
  });

  it('Facebook addresses are unverified', async () => {
    const { endpoints } = PROVIDERS.facebook;
    const { identity } = await signIn(
      input('facebook'),
      service({
        [endpoints?.token ?? '']: { access_token: 'at', token_type: 'bearer' },
        [endpoints?.profile ?? '']: {
          id: '1001',
          first_name: 'Ada',
          last_name: 'Berg',
          email: 'ada@example.com',
          picture: { data: { url: 'http://img.example.com/plain' } },
        },
      }),
    );
    assert.equal(identity.email, 'ada@example.com');
    assert.equal(identity.emailVerified, false);
    assert.equal(identity.imageUrl, null);
    assert.equal(identity.approvedScopes, 'public_profile email');
  });
});

describe('Microsoft', () => {
  const common = 'https://login.microsoftonline.com/common/v2.0';
  const template = 'https://login.microsoftonline.com/{tenantid}/v2.0';
  const iss = `https://login.microsoftonline.com/${TENANT}/v2.0`;
  const claims = { sub: 'm1', tid: TENANT, iss, email: 'ada@example.com', email_verified: true };

  it('Microsoft tokens are accepted with the issuer of the directory they name', async () => {
    const { identity } = await signIn(input('microsoft'), await openIdService(common, template, claims), { iss });
    assert.equal(identity.providerUserId, 'm1');
  });

  it('a Microsoft address that any directory could have made up is unverified', async () => {
    const { identity } = await signIn(input('microsoft'), await openIdService(common, template, claims));
    assert.equal(identity.email, 'ada@example.com');
    assert.equal(identity.emailVerified, false);
    const owned = await openIdService(common, template, { ...claims, xms_edov: true });
    assert.equal((await signIn(input('microsoft'), owned)).identity.emailVerified, true);
  });

  const WRONG = {
    'another directory than the token names': {
      iss: 'https://login.microsoftonline.com/22222222-2222-3333-4444-555555555555/v2.0',
    },
    'a directory that is no id': { tid: 'x/../y', iss: 'https://login.microsoftonline.com/x/../y/v2.0' },
    'another host': { iss: `https://evil.example.com/${TENANT}/v2.0` },
  };
  for (const [what, change] of Object.entries(WRONG)) {
    it(`a Microsoft token of ${what} is refused`, async () => {
      const step = signIn(input('microsoft'), await openIdService(common, template, { ...claims, ...change }));
      assert.equal(await codeOf(step), 'oauth_token_exchange_error');
    });
  }

  it('a Microsoft callback of another host is refused', async () => {
    const idp = await openIdService(common, template, claims);
    const step = signIn(input('microsoft'), idp, { iss: `https://evil.example.com/${TENANT}/v2.0` });
    assert.equal(await codeOf(step), 'authorization_state_invalid');
  });

  it('a configured Microsoft tenant accepts tokens of its own directory only', async () => {
    const provider = input('microsoft', { tenant: TENANT });
    const { identity } = await signIn(provider, await openIdService(iss, iss, claims));
    assert.equal(identity.providerUserId, 'm1');
    const foreign = {
      ...claims,
      tid: 'f',
      iss: 'https://login.microsoftonline.com/22222222-2222-3333-4444-555555555555/v2.0',
    };
    assert.equal(await codeOf(signIn(provider, await openIdService(iss, iss, foreign))), 'oauth_token_exchange_error');
  });
});

describe('Apple', () => {
  const provider = providerOf({
    provider: 'apple',
    clientId: 'app',
    teamId: 'TEAM123456',
    keyId: 'KEY1234567',
    privateKey: String(APPLE_KEY),
  });
  const issuer = 'https://appleid.apple.com';

  it('Apple is asked for a form, gets a signed secret, and its name is read from the form', async () => {
    const idp = await openIdService(issuer, issuer, { sub: 'a1', email: 'ada@example.com', email_verified: 'true' });
    const user = JSON.stringify({ name: { firstName: 'Ada', lastName: 'Berg' }, email: 'forged@example.com' });
    const { url, identity } = await signIn(provider, idp, { user });
    assert.equal(url.searchParams.get('response_mode'), 'form_post');
    assert.equal(identity.email, 'ada@example.com');
    assert.equal(identity.emailVerified, true);
    assert.equal(identity.firstName, 'Ada');
    const secret = idp.tokenRequests[0]?.form.get('client_secret') ?? '';
    assert.deepEqual(decodeProtectedHeader(secret), { alg: 'ES256', kid: 'KEY1234567' });
    const { iss, sub, aud, iat = 0, exp = 0 } = decodeJwt(secret);
    assert.deepEqual([iss, sub, aud, exp - iat], ['TEAM123456', 'app', issuer, 300]);
  });

  it('an Apple form whose user is no JSON still signs in', async () => {
    const idp = await openIdService(issuer, issuer, { sub: 'a1' });
    const { identity } = await signIn(provider, idp, { user: '{' });
    assert.equal(identity.firstName, null);
  });
});

describe('LinkedIn', () => {
  const issuer = 'https://www.linkedin.com/oauth';

  it('LinkedIn gets neither a nonce nor a verifier, which it would refuse', async () => {
    const idp = await openIdService(issuer, issuer, { sub: 'l1', nonce: undefined, email: 'a@example.com' });
    const { url, identity } = await signIn(input('linkedin_oidc'), idp);
    assert.equal(identity.providerUserId, 'l1');
    assert.equal(url.searchParams.has('nonce'), false);
    assert.equal(idp.tokenRequests[0]?.form.has('code_verifier'), false);
    assert.equal(idp.tokenRequests[0]?.form.get('client_secret'), 'secret');
  });
});
