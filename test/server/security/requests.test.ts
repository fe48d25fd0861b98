import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';

const SIGN_UPS = '/v1/client/sign_ups';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

onSqlite('forged requests', (open) => {
  it('requests from other origins, from null and without one are refused before any work and without CORS headers', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    const form = new FormData();
    form.set('first_name', 'Eve');
    const bodies: { body: BodyInit; headers: Record<string, string> }[] = [
      { body: 'first_name=Eve', headers: FORM },
      { body: 'first_name=Eve', headers: { 'content-type': 'text/plain' } },
      { body: form, headers: {} },
      { body: 'x'.repeat(200_000), headers: FORM },
    ];
    const origins = ['https://evil.example', 'null', 'https://clerk.example.com.evil.example', null];
    const paths = [
      '/v1/me?_method=PATCH',
      `/v1/client/sessions/${sessionId}/end`,
      '/v1/client/sign_ins',
      '/v1/nothing',
    ];
    for (const origin of origins) {
      for (const path of paths) {
        for (const { body, headers } of bodies) {
          const answer = await browser.send(path, { method: 'POST', body, headers, origin });
          assert.deepEqual([answer.status, answer.code], [400, origin === null ? 'origin_missing' : 'origin_invalid']);
          assert.deepEqual(answer.headers.getSetCookie(), []);
          const cors = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
          assert.deepEqual(cors, []);
        }
      }
    }
    const { response } = await browser.get('/v1/me');
    assert.equal(response.first_name, null);
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
  });

  it('_method has no effect except once on a POST, in upper case, for PATCH, PUT or DELETE', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const sessions = '/v1/client/sessions';
    const tries: [string, string, Record<string, string>?, string?][] = [
      ['GET', `${sessions}?_method=DELETE`],
      ['HEAD', `${sessions}?_method=DELETE`],
      ['GET', '/v1/client?_method=DELETE', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
      ['POST', `${sessions}?_method=DELETE&_method=DELETE`],
      ['POST', `${sessions}?_method=delete`],
      ['POST', `${sessions}?_method=TRACE`],
      ['POST', `${sessions}?_method=GET`],
      ['POST', `${sessions}?_method=`],
      ['POST', sessions, { 'x-http-method-override': 'DELETE' }],
      ['POST', sessions, FORM, '_method=DELETE'],
      ['PUT', `${sessions}?_method=DELETE`],
    ];
    for (const [method, path, headers, body] of tries) {
      const response = await browser.fetch(path, { method, headers, body });
      assert.equal(response.status, 405, `${method} ${path}`);
    }
    assert.equal((await browser.get('/v1/client')).response.sessions.length, 1);
    assert.equal((await browser.send(sessions, { method: 'DELETE' })).status, 200);
    assert.equal((await browser.get('/v1/client')).response.sessions.length, 0);
  });

  it('forged requests cannot write fields that are not theirs', async () => {
    const instance = await open();
    const browser = instance.browser();
    const forged = {
      id: 'user_mine',
      verified: '1',
      email_verified: '1',
      banned: '1',
      status: 'complete',
      created_at: '1',
      updated_at: '1',
      public_metadata: '{"role":"admin"}',
      private_metadata: '{"role":"admin"}',
      created_session_id: 'sess_mine',
      user_id: 'user_mine',
      client_id: 'client_mine',
      roles: 'admin',
    };
    const started = await browser.post(SIGN_UPS, {
      ...forged,
      email_address: 'eve@example.com',
      password: 'a plain long phrase',
    });
    assert.equal(started.response.status, 'missing_requirements');
    assert.deepEqual(started.response.unverified_fields, ['email_address']);
    const { userId } = await instance.signUp(browser, 'ada@example.com', forged);
    const { response } = await browser.override('PATCH', '/v1/me', { ...forged, first_name: 'Ada' });
    assert.equal(response.id, userId);
    assert.equal(response.first_name, 'Ada');
    assert.equal(response.banned, false);
    assert.deepEqual(response.public_metadata, {});
    assert.equal(response.created_at, instance.clock.now());
    assert.ok(!JSON.stringify(response).includes('admin'));
    await browser.override('PATCH', '/v1/me/metadata', { ...forged, unsafe_metadata: '{"a":1}' });
    const after = await browser.get('/v1/me');
    assert.deepEqual([after.response.public_metadata, after.response.unsafe_metadata], [{}, { a: 1 }]);
  });

  it('malformed bodies are answered 4xx, and prototypes stay clean', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const send = (path: string, body: BodyInit, type = FORM['content-type']) =>
      browser.send(path, { method: 'POST', body, headers: { 'content-type': type } });
    const me = '/v1/me?_method=PATCH';
    const metadata = '/v1/me/metadata?_method=PATCH';
    const cases: [string, BodyInit, number, string?][] = [
      [me, '__proto__=x', 400],
      [me, '__proto__[polluted]=x', 400],
      [me, 'constructor.prototype.polluted=x', 400],
      [me, 'first_name[__proto__]=x', 400],
      [me, 'first_name=a&first_name=b', 422],
      [me, `first_name=${'x'.repeat(1_048_576)}`, 413],
      [me, Array.from({ length: 10_000 }, (_, i) => `k${i}`).join('&'), 400],
      [me, 'first_name=%ff%fe', 400],
      [me, 'first_name=%', 400],
      [me, new Uint8Array([0x61, 0x3d, 0xff, 0xfe]), 400],
      [me, 'first_name=a%00b', 422],
      [me, 'first_name=a%0d%0aBcc:%20x', 422],
      [me, `first_name=${'x'.repeat(300)}`, 422],
      [me, '{"first_name":"x"}', 415, 'application/jsonp'],
      [me, 'first_name=x', 415, 'text/plain'],
      [me, 'first_name=x', 415, ''],
      [me, 'no boundary', 400, 'multipart/form-data'],
      [me, 'broken', 400, 'multipart/form-data; boundary=x'],
      [metadata, 'unsafe_metadata=[]', 422],
      [metadata, 'unsafe_metadata=1', 422],
      [metadata, 'unsafe_metadata={', 422],
      [metadata, `unsafe_metadata=${encodeURIComponent('{"__proto__":{"polluted":1}}')}`, 422],
      [metadata, `unsafe_metadata=${encodeURIComponent(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`)}`, 422],
      [metadata, `unsafe_metadata=${'['.repeat(60_000)}`, 422],
      [metadata, `unsafe_metadata=${encodeURIComponent(JSON.stringify({ a: 'x'.repeat(9_000) }))}`, 422],
    ];
    for (const [path, body, status, type] of cases) {
      const answer = await send(path, body, type);
      assert.equal(answer.status, status, `${type ?? ''} ${String(body).slice(0, 60)}`);
      assert.ok(answer.code && answer.code !== 'internal_clerk_error');
    }
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    assert.equal((await browser.get('/v1/me')).response.first_name, null);
  });

  it('malformed ids, queries and headers are answered 4xx', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const ids = ['%00', '..%2f..', "'", '__proto__', 'constructor', 'x'.repeat(5_000), '%F0%9F%92%A9', '%ff'];
    for (const id of ids) {
      const answers = [
        await browser.get(`/v1/client/sign_ins/${id}`),
        await browser.get(`/v1/client/sign_ups/${id}`),
        await browser.get(`/v1/client/sessions/${id}`),
        await browser.post(`/v1/client/sessions/${id}/tokens`),
        await browser.post(`/v1/me/sessions/${id}/revoke`),
        await browser.get(`/v1/me/email_addresses/${id}`),
        await browser.override('DELETE', `/v1/me/email_addresses/${id}`),
      ];
      for (const answer of answers) assert.equal(answer.status, 404, id);
      assert.equal((await browser.get(`/v1/me?_clerk_session_id=${id}`)).status, 401, id);
    }
    assert.deepEqual(
      instance.log.filter((line) => !line.includes('"level":"info"')),
      [],
    );
  });

  it('ids of other users are answered like ids that do not exist', async () => {
    const instance = await open();
    const ada = instance.browser();
    const eve = instance.browser();
    const { sessionId } = await instance.signUp(ada, 'ada@example.com');
    await instance.signUp(eve, 'eve@example.com');
    const emailId = (await ada.get('/v1/me')).response.primary_email_address_id;
    const signIn = await ada.post('/v1/client/sign_ins');
    const signUp = await ada.post(SIGN_UPS, { email_address: 'ada2@example.com' });
    const calls = (ids: { session: string; email: string; signIn: string; signUp: string }) => [
      () => eve.get(`/v1/client/sessions/${ids.session}`),
      () => eve.post(`/v1/client/sessions/${ids.session}/tokens`),
      () => eve.post(`/v1/client/sessions/${ids.session}/touch`),
      () => eve.post(`/v1/client/sessions/${ids.session}/remove`),
      () => eve.post(`/v1/client/sessions/${ids.session}/end`),
      () => eve.post(`/v1/me/sessions/${ids.session}/revoke`),
      () => eve.get(`/v1/me/email_addresses/${ids.email}`),
      () => eve.override('DELETE', `/v1/me/email_addresses/${ids.email}`),
      () => eve.post(`/v1/me/email_addresses/${ids.email}/prepare_verification`, { strategy: 'email_code' }),
      () => eve.get(`/v1/client/sign_ins/${ids.signIn}`),
      () => eve.post(`/v1/client/sign_ins/${ids.signIn}/attempt_first_factor`, { strategy: 'password', password: 'x' }),
      () => eve.get(`/v1/client/sign_ups/${ids.signUp}`),
      () => eve.override('PATCH', `/v1/client/sign_ups/${ids.signUp}`, { first_name: 'Eve' }),
      () => eve.get(`/v1/me?_clerk_session_id=${ids.session}`),
      () => eve.override('PATCH', `/v1/me?_clerk_session_id=${ids.session}`, { first_name: 'Eve' }),
      () => eve.override('PATCH', '/v1/me', { primary_email_address_id: ids.email }),
    ];
    const theirs = calls({
      session: sessionId,
      email: emailId,
      signIn: signIn.response.id,
      signUp: signUp.response.id,
    });
    const none = calls({ session: 'sess_none', email: 'idn_none', signIn: 'sia_none', signUp: 'sua_none' });
    for (const [i, call] of theirs.entries()) {
      const [a, b] = [await call(), await none[i]!()];
      assert.ok(a.status >= 400);
      const shown = (answer: typeof a) => [answer.status, answer.body.errors];
      assert.deepEqual(shown(a), shown(b), String(call));
    }
    assert.equal((await ada.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
  });
});
