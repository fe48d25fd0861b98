import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Hono } from 'hono';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { onSqlite, type Open } from '../../support/each-storage.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { enrolTotp } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const EMAIL = 'ada@example.com';
const EVERYTHING: Partial<ConfigInput> = {
  attributes: { phoneNumber: 'optional', web3Wallet: 'optional', username: 'optional', password: 'optional' },
  emailLink: true,
  passkeys: { enabled: true },
  wallets: ['metamask'],
  oauth: [{ provider: 'google', clientId: 'app', clientSecret: 'secret' }],
  secondFactors: { totp: true, phoneCode: true },
  reverification: false,
};
/** Every field that any form has. */
const FIELDS = [
  'strategy',
  'identifier',
  'email_address',
  'phone_number',
  'web3_wallet',
  'username',
  'first_name',
  'last_name',
  'password',
  'current_password',
  'new_password',
  'code',
  'token',
  'ticket',
  'answer',
  'number',
  'name',
  'level',
  'signature',
  'public_key_credential',
  'unsafe_metadata',
  'redirect_url',
  'action_complete_redirect_url',
  'primary_email_address_id',
  'reserved_for_second_factor',
  'transfer',
  'locale',
];
const each = (text: (field: string) => string) => FIELDS.map(text).join('&');
const STRATEGIES = ['', 'password', 'email_code', 'email_link', 'passkey', 'totp', 'ticket', 'oauth_google'];
/** Bodies that no page sends, with a strategy that leads further into the server where there is one. */
const BODIES: Record<string, string> = {
  ...Object.fromEntries(
    STRATEGIES.map((strategy) => [
      `NUL in every field (${strategy || 'no strategy'})`,
      each((field) => `${field}=${field === 'strategy' && strategy ? strategy : 'a%00b'}`),
    ]),
  ),
  'every field twice': each((field) => `${field}=a&${field}=b`),
  'every field as a list': each((field) => `${field}[]=a`),
  'every field as an object': each((field) => `${field}[__proto__][polluted]=a`),
  'lone surrogates': each((field) => `${field}=%ed%a0%80`),
  'the end of all numbers': each((field) => `${field}=1e999`),
  'the names of what every object has': 'constructor=1&toString=1&hasOwnProperty=1&valueOf=1&__proto__=1',
};

type Door = [method: string, path: string];

async function openWithRoutes(open: (options: Parameters<Open>[0]) => Promise<TestInstance>) {
  let routes: Hono['routes'] = [];
  const instance = await open({ config: EVERYTHING, extraRoutes: (app) => void (routes = app.routes) });
  const doors = [...new Set(routes.map(({ method, path }) => `${method} ${path}`))]
    .map((door) => door.split(' ') as Door)
    .filter(([method, path]) => /^(GET|POST|PUT|PATCH|DELETE)$/.test(method) && !path.includes('*'));
  assert.ok(doors.length > 60, `${doors.length} routes`);
  return { instance, doors, changes: doors.filter(([method]) => method !== 'GET') };
}

const SOME_ID = 'idn_000000000000000000000000000';

/** Asks for the route as clients do: other verbs than GET travel as POST. */
function ask(
  browser: TestBrowser,
  [method, path]: Door,
  init: { body?: string; id?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  const url = path.replace(/:\w+(\{[^}]*\})?/g, init.id ?? SOME_ID);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...init.headers };
  if (method === 'GET') return browser.fetch(url, { redirect: 'manual' });
  const to = method === 'POST' ? url : `${url}?_method=${method}`;
  return browser.fetch(to, { method: 'POST', body: init.body ?? '', headers, redirect: 'manual' });
}

