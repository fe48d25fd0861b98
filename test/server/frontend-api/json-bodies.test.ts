import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';

const NAMED = '_content_type=application/json';
const ME = `/v1/me?_method=PATCH&${NAMED}`;
const METADATA = `/v1/me/metadata?_method=PATCH&${NAMED}`;

/** Sends a body as a script does that names no type: browsers then send `text/plain`. */
function sendText(browser: TestBrowser, path: string, body: BodyInit, type?: string): Promise<Answer> {
  const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
  return browser.send(path, { method: 'POST', body, headers });
}

onSqlite('JSON bodies', (open) => {
  it('a body of plain text counts as JSON where the query says so, and signs a user up without a preflight', async () => {
    const instance = await open();
    const browser = instance.browser();
    const path = `/v1/client/sign_ups`;
    const form = { email_address: 'ada@example.com', password: PASSWORD, first_name: 'Ada', last_name: null };
    const created = await sendText(browser, `${path}?${NAMED}`, JSON.stringify(form));
    assert.equal(created.status, 200);
    const one = `${path}/${created.response.id}`;
    const strategy = 'email_code';
    await sendText(browser, `${one}/prepare_verification?${NAMED}`, JSON.stringify({ strategy }));
    const code = instance.mailbox.lastCode('ada@example.com');
    const proof = JSON.stringify({ strategy, code });
    const done = await sendText(browser, `${one}/attempt_verification?${NAMED}`, proof);
    assert.equal(done.response.status, 'complete');
    const { response } = await browser.get('/v1/me');
    assert.deepEqual([response.first_name, response.last_name], ['Ada', null]);
  });

  it('a JSON body means what the form means that clients encode it to', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const metadata = { a: [1, { b: null }], deep: { list: ['x'] } };
    const written = await sendText(browser, METADATA, JSON.stringify({ unsafe_metadata: metadata }));
    assert.deepEqual(written.response.unsafe_metadata, metadata);
    const named = await sendText(browser, ME, JSON.stringify({ first_name: 'Ada', last_name: 12 }));
    assert.deepEqual([named.response.first_name, named.response.last_name], ['Ada', '12']);
    assert.equal((await sendText(browser, ME, '{"first_name":null}')).response.first_name, null);
    const twice = await sendText(browser, ME, '{"first_name":["a","b"]}');
    assert.deepEqual([twice.status, twice.code], [422, 'form_param_duplicate']);
  });

  it('a body whose header says JSON counts as JSON, and a preflight of an allowed origin permits it', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const preflight = await browser.send('/v1/me', { method: 'OPTIONS' });
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /Content-Type/);
    assert.equal((await browser.send('/v1/me', { method: 'OPTIONS', origin: 'https://evil.example' })).status, 400);
    for (const type of ['application/json', 'Application/JSON; charset=utf-8']) {
      const name = JSON.stringify({ first_name: type });
      const answer = await browser.send('/v1/me', { method: 'PATCH', body: name, headers: { 'content-type': type } });
      assert.equal(answer.response.first_name, type);
    }
  });

  it('a type in the query counts once, for JSON alone, and never against the header of the body', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const json = '{"first_name":"Eve"}';
    const form = 'application/x-www-form-urlencoded';
    const cases: [string, BodyInit, string?][] = [
      ['/v1/me?_method=PATCH', json],
      [`${ME}&${NAMED}`, json],
      ['/v1/me?_method=PATCH&_content_type=application/JSON', json],
      ['/v1/me?_method=PATCH&_content_type=text/json', json],
      ['/v1/me?_method=PATCH&_content_type=', json],
      ['/v1/me?_method=PATCH&_content_type=application/x-www-form-urlencoded', 'first_name=Eve'],
      [ME, 'first_name=Eve', form],
      [ME, json, form],
      [ME, json, 'application/octet-stream'],
      [ME, json, 'multipart/form-data; boundary=x'],
    ];
    for (const [path, body, type] of cases) {
      const answer = await sendText(browser, path, body, type);
      assert.deepEqual([answer.status, answer.code], [415, 'unsupported_content_type'], `${path} ${type ?? ''}`);
    }
    assert.equal((await browser.get('/v1/me')).response.first_name, null);
  });

  it('hostile JSON is answered 4xx, and prototypes stay clean', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const bodies: [string, BodyInit, number][] = [
      [ME, '{', 400],
      [ME, '[]', 400],
      [ME, '"first_name"', 400],
      [ME, 'null', 400],
      [ME, 'first_name=x', 400],
      [ME, '{"__proto__":{"polluted":1}}', 400],
      [ME, '{"constructor":{"prototype":{"polluted":1}}}', 400],
      [ME, '{"first_name[__proto__]":"x"}', 400],
      [ME, '{"first_name":{"__proto__":{"polluted":1}}}', 400],
      [ME, `{"first_name":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, 400],
      [ME, `{"first_name":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}}`, 400],
      [ME, `{"first_name":"${'x'.repeat(1_048_576)}"}`, 413],
      [ME, JSON.stringify(Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`k${i}`, 1]))), 400],
      [ME, JSON.stringify({ many: Array.from({ length: 501 }, () => 1) }), 400],
      [ME, new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400],
      [ME, '{"first_name":"a\\u0000b"}', 422],
      [METADATA, '{"unsafe_metadata":[1]}', 422],
      [METADATA, '{"unsafe_metadata":1}', 422],
      [METADATA, JSON.stringify({ unsafe_metadata: { a: 'x'.repeat(9_000) } }), 422],
    ];
    for (const [path, body, status] of bodies) {
      const answer = await sendText(browser, path, body, 'text/plain;charset=UTF-8');
      assert.equal(answer.status, status, `${String(body).slice(0, 60)} ${answer.code ?? ''}`);
      assert.notEqual(answer.code, 'internal_clerk_error');
    }
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });

  it('JSON of a page that is not allowed is refused as any form of it is, however it is named', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const body = '{"first_name":"Eve"}';
    for (const origin of ['https://evil.example', 'null']) {
      for (const type of ['text/plain', 'application/json', 'application/x-www-form-urlencoded']) {
        const answer = await browser.send(ME, { method: 'POST', body, headers: { 'content-type': type }, origin });
        assert.deepEqual([answer.status, answer.code], [400, 'origin_invalid']);
      }
    }
    assert.equal((await browser.get('/v1/me')).response.first_name, null);
  });
});
