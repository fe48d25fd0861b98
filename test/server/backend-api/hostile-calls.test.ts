import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ROUTE_SCOPES } from '../../../src/server/backend-api/scopes.ts';
import { backendOf, newSecretKey } from '../../support/backend-api.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { shakeHands, signedUp, valueIn } from '../../support/handshakes.ts';

onSqlite('hostile calls of the Backend API', (open) => {
  it('every route takes any body without a failure, and prototypes stay clean', async () => {
    const instance = await open({ config: { instanceType: 'development' } });
    const { userId, sessionId } = await signedUp(instance);
    const key = await newSecretKey(instance);
    const keys = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, 1]));
    const bodies: BodyInit[] = [
      Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
      JSON.stringify(keys),
      '{"user_id":"a","user_id":{"b":1}}',
      '{"user_id":["a"],"expires_in_seconds":1e400,"email_address":{"0":"a"},"banned":"yes"}',
      '{"public_metadata":{"constructor":{"prototype":{"polluted":1}}}}',
      '[[]]',
      '',
      '\u0000',
    ];
    for (const route of Object.keys(ROUTE_SCOPES)) {
      const [method = '', path = ''] = route.split(' ');
      if (method === 'GET' || method === 'DELETE') continue;
      const id = path.includes('/users/') ? userId : sessionId;
      for (const body of bodies) {
        const answer = await instance.fetch(
          new Request(instance.config.url + path.replace(':id', id).replace(/:\w+/, 'x'), {
            method,
            headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
            body,
          }),
        );
        assert.ok(answer.status < 500, `${route}: ${answer.status}`);
        assert.equal(answer.headers.get('content-type'), 'application/json', route);
        assert.equal(answer.headers.get('cache-control'), 'no-store', route);
        assert.ok((await answer.text()).length < 20_000, route);
      }
    }
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });

  it('every route that changes something refuses a field that it does not know, and changes nothing', async () => {
    const instance = await open({ config: { instanceType: 'development' } });
    const { userId, sessionId } = await signedUp(instance);
    const call = await backendOf(instance);
    const before = (await call('GET', `/users/${userId}`)).body;
    // The server SDKs of several releases send fields of their own, and a picture is no form of fields.
    const tolerant = ['POST /v1/sessions/:id/refresh', 'POST /v1/users/:id/profile_image'];
    for (const route of Object.keys(ROUTE_SCOPES)) {
      const [method = '', path = ''] = route.split(' ');
      if (method === 'GET' || tolerant.includes(route) || path.endsWith(':template')) continue;
      const id = path.includes('/users/') ? userId : path.includes('/sign_in_tokens/') ? 'sit_x' : sessionId;
      const fields = { nonsense: true };
      const given = path.endsWith('/bulk') ? [fields] : fields;
      const { status, body } = await call(
        method,
        path.replace('/v1', '').replace(':id', id).replace(/:\w+/, 'x'),
        given,
      );
      assert.deepEqual([status, body.errors?.[0].code], [422, 'form_param_unknown'], route);
      assert.equal(body.errors[0].meta.param_name, 'nonsense', route);
    }
    assert.deepEqual((await call('GET', `/users/${userId}`)).body, before);
    assert.equal((await call('GET', `/sessions/${sessionId}`)).body.status, 'active');
  });

  it('a session that it revokes gets no further token, and its next handshake is signed out', async () => {
    const instance = await open();
    const { browser, sessionId } = await signedUp(instance);
    const call = await backendOf(instance);
    const refresh = () => browser.post(`/v1/client/sessions/${sessionId}/tokens`);
    assert.equal((await refresh()).status, 200);
    const before = await shakeHands(browser, { format: 'nonce' });
    assert.equal((await call('POST', `/sessions/${sessionId}/revoke`)).body.status, 'revoked');
    assert.equal((await refresh()).status, 401);
    assert.equal((await call('POST', `/sessions/${sessionId}/tokens`, {})).status, 404);
    const answers = [before.answer, (await shakeHands(browser, { format: 'nonce' })).answer];
    for (const nonce of answers) {
      const { directives } = (await call('GET', `/clients/handshake_payload?nonce=${nonce}`)).body;
      assert.equal(valueIn(directives, '__session'), '');
      assert.equal(valueIn(directives, '__client_uat'), '0');
    }
  });
});
