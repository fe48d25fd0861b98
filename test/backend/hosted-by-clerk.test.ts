import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClerkClient } from '../../src/entries/backend.ts';
import { buildPublishableKey } from '../../src/protocol/keys.ts';
import { forge, NOW, now, PUBLIC_PEM } from './token-forge.ts';

const HOST = 'happy-cat-1.clerk.accounts.dev';
const KEYS = { publishableKey: buildPublishableKey('development', HOST), secretKey: 'sk_test_0123456789' };
const PAGE = 'https://app.acme.example/notes?page=2';
const TOKEN = forge({ iss: `https://${HOST}` });

/** An application of a development instance of Clerk, and what it asks Clerk's Backend API. */
function application(answer: unknown = {}) {
  const calls: string[] = [];
  const fetch = (async (url: unknown, init?: RequestInit) => {
    calls.push(`${init?.method} ${String(url)} ${new Headers(init?.headers).get('authorization')}`);
    return Response.json(answer);
  }) as typeof globalThis.fetch;
  const clerk = createClerkClient({ ...KEYS, jwtKey: PUBLIC_PEM, now, fetch });
  const open = (url: string, cookie: string) =>
    clerk.authenticateRequest(new Request(url, { headers: { cookie, 'sec-fetch-dest': 'document' } }));
  return { clerk, open, calls };
}

describe('a development instance that Clerk hosts', () => {
  it('is asked by its own host, with the development browser that the page knows', async () => {
    const { open } = application();
    const state = await open(PAGE, `__client_uat=${NOW}; __clerk_db_jwt=dvb_1`);
    assert.equal(state.status, 'handshake');
    const url = new URL(state.headers.get('location') ?? '');
    assert.equal(url.origin + url.pathname, `https://${HOST}/v1/client/handshake`);
    const { redirect_url, format, __clerk_db_jwt, suffixed_cookies } = Object.fromEntries(url.searchParams);
    assert.deepEqual([redirect_url, format, __clerk_db_jwt, suffixed_cookies], [PAGE, 'nonce', 'dvb_1', 'true']);
  });

  it('repeats no state, and its answer counts in the browser that started the handshake alone', async () => {
    const directives = [`__session=${TOKEN}; Path=/`, `__client_uat=${NOW}; Path=/`, '__clerk_db_jwt=dvb_2; Path=/'];
    const { open, calls } = application({ directives });
    const back = `${PAGE}&__clerk_handshake_nonce=n1&__clerk_db_jwt=dvb_2`;

    const planted = await open(back, '');
    assert.equal(planted.headers.get('location'), PAGE);
    assert.deepEqual([planted.headers.getSetCookie(), calls], [[], []]);

    const started = await open(PAGE, `__client_uat=${NOW}`);
    const cookie = started.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
    const answered = await open(back, [`__client_uat=${NOW}`, ...cookie].join('; '));
    assert.equal(answered.status, 'handshake');
    assert.equal(answered.headers.get('location'), PAGE);
    assert.deepEqual(answered.headers.getSetCookie(), directives);
    assert.deepEqual(calls, [
      `GET https://api.clerk.com/v1/clients/handshake_payload?nonce=n1 Bearer ${KEYS.secretKey}`,
    ]);
    const page = await open(PAGE, `__session=${TOKEN}; __client_uat=${NOW}; __clerk_db_jwt=dvb_2`);
    assert.equal(page.toAuth().userId, 'user_1');
  });

  it('is administered through the API of Clerk', async () => {
    const { clerk, calls } = application({ object: 'session', id: 'sess_1' });
    await clerk.sessions.getSession('sess_1');
    assert.deepEqual(calls, [`GET https://api.clerk.com/v1/sessions/sess_1 Bearer ${KEYS.secretKey}`]);
  });
});
