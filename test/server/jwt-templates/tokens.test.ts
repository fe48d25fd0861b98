import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { it } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { createClerkClient } from '../../../src/backend/create-clerk-client.ts';
import { verifyTemplateToken } from '../../../src/backend/verify/verify-template-token.ts';
import { verifyToken } from '../../../src/backend/verify/verify-token.ts';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { backendOf, newSecretKey } from '../../support/backend-api.ts';
import { onSqlite } from '../../support/each-storage.ts';

const CLAIMS = {
  aud: 'https://database.example.com',
  role: "{{user.public_metadata.role || 'guest'}}",
  id: '{{user.id}}',
  email: '{{user.primary_email_address}}',
  email_verified: '{{user.email_verified}}',
  name: '{{user.full_name}}',
  greeting: 'Dear {{user.first_name}} of {{session.id}}',
  picture: '{{user.image_url}}',
  org: { id: '{{org.id}}', role: '{{org.role}}' },
  since: '{{user.created_at}}',
  phone: '{{user.primary_phone_number}}',
  second: '{{user.two_factor_enabled}}',
  fixed: [1, 'two', null],
};

onSqlite('tokens of JWT templates', (open) => {
  it('a page gets a token with the claims of the template and the fixed ones', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { userId, sessionId } = await instance.signUp(browser, 'ada@example.com', {
      first_name: 'Ada',
      last_name: 'Love',
    });
    assert.equal((await call('POST', '/jwt_templates', { name: 'db', claims: CLAIMS, lifetime: 120 })).status, 200);
    const answer = await browser.post(`/v1/client/sessions/${sessionId}/tokens/db`, {});
    assert.deepEqual([answer.status, Object.keys(answer.body).sort()], [200, ['jwt', 'object']]);
    const { header, claims } = decodeToken(answer.body.jwt as string);
    const { jti, picture, ...others } = claims as Record<string, unknown>;
    const iat = Math.floor(instance.clock.now() / 1000);
    assert.deepEqual(header, { alg: 'RS256', cat: 'cl_B7d4PD222AAA', kid: header.kid, typ: 'JWT' });
    assert.match(String(picture), /^https:\/\/clerk\.example\.com\/v1\/avatar_placeholder\//);
    assert.match(String(jti), /./);
    assert.deepEqual(others, {
      aud: 'https://database.example.com',
      role: 'guest',
      id: userId,
      email: 'ada@example.com',
      email_verified: true,
      name: 'Ada Love',
      greeting: `Dear Ada of ${sessionId}`,
      org: { id: null, role: null },
      since: iat,
      phone: null,
      second: false,
      fixed: [1, 'two', null],
      azp: 'https://app.example.com',
      iss: 'https://clerk.example.com',
      sub: userId,
      iat,
      nbf: iat - 5,
      exp: iat + 120,
    });
  });

  it('no template, a session that is over or of another browser: no token', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    await call('POST', '/jwt_templates', { name: 'db', claims: {} });
    const [browser, other] = [instance.browser(), instance.browser()];
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    const { sessionId: otherId } = await instance.signUp(other, 'bo@example.com');
    const ask = async (who: typeof browser, id: string, name: string) => {
      const { status, code } = await who.post(`/v1/client/sessions/${id}/tokens/${name}`, {});
      return [status, code];
    };
    for (const name of ['unknown', 'DB', 'db%00', '..%2fdb', '__proto__', 'x'.repeat(300)]) {
      assert.deepEqual(await ask(browser, sessionId, name), [404, 'resource_not_found'], name);
    }
    assert.deepEqual(await ask(browser, otherId, 'db'), [404, 'resource_not_found']);
    assert.deepEqual(await ask(instance.browser(), sessionId, 'db'), [401, 'authentication_invalid']);
    await browser.post(`/v1/client/sessions/${sessionId}/end`, {});
    assert.deepEqual(await ask(browser, sessionId, 'db'), [401, 'authentication_invalid']);
    assert.equal((await call('POST', `/sessions/${sessionId}/tokens/db`, {})).code, 'resource_not_found');
    assert.equal((await call('POST', `/sessions/${otherId}/tokens/unknown`, {})).code, 'resource_not_found');
    const { user_id: userId } = (await call('GET', `/sessions/${otherId}`)).body;
    await call('POST', `/users/${userId}/ban`);
    assert.deepEqual(await ask(other, otherId, 'db'), [401, 'authentication_invalid']);
  });

  it('a server gets a token without azp, that lives as long as it says', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    await call('POST', '/jwt_templates', { name: 'db', claims: {}, lifetime: 120, allowed_clock_skew: 0 });
    const { sessionId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const path = `/sessions/${sessionId}/tokens/db`;
    const lives = async (body: object) => {
      const { claims } = decodeToken((await call('POST', path, body)).body.jwt);
      assert.equal(claims.azp, undefined);
      return [claims.iat - claims.nbf, claims.exp - claims.iat];
    };
    assert.deepEqual(await lives({}), [0, 120]);
    assert.deepEqual(await lives({ expires_in_seconds: null }), [0, 120]);
    assert.deepEqual(await lives({ expires_in_seconds: 315_360_000 }), [0, 315_360_000]);
    for (const seconds of [29, 315_360_001, 60.5, '60']) {
      assert.equal((await call('POST', path, { expires_in_seconds: seconds })).status, 422, String(seconds));
    }
    const reader = await backendOf(instance, await newSecretKey(instance, ['sessions:read', 'jwt_templates:write']));
    assert.equal((await reader('POST', path, {})).code, 'insufficient_scope');
  });

  it('a template with its own key signs with it alone, and may say who the token is about', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }) as string;
    const secret = 'a shared secret of more than thirty-two bytes';
    const keys = [
      ['RS512', pem(rsa.privateKey), rsa.publicKey],
      ['ES384', pem(ec.privateKey), ec.publicKey],
      ['HS256', secret, new TextEncoder().encode(secret)],
    ] as const;
    const { userId, sessionId } = await instance.signUp(instance.browser(), 'ada@example.com');
    await call('PATCH', `/users/${userId}`, { external_id: 'crm-7' });
    const claims = { iss: 'https://me.example', sub: "{{user.external_id || 'nobody'}}", aud: ['a', 'b'] };
    const jwks = createLocalJWKSet((await call('GET', '/jwks')).body);
    for (const [algorithm, key, verifier] of keys) {
      const own = { custom_signing_key: true, signing_algorithm: algorithm, signing_key: key };
      const made = await call('POST', '/jwt_templates', { name: algorithm, claims, ...own });
      assert.equal(made.status, 200, JSON.stringify(made.body));
      const { body } = await call('POST', `/sessions/${sessionId}/tokens/${algorithm}`, {});
      const { payload, protectedHeader } = await jwtVerify(body.jwt, verifier, {
        algorithms: [algorithm],
        issuer: 'https://me.example',
        audience: 'a',
        currentDate: new Date(instance.clock.now()),
      });
      assert.equal(payload.sub, 'crm-7');
      assert.deepEqual(protectedHeader, { alg: algorithm, cat: 'cl_B7d4PD222AAA', typ: 'JWT' });
      await assert.rejects(jwtVerify(body.jwt, jwks, { currentDate: new Date(instance.clock.now()) }));
    }
    // A new key counts at once.
    const [{ id }] = (await call('GET', '/jwt_templates')).body.filter(
      ({ name }: { name: string }) => name === 'HS256',
    );
    const other = 'another secret of more than thirty-two bytes';
    await call('PATCH', `/jwt_templates/${id}`, { signing_key: other });
    const { body } = await call('POST', `/sessions/${sessionId}/tokens/HS256`, {});
    await jwtVerify(body.jwt, new TextEncoder().encode(other), { currentDate: new Date(instance.clock.now()) });
  });

  it('a token of a template is no session token, and a session token none of a template', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const browser = instance.browser();
    await call('POST', '/jwt_templates', { name: 'db', claims: { aud: 'db', role: 'x' }, lifetime: 3_600 });
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    const template = (await browser.post(`/v1/client/sessions/${sessionId}/tokens/db`, {})).body.jwt as string;
    const session = (await browser.post(`/v1/client/sessions/${sessionId}/tokens`, {})).body.jwt as string;
    const key = (await call('GET', '/jwks')).body.keys[0];
    const jwtKey = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }) as string;
    const options = { jwtKey, now: () => instance.clock.now() };
    assert.equal((await verifyToken(template, options)).error?.reason, 'token-type');
    assert.equal((await verifyTemplateToken(session, options)).error?.reason, 'token-type');
    assert.equal((await verifyToken(session, options)).data?.sid, sessionId);
    assert.equal((await verifyTemplateToken(template, { ...options, audience: 'db' })).data?.role, 'x');
    assert.equal(
      (await verifyTemplateToken(template, { ...options, audience: 'other' })).error?.reason,
      'token-audience',
    );
    assert.equal(
      (await verifyTemplateToken(template, { ...options, maxLifetimeSeconds: 300 })).error?.reason,
      'token-lifetime',
    );
    const clerk = createClerkClient({ ...options, publishableKey: instance.config.publishableKey });
    const page = {
      headers: new Headers({ authorization: `Bearer ${template}` }),
      url: 'https://app.example.com/',
      method: 'GET',
    };
    assert.equal((await clerk.authenticateRequest(page)).reason, 'token-type');
    const cookies = new Headers({ cookie: `__session=${template}; __client_uat=1` });
    assert.equal((await clerk.authenticateRequest({ ...page, headers: cookies })).isAuthenticated, false);
    // Nor does the server take it for one when it renews a session.
    const refresh = { expired_token: template, refresh_token: 'x', request_origin: 'https://app.example.com' };
    assert.equal((await call('POST', `/sessions/${sessionId}/refresh`, refresh)).status, 401);
  });

  it('data of a user that makes a token too large or wrong gives an error and no token', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { userId, sessionId } = await instance.signUp(browser, 'ada@example.com');
    await call('POST', '/jwt_templates', { name: 'big', claims: { all: '{{user.public_metadata}}' } });
    await call('POST', '/jwt_templates', { name: 'aud', claims: { aud: '{{user.public_metadata.aud}}' } });
    const ask = (name: string) => browser.post(`/v1/client/sessions/${sessionId}/tokens/${name}`, {});
    await call('PUT', `/users/${userId}/metadata`, { public_metadata: { big: 'secret'.repeat(1_200), aud: { x: 1 } } });
    const big = await ask('big');
    assert.deepEqual([big.status, big.code], [400, 'token_too_large']);
    const line = instance.log.find((each) => each.includes('too large')) ?? '';
    assert.match(line, /"level":"error".*"template":"big"/);
    assert.ok(line.includes(userId) && !line.includes('secret'));
    const wrong = await ask('aud');
    assert.deepEqual([wrong.status, wrong.code], [400, 'token_claims_invalid']);
    for (const [aud, status] of [
      ['x', 200],
      [['x', 'y'], 200],
      [[], 400],
      [null, 400],
      ['', 400],
      [7, 400],
      [['x', 7], 400],
    ] as const) {
      await call('PUT', `/users/${userId}/metadata`, { public_metadata: { aud } });
      assert.equal((await ask('aud')).status, status, JSON.stringify(aud));
    }
  });
});
