import assert from 'node:assert/strict';
import { it } from 'node:test';
import { signToken } from '../../../src/tokens/sign.ts';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { createSigner, generateSigningKey } from '../../../src/server/keys/signing-key.ts';
import { onSqlite } from '../../support/each-storage.ts';
import type { TestInstance } from '../../support/instance.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';

const CLIENT = '__Host-clerk_client';
const EMAIL = 'ada@example.com';
const ME = '/v1/me?_method=PATCH';
const NAME = { first_name: 'Eve' };

/** A caller that is no browser: no cookies, and `Origin` only where it is given. */
function bare(instance: TestInstance) {
  return async (path: string, form?: Record<string, string>, headers: Record<string, string> = {}) => {
    const init = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
    const response = await instance.fetch(new Request(instance.config.url + path, { ...init, headers }));
    const body = (await response.json()) as ReturnType<typeof JSON.parse>;
    return { status: response.status, headers: response.headers, body, code: body.errors?.[0]?.code };
  };
}

const firstName = async (browser: TestBrowser): Promise<string | null> =>
  (await browser.get('/v1/me')).response.first_name;
const codeOf = ({ status, code }: Pick<Answer, 'status' | 'code'>) => [status, code];
const tokenOf = async (browser: TestBrowser, sessionId: string): Promise<string> =>
  String((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).body.jwt);

