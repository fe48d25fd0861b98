import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Hono } from 'hono';
import { solveWork } from '../../../src/client/captcha/solve-work.ts';
import type { TestInstance } from '../../support/instance.ts';
import { onSqlite } from '../../support/each-storage.ts';

/** Routes that need a session, guess nothing and send nothing: they only change or delete. */
const OWN = [
  'DELETE /v1/client',
  'DELETE /v1/client/sessions',
  'POST /v1/client/sessions/:id/end',
  'POST /v1/client/sessions/:id/remove',
  'POST /v1/client/sessions/:id/tokens',
  'POST /v1/client/sessions/:id/tokens/:template',
  'POST /v1/client/sessions/:id/touch',
  'POST /v1/me/sessions/:id/revoke',
  'PATCH /v1/me/passkeys/:id',
  'DELETE /v1/me/email_addresses/:id',
  'DELETE /v1/me/external_accounts/:id',
  'DELETE /v1/me/passkeys/:id',
  'DELETE /v1/me/phone_numbers/:id',
  'DELETE /v1/me/totp',
  'DELETE /v1/me/web3_wallets/:id',
];
/** Counted where it comes to something: a message, a challenge, a client. What is not there comes to nothing. */
const COUNTED_LATER = [
  'POST /v1/client',
  'PUT /v1/client',
  'POST /v1/client/sign_ins/:id/prepare_first_factor',
  'POST /v1/client/sign_ins/:id/prepare_second_factor',
  'POST /v1/client/sign_ups/:id/prepare_verification',
  'POST /v1/client/sessions/:id/verify/prepare_second_factor',
  'POST /v1/me/email_addresses/:id/prepare_verification',
  'POST /v1/me/phone_numbers/:id/prepare_verification',
  'POST /v1/me/web3_wallets/:id/prepare_verification',
  'PATCH /v1/me/external_accounts/:id/reauthorize',
];
/** Changes nothing. */
const HARMLESS = [
  'PATCH /v1/environment',
  'POST /v1/dev_browser',
  'POST /v1/oauth_callback',
  'POST /v1/oauth_callback/:slug',
];
const UNCOUNTED = new Set([...OWN, ...COUNTED_LATER, ...HARMLESS]);
const FORM = {
  strategy: 'email_code',
  identifier: 'ada@example.com',
  email_address: 'new@example.com',
  phone_number: '+12025550143',
  web3_wallet: `0x${'a'.repeat(40)}`,
  password: 'a plain long phrase',
  current_password: 'a wrong long phrase',
  new_password: 'another long phrase',
  code: '000000',
  token: 'x'.repeat(43),
  name: 'A name',
  first_name: 'Ada',
  level: 'first_factor',
};
/** A bot check passed. */
async function workFor(instance: TestInstance): Promise<string> {
  const { body } = await instance.browser().post('/v1/client/verify');
  const asked = body.errors?.[0]?.meta?.captcha as { challenge: string; difficulty: number };
  return solveWork(asked.challenge, asked.difficulty);
}

const MAX = 5;
const LIMIT = { max: MAX, windowMs: 10_000 };

onSqlite('requests of one address', (open) => {
  it('requests of one address are limited on every route, and told how long to wait', async () => {
    let routes: Hono['routes'] = [];
    const openIn = (mode: 'public' | 'waitlist') =>
      open({
        config: {
          attributes: { phoneNumber: 'optional', web3Wallet: 'optional' },
          emailLink: true,
          passkeys: { enabled: true },
          wallets: ['metamask'],
          secondFactors: { totp: true, phoneCode: true },
          captcha: { provider: 'proof_of_work', difficulty: 8 },
          signUp: { mode },
          reverification: false,
          // The account has to outlive the requests to delete it.
          deleteSelf: false,
        },
        limits: { createAttempt: LIMIT, attempt: LIMIT, prepare: LIMIT },
        extraRoutes: (app) => {
          routes = app.routes;
        },
      });
    const instance = await openIn('public');
    const waitlist = await openIn('waitlist');
    const doors = [...new Set(routes.map(({ method, path }) => `${method} ${path}`))].filter(
      (door) => /^(POST|PUT|PATCH|DELETE) \/v1/.test(door) && !UNCOUNTED.has(door),
    );
    assert.ok(doors.length >= 25, `${doors.length} doors`);
    assert.deepEqual(
      [...UNCOUNTED].filter((door) => !routes.some(({ method, path }) => door === `${method} ${path}`)),
      [],
      'every exception is a door',
    );
    const owner = instance.browser({ ip: '198.51.100.77' });
    const { sessionId } = await instance.signUp(owner, 'ada@example.com', { captcha_token: await workFor(instance) });
    const unguarded: string[] = [];
    for (const [index, door] of doors.entries()) {
      const [method = '', path = ''] = door.split(' ');
      const id = path.includes('/sessions/') ? sessionId : 'idn_000000000000000000000000000';
      const browser = (path.endsWith('/waitlist') ? waitlist : instance).browser({ ip: `203.0.113.${index}` });
      for (const [name, value] of owner.cookies) browser.cookies.set(name, value);
      const statuses: number[] = [];
      let wait = 0;
      for (let i = 0; i <= MAX && wait === 0; i++) {
        const to = `${path.replace(/:\w+/g, id)}${method === 'POST' ? '' : `?_method=${method}`}`;
        const answer = await browser.fetch(to, { method: 'POST', body: new URLSearchParams(FORM) });
        statuses.push(answer.status);
        if (answer.status === 429) wait = Number(answer.headers.get('retry-after'));
      }
      if (wait === 0) unguarded.push(`${door}: ${statuses}`);
    }
    assert.deepEqual(unguarded, []);
  });
});
