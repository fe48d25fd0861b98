import assert from 'node:assert/strict';
import { it } from 'node:test';
import { CLAIM_NAMES } from '../../../src/server/expressions/claim-names.ts';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { backendOf } from '../../support/backend-api.ts';
import { onSqlite } from '../../support/each-storage.ts';

onSqlite('claims of a user', (open) => {
  it('what a user writes changes no claim but the one that shows it', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const browser = instance.browser();
    const hostile = '{{user.id}}", "role": "admin", "x": "{{';
    const { sessionId } = await instance.signUp(browser, 'ada@example.com', {
      first_name: hostile,
      unsafe_metadata: JSON.stringify({ a: hostile, role: 'admin', sub: 'user_other' }),
    });
    const claims = {
      role: "{{user.public_metadata.role || 'guest'}}",
      name: 'Dear {{user.first_name}}',
      own: '{{user.unsafe_metadata}}',
    };
    await call('POST', '/jwt_templates', { name: 'db', claims });
    const { body } = await browser.post(`/v1/client/sessions/${sessionId}/tokens/db`, {});
    const {
      azp: _,
      exp: __,
      iat: ___,
      iss: ____,
      jti: _____,
      nbf: ______,
      sub,
      ...made
    } = decodeToken(body.jwt as string).claims;
    assert.match(sub, /^user_/);
    assert.notEqual(sub, 'user_other');
    assert.deepEqual(made, {
      role: 'guest',
      name: `Dear ${hostile}`,
      own: { a: hostile, role: 'admin', sub: 'user_other' },
    });
  });

  it('claims read every kind of thing a user has', async () => {
    const instance = await open({
      config: {
        attributes: { phoneNumber: 'optional', username: 'optional', web3Wallet: 'optional' },
        wallets: ['metamask'],
        sms: {
          countries: ['US'],
          webhook: { url: 'https://sms.example.com', secret: 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz' },
        },
      },
    });
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { sessionId, userId } = await instance.signUp(browser, 'ada@example.com', { username: 'ada_l' });
    const { body: phone } = await call('POST', '/phone_numbers', {
      user_id: userId,
      phone_number: '+15555550100',
      verified: true,
      primary: true,
    });
    assert.equal(phone.phone_number, '+15555550100', JSON.stringify(phone));
    await call('PATCH', `/users/${userId}`, { external_id: 'crm-1', first_name: null, last_name: 'Love' });
    await call('PATCH', `/users/${userId}/metadata`, { public_metadata: { a: { b: [1, { c: true }] } } });
    const names = Object.keys(CLAIM_NAMES);
    const claims = Object.fromEntries([
      ...names.map((name) => [name, `{{${name}}}`]),
      ['deep', '{{user.public_metadata.a.b.1.c}}'],
      ['none', '{{user.public_metadata.a.x.y}}'],
    ]);
    assert.equal((await call('POST', '/jwt_templates', { name: 'all', claims })).status, 200);
    const { body } = await browser.post(`/v1/client/sessions/${sessionId}/tokens/all`, {});
    const made = decodeToken(body.jwt as string).claims as Record<string, unknown>;
    const seconds = Math.floor(instance.clock.now() / 1000);
    const expected: Record<string, unknown> = {
      'user.id': userId,
      'user.external_id': 'crm-1',
      'user.username': 'ada_l',
      'user.first_name': null,
      'user.last_name': 'Love',
      'user.full_name': 'Love',
      'user.primary_email_address': 'ada@example.com',
      'user.email_verified': true,
      'user.primary_phone_number': '+15555550100',
      'user.phone_number_verified': true,
      'user.primary_web3_wallet': null,
      'user.has_image': false,
      'user.two_factor_enabled': false,
      'user.last_sign_in_at': seconds,
      'user.created_at': seconds,
      'user.updated_at': seconds,
      'user.public_metadata': { a: { b: [1, { c: true }] } },
      'user.unsafe_metadata': {},
      'session.id': sessionId,
      deep: true,
      none: null,
    };
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(made[name], value, name);
    for (const name of names.filter((each) => /^org|^session.actor/.test(each))) assert.equal(made[name], null, name);
    assert.equal(typeof made['user.image_url'], 'string');
    for (const [name, { type }] of Object.entries(CLAIM_NAMES)) {
      const value = made[name];
      if (value === null) continue;
      assert.equal(typeof value, type === 'text' ? 'string' : type, name);
    }
  });

  it('a template can say who acts as the user', async () => {
    const claims = { by: '{{session.actor}}', id: "{{session.actor.sub || 'nobody'}}" };
    const jwtTemplates = [{ name: 'db', claims }];
    const instance = await open({ config: { jwtTemplates, session: { claims: { acting: '{{session.actor.sub}}' } } } });
    const call = await backendOf(instance);
    const own = instance.browser();
    const { userId, sessionId } = await instance.signUp(own, 'ada@example.com');
    const { body: made } = await call('POST', '/actor_tokens', { user_id: userId, actor: { sub: 'staff_1' } });
    const staff = instance.browser();
    const { response } = await staff.post('/v1/client/sign_ins', { strategy: 'ticket', ticket: made.token });
    const minted = async (browser: typeof own, id: string, path: string) =>
      decodeToken((await browser.post(`/v1/client/sessions/${id}/tokens${path}`, {})).body.jwt as string).claims;
    const acting = await minted(staff, response.created_session_id, '/db');
    assert.deepEqual([acting.by, acting.id, acting.sub], [{ sub: 'staff_1' }, 'staff_1', userId]);
    assert.equal((await minted(staff, response.created_session_id, '')).acting, 'staff_1');
    const plain = await minted(own, sessionId, '/db');
    assert.deepEqual([plain.by, plain.id], [null, 'nobody']);
  });
});