onSqlite('tokens in place of cookies', (open) => {
  const withAda = async () => {
    const instance = await open();
    const browser = instance.browser();
    const { sessionId, userId } = await instance.signUp(browser, EMAIL);
    return { instance, browser, sessionId, userId, clientToken: browser.cookies.get(CLIENT)!, send: bare(instance) };
  };

  it('without cookie and origin a client token in the body is enough, and nothing is not', async () => {
    const { browser, clientToken, send, sessionId } = await withAda();
    assert.deepEqual(codeOf(await send(ME, NAME)), [400, 'origin_missing']);
    assert.deepEqual(codeOf(await send(ME, { ...NAME, _client_token: '' })), [400, 'origin_missing']);
    assert.deepEqual(codeOf(await send(ME, { ...NAME, _client_token: 'x' })), [422, 'form_param_format_invalid']);
    const unknown = 'A'.repeat(43);
    assert.equal((await send(ME, { ...NAME, _client_token: unknown })).status, 401);
    assert.equal(await firstName(browser), null);
    const answer = await send(ME, { ...NAME, _client_token: clientToken });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.headers.getSetCookie(), []);
    assert.equal(await firstName(browser), 'Eve');
    const minted = await send(`/v1/client/sessions/${sessionId}/tokens`, { _client_token: clientToken });
    assert.equal(minted.status, 200);
  });

  it('with an origin the list of allowed origins applies to callers with a token', async () => {
    const { browser, clientToken, send } = await withAda();
    const form = { ...NAME, _client_token: clientToken };
    for (const origin of ['https://evil.example', 'null', 'https://app.example.com.evil.example']) {
      for (const path of [ME, `${ME}&_is_native=1`]) {
        const answer = await send(path, form, { origin, authorization: clientToken });
        assert.deepEqual(codeOf(answer), [400, 'origin_invalid']);
      }
      const read = await send('/v1/client?_is_native=1', undefined, { origin, authorization: clientToken });
      assert.deepEqual(codeOf(read), [400, 'origin_invalid']);
      assert.equal(read.headers.has('access-control-allow-origin'), false);
    }
    assert.equal(await firstName(browser), null);
    const allowed = await send(ME, form, { origin: 'https://app.example.com' });
    assert.deepEqual(
      [allowed.status, allowed.headers.get('access-control-allow-origin')],
      [200, 'https://app.example.com'],
    );
    assert.match(allowed.headers.get('access-control-expose-headers') ?? '', /Authorization/);
  });

  it('a cookie beside a token in the body has to be the same client, and no origin is as bad as ever', async () => {
    const { instance, browser, clientToken, send } = await withAda();
    const mallory = instance.browser();
    await instance.signUp(mallory, 'mallory@example.com');
    const other = mallory.cookies.get(CLIENT)!;
    const refused = await browser.post(ME, { ...NAME, _client_token: other });
    assert.deepEqual(
      [refused.status, refused.code, refused.param],
      [422, 'form_conditional_param_disallowed', '_client_token'],
    );
    assert.equal((await browser.post(ME, { first_name: 'Ada', _client_token: clientToken })).status, 200);
    const cookie = `${CLIENT}=${clientToken}`;
    for (const form of [{ ...NAME, _client_token: clientToken }, { ...NAME, _client_token: other }, NAME]) {
      assert.deepEqual(codeOf(await send(ME, form, { cookie })), [400, 'origin_missing']);
    }
    // Even a cookie of no importance shows a browser.
    const form = { ...NAME, _client_token: clientToken };
    assert.deepEqual(codeOf(await send(ME, form, { cookie: 'theme=dark' })), [400, 'origin_missing']);
    assert.equal(await firstName(browser), 'Ada');
  });

  it('no cookie counts with _is_native, whatever page adds it', async () => {
    const { browser, clientToken, send, sessionId } = await withAda();
    const cookie = `${CLIENT}=${clientToken}; __client=${clientToken}`;
    const both: Record<string, string>[] = [{ cookie }, { cookie, origin: 'https://app.example.com' }];
    for (const headers of both) {
      const read = await send('/v1/client?_is_native=1', undefined, headers);
      assert.deepEqual([read.status, read.body.response], [200, null]);
      assert.equal((await send('/v1/me?_is_native=1', undefined, headers)).status, 401);
      assert.equal((await send(`${ME}&_is_native=1`, NAME, headers)).status, 401);
      assert.equal((await send(`/v1/client/sessions/${sessionId}/tokens?_is_native=1`, {}, headers)).status, 401);
      const ended = await send('/v1/client/sessions?_method=DELETE&_is_native=1', {}, headers);
      assert.deepEqual([ended.headers.getSetCookie(), ended.headers.has('authorization')], [[], false]);
    }
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
    assert.equal(await firstName(browser), null);
  });

  it('a token of another kind or shape in the Authorization header signs no app in', async () => {
    const { browser, clientToken, send, sessionId } = await withAda();
    const jwt = await tokenOf(browser, sessionId);
    for (const authorization of [
      jwt,
      `Bearer ${jwt}`,
      `Basic ${clientToken}`,
      `${clientToken}, ${clientToken}`,
      'Bearer',
    ]) {
      assert.equal((await send('/v1/client?_is_native=1', undefined, { authorization })).body.response, null);
    }
    // Without `_is_native` the header is not read.
    assert.equal((await send('/v1/client', undefined, { authorization: clientToken })).body.response, null);
    for (const query of ['_is_native=0', '_is_native=', '_is_native=1&_is_native=1']) {
      assert.equal((await send(`/v1/client?${query}`, undefined, { authorization: clientToken })).body.response, null);
    }
    const both = await send(`${ME}&_is_native=1`, { _client_token: 'A'.repeat(43) }, { authorization: clientToken });
    assert.deepEqual(codeOf(both), [422, 'form_conditional_param_disallowed']);
  });

  it('a token in the URL is refused in words, is not used, and is in no log', async () => {
    const { instance, browser, clientToken, send, sessionId } = await withAda();
    const jwt = await tokenOf(browser, sessionId);
    for (const [name, token] of Object.entries({
      _client_token: clientToken,
      _session_token: jwt,
      __client: clientToken,
    })) {
      for (const native of ['', '&_is_native=1']) {
        const read = await send(`/v1/me?${name}=${token}${native}`);
        assert.deepEqual(codeOf(read), [422, 'form_conditional_param_disallowed']);
        assert.match(read.body.errors[0].long_message, /never in the URL/);
        assert.ok(!JSON.stringify(read.body).includes(token));
        assert.notEqual((await send(`${ME}&${name}=${token}${native}`, NAME)).status, 200);
      }
    }
    assert.equal(await firstName(browser), null);
    assert.ok(!instance.log.some((line) => line.includes(clientToken) || line.includes(jwt)));
  });

  it('a session token in the body acts for its user, and leads to no further token', async () => {
    const { browser, send, sessionId } = await withAda();
    const _session_token = await tokenOf(browser, sessionId);
    const answer = await send(ME, { ...NAME, _session_token });
    assert.deepEqual([answer.status, answer.body.response.first_name, answer.body.client], [200, 'Eve', null]);
    assert.deepEqual([answer.headers.getSetCookie(), answer.headers.has('authorization')], [[], false]);
    assert.ok(!/"jwt"/.test(JSON.stringify(answer.body)));
    const paths = [
      `/v1/client/sessions/${sessionId}/tokens`,
      `/v1/client/sessions/${sessionId}/touch`,
      `/v1/client/sessions/${sessionId}/verify`,
      '/v1/client/sign_ins',
      '/v1/client/sessions?_method=DELETE',
    ];
    for (const path of paths) {
      assert.deepEqual(codeOf(await send(path, { _session_token })), [403, 'authorization_invalid'], path);
    }
    assert.equal((await send(`${ME}&_clerk_session_id=sess_other`, { ...NAME, _session_token })).status, 401);
  });

  it('a session token alone is not enough for a change that a thief would make', async () => {
    for (const reverification of [true, false]) {
      const instance = await open({ config: { reverification } });
      const browser = instance.browser();
      const { sessionId } = await instance.signUp(browser, EMAIL);
      const _session_token = await tokenOf(browser, sessionId);
      const send = bare(instance);
      const changes: [string, Record<string, string>][] = [
        ['/v1/me/email_addresses/', { email_address: 'eve@example.com' }],
        ['/v1/me/change_password', { new_password: 'another plain long phrase' }],
        ['/v1/me?_method=DELETE', {}],
      ];
      for (const [path, form] of changes) {
        const answer = await send(path, { ...form, _session_token });
        assert.deepEqual(codeOf(answer), [403, 'authorization_invalid'], path);
      }
    }
  });

  it('a session token that is expired, forged, of another kind or of an ended session acts for nobody', async () => {
    const { instance, browser, send, sessionId } = await withAda();
    const jwt = await tokenOf(browser, sessionId);
    const { claims } = decodeToken(jwt);
    const forger = createSigner(generateSigningKey(), 'the key of a forger');
    const [head = '', body = ''] = jwt.split('.');
    const forged = [
      signToken(claims, forger),
      signToken(claims, { ...forger, kid: JSON.parse(atob(head)).kid }),
      `${head}.${body}.`,
      `${btoa('{"alg":"none"}')}.${body}.`,
      'x',
    ];
    const act = async (_session_token: string) => codeOf(await send(ME, { ...NAME, _session_token }));
    for (const token of forged) assert.deepEqual(await act(token), [401, 'authentication_invalid']);
    instance.clock.advance(66_000);
    assert.deepEqual(await act(jwt), [401, 'authentication_invalid']);
    const fresh = await tokenOf(browser, sessionId);
    assert.equal(
      (await send(ME, { ...NAME, _session_token: fresh }, { origin: 'https://app.example.com' })).status,
      200,
    );
    await browser.post(`/v1/client/sessions/${sessionId}/end`);
    assert.deepEqual(await act(fresh), [401, 'authentication_invalid']);
  });
});
