import assert from 'node:assert/strict';
import { it } from 'node:test';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { backendOf } from '../../support/backend-api.ts';
import { onEachStorage } from '../../support/each-storage.ts';

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

onEachStorage('tokens of JWT templates', (open) => {
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
});
