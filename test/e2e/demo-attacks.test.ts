import assert from 'node:assert/strict';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { type DemoHere, startDemoHere } from '../support/demo-site.ts';

const PASSWORD = 'violet kettle on a northern roof';
const EVIL = 'http://evil.example';

describe('the demo on somebody’s machine', () => {
  let demo: DemoHere;
  before(async () => {
    demo = await startDemoHere();
  });
  after(() => demo?.close());

  /** Sends a request under another name, as a browser does whose name server says that the name is this machine. */
  const getAs = async (host: string, path: string): Promise<{ status: number | undefined; body: string }> => {
    const { port } = new URL(demo.origin);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ host: 'localhost', port, path, headers: { host: `${host}:${port}` } }, resolve).on('error', reject);
    });
    return { status: response.statusCode, body: await text(response) };
  };
  const post = (path: string, token: string, headers: Record<string, string>, body?: BodyInit): Promise<Response> =>
    fetch(demo.origin + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body && { body }),
    });

  /** Makes an account, and returns its session token. */
  async function visitor(name: string): Promise<string> {
    const cookies = new Map<string, string>();
    const send = async (path: string, fields: Record<string, string>) => {
      const answer = await fetch(demo.origin + path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { origin: demo.origin, cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(key, value);
      }
      return answer.json() as Promise<{
        response: { id: string };
        client: { sessions: { last_active_token: { jwt: string } }[] };
      }>;
    };
    const signUp = { email_address: `${name}+clerk_test@example.com`, password: PASSWORD };
    const { response } = await send('/v1/client/sign_ups', signUp);
    const path = `/v1/client/sign_ups/${response.id}`;
    await send(`${path}/prepare_verification`, { strategy: 'email_code' });
    const done = await send(`${path}/attempt_verification`, { strategy: 'email_code', code: '424242' });
    const token = done.client.sessions[0]?.last_active_token.jwt;
    assert.ok(token, JSON.stringify(done));
    return token;
  }

  test('the inbox is read under the names of this machine alone', async () => {
    for (const path of ['/__dev/messages', '/__dev/inbox']) {
      assert.equal((await getAs('localhost', path)).status, 200);
      const foreign = await getAs('evil.example', path);
      assert.equal(foreign.status, 403, path);
      assert.ok(!foreign.body.includes('@'), foreign.body);
    }
  });

  test('a page of another site changes nothing, even with the token of a visitor', async () => {
    const token = await visitor('ada');
    for (const path of ['/api/second-browser', '/api/second-browser/visit', '/api/invitations']) {
      for (const headers of [{ origin: EVIL }, { origin: 'null' }, {}] as Record<string, string>[]) {
        const answer = await post(path, token, headers, new URLSearchParams({ emailAddress: 'x@example.com' }));
        assert.equal(answer.status, 403, `${path} ${headers['origin']}`);
        assert.equal(answer.headers.get('access-control-allow-origin'), null);
      }
    }
  });

  test('a visitor reaches the own second browser, and nobody else’s', async () => {
    const [ada, bo] = [await visitor('cleo'), await visitor('bo')];
    const own = { origin: demo.origin };
    assert.equal((await post('/api/second-browser', ada, own)).status, 200);
    assert.equal((await post('/api/second-browser/visit', ada, own)).status, 200);
    assert.equal((await post('/api/second-browser/visit', bo, own)).status, 404);
    assert.equal((await post('/api/second-browser/visit', '', own)).status, 404);
    assert.equal((await post('/api/second-browser', '', own)).status, 401);
  });

  test('an invitation that is no form is refused', async () => {
    const token = await visitor('dora');
    const own = { origin: demo.origin };
    const answers = [
      await post('/api/invitations', token, { ...own, 'content-type': 'application/json' }, '{}'),
      await post('/api/invitations', token, own),
      await post('/api/invitations', token, own, new URLSearchParams({ emailAddress: 'x'.repeat(200_000) })),
    ];
    for (const { status } of answers) assert.ok(status >= 400 && status < 500, String(status));
  });

  test('no path leads out of the folders of the demo', async () => {
    for (const path of [
      '/assets/../serve.ts',
      '/assets/..%2fserve.ts',
      '/assets/%2e%2e/serve.ts',
      '/assets//etc/passwd',
      '/assets/constructor',
      '/assets/__proto__.js',
    ]) {
      assert.equal((await getAs('localhost', path)).status, 404, path);
    }
  });
});