describe('every route', () => {
  const opened: TestInstance[] = [];
  afterEach(async () => {
    for (const instance of opened.splice(0)) await instance.close();
  });
  const open: Open = async (options) => {
    const instance = await getTestInstance(options);
    opened.push(instance);
    return instance;
  };

  it('every route that changes something refuses other origins, except the form that a provider posts', async () => {
    const { instance, changes } = await openWithRoutes(open);
    const taken: string[] = [];
    for (const door of changes) {
      for (const origin of ['https://evil.example', 'null']) {
        const answer = await ask(instance.browser({ origin }), door, { headers: { origin } });
        if (answer.status === 400) {
          const { errors } = (await answer.json()) as { errors: { code: string }[] };
          assert.equal(errors[0]?.code, 'origin_invalid', door.join(' '));
        } else taken.push(door.join(' '));
      }
    }
    assert.deepEqual([...new Set(taken)], ['POST /v1/oauth_callback', 'POST /v1/oauth_callback/:slug']);
  });

  it('every route answers with the headers that protect an answer', async () => {
    const { instance, doors } = await openWithRoutes(open);
    const browser = instance.browser();
    await instance.signUp(browser, EMAIL);
    for (const door of doors) {
      const { headers } = await ask(browser, door);
      const name = door.join(' ');
      assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, name);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', name);
      assert.equal(headers.get('referrer-policy'), 'no-referrer', name);
      // A popup of an authorization tells its opener how it went, so its last page keeps the opener.
      const opener = name.includes('/oauth_callback') ? 'unsafe-none' : 'same-origin';
      assert.equal(headers.get('cross-origin-opener-policy'), opener, name);
      assert.match(headers.get('strict-transport-security') ?? '', /max-age=\d{8}/, name);
      if (!name.includes('well-known')) assert.equal(headers.get('cache-control'), 'no-store', name);
    }
  });
});

onSqlite('every route', (open) => {
  it('every route of a user is closed after the password and before the second factor', async () => {
    const { instance, doors } = await openWithRoutes(open);
    const owner = instance.browser();
    const { sessionId } = await instance.signUp(owner, EMAIL);
    await enrolTotp(instance, owner);
    const browser = instance.browser();
    const half = await browser.post('/v1/client/sign_ins', { identifier: EMAIL, password: PASSWORD });
    assert.equal(half.response.status, 'needs_second_factor');
    const own = doors.filter(([, path]) => /^\/v1\/(me|client\/sessions\/)/.test(path));
    assert.ok(own.length > 40, `${own.length} routes`);
    for (const door of own) {
      const { status } = await ask(browser, door, {
        id: sessionId,
        body: 'strategy=password&password=x&level=first_factor',
      });
      assert.ok([401, 404].includes(status), `${door.join(' ')}: ${status}`);
    }
    assert.equal((await owner.get('/v1/me')).status, 200);
    assert.ok(!browser.cookies.get('__session'));
  });

  it('every route takes any body without a failure', async () => {
    const { instance, changes } = await openWithRoutes(open);
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, EMAIL);
    const { response: user } = await browser.get('/v1/me');
    // What ends a session comes last.
    const isEnd = ([method, path]: Door) =>
      /(end|remove|revoke)$/.test(path) || (method === 'DELETE' && /client(\/sessions)?$/.test(path));
    for (const door of changes.toSorted((a, b) => Number(isEnd(a)) - Number(isEnd(b)))) {
      const [, path] = door;
      const attempts = /sign_ins|sign_ups/.exec(path)?.[0];
      const attempt = attempts && path.includes(':id') && (await browser.post(`/v1/client/${attempts}`)).response?.id;
      const id = attempt || (path.includes('/sessions/') ? sessionId : user.primary_email_address_id);
      for (const [name, body] of Object.entries(BODIES)) {
        const answer = await ask(browser, door, { id, body });
        const text = await answer.text();
        assert.ok(answer.status < 500, `${door.join(' ')}: ${name}: ${answer.status} ${text.slice(0, 300)}`);
      }
    }
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    assert.ok(!instance.log.some((line) => line.includes('A request failed.')));
  });
});
