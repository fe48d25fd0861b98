import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { PageAnswer, PageInput } from '../../../src/server/hosted-pages/page-renderer.ts';
import { getHostedInstance } from '../../support/hosted-instance.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';

const URL_OF_API = 'https://clerk.example.com';
const APP = 'https://app.example.com';
const EVIL = 'evil.example';
const EMAIL = 'ada@example.com';
const PATHS = ['/sign-in', '/sign-in/factor-one', '/sign-up', '/user', '/waitlist', '/__clerk/sign-in'];

let instance: TestInstance;
before(async () => {
  instance = await getHostedInstance({ config: { emailLink: true } });
  await instance.signUp(instance.browser(), EMAIL);
  instance.clock.advance(61_000);
});
after(() => instance.close());

describe('a form that a page of another site sends', () => {
  const refused: Record<string, string>[] = [
    { origin: `https://${EVIL}` },
    { origin: `https://${EVIL}`, 'sec-fetch-site': 'same-origin' },
    { origin: `https://${EVIL}`, referer: `${URL_OF_API}/sign-in` },
    { origin: '' },
    { origin: `${APP}, ${URL_OF_API}` },
    { origin: `${APP}/` },
    { origin: APP.toUpperCase() },
    { origin: 'file://' },
  ];
  const hidden: Record<string, string>[] = [
    { origin: 'none', referer: `${URL_OF_API}/sign-in` },
    { origin: 'none', referer: `${URL_OF_API}/sign-in`, 'sec-fetch-site': 'same-site' },
    { origin: 'none', 'sec-fetch-site': 'none' },
    { origin: 'none', 'sec-fetch-site': 'same-origin, cross-site' },
    { origin: 'null', referer: `${URL_OF_API}/sign-in`, 'sec-fetch-site': 'same-origin' },
    { origin: 'NULL' },
  ];
  for (const [headers, isHidden] of [
    ...refused.map((each) => [each, false] as const),
    ...hidden.map((each) => [each, true] as const),
  ]) {
    it(`changes nothing: ${JSON.stringify(headers)}`, async () => {
      const browser = instance.browser({ origin: URL_OF_API });
      const sent = instance.mailbox.messages.length;
      for (const [path, fields] of [
        ['/sign-in', { identifier: EMAIL, password: PASSWORD }],
        ['/sign-up', { emailAddress: 'new@example.com', password: PASSWORD }],
      ] as const) {
        const answer = await browser.fetch(path, { method: 'POST', body: new URLSearchParams(fields), headers });
        assert.equal(answer.status, isHidden && headers['origin'] !== 'NULL' ? 200 : 400);
        assert.ok(!(await answer.text()).includes(PASSWORD));
      }
      assert.equal(browser.cookies.size, 0);
      assert.equal(instance.mailbox.messages.length, sent);
    });
  }

  it('signs nobody out, and nobody in as somebody else', async () => {
    const browser = instance.browser({ origin: URL_OF_API });
    const { userId } = await instance.signUp(browser, 'victim@example.com');
    for (const headers of [...refused, ...hidden]) {
      for (const [path, fields] of [
        ['/user', { action: 'sign-out-all' }],
        ['/sign-in', { identifier: EMAIL, password: PASSWORD }],
      ] as const) {
        await browser.fetch(path, { method: 'POST', body: new URLSearchParams(fields), headers });
      }
    }
    const { response } = await browser.get('/v1/client');
    assert.deepEqual(
      response.sessions.map(({ user, status }: { user: { id: string }; status: string }) => [user.id, status]),
      [[userId, 'active']],
    );
    assert.equal(response.sign_in, null);
  });
});

describe('a page that is only opened', () => {
  it('sends no message, whatever its address names', async () => {
    const browser = instance.browser({ origin: URL_OF_API });
    await browser.post('/v1/client/sign_ins', { identifier: EMAIL });
    const sent = instance.mailbox.messages.length;
    for (const query of ['?factor=', '?factor=email_code', '?factor=email_link', '?factor=reset_password_email_code']) {
      for (const step of ['', '/factor-one', '/factor-two', '/reset-password', '/verify', '/client-trust', '/choose']) {
        instance.clock.advance(61_000);
        const answer = await browser.fetch(`/sign-in${step}${query}&press=resend&choose=forgot&action=look`);
        assert.ok(answer.status < 400, step + query);
      }
    }
    assert.equal(instance.mailbox.messages.length, sent);
  });

  it('finds no step, factor or control under the name of a property of every object', async () => {
    const browser = instance.browser({ origin: URL_OF_API });
    await browser.post('/v1/client/sign_ins', { identifier: EMAIL });
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
      for (const page of ['/sign-in', '/sign-up', '/user', '/waitlist']) {
        for (const path of [
          `/${name}`,
          `/factor-one/${name}`,
          `/factor-${name}`,
          `/verify${name}`,
          `/create/${name}`,
        ]) {
          const query = `?factor=${name}&choose=${name}&press=${name}&__clerk_status=${name}`;
          const answer = await browser.fetch(page + path + query);
          assert.ok(answer.status < 400, `${page}${path}: ${answer.status}`);
        }
      }
    }
    assert.equal(({} as Record<string, unknown>)['factor'], undefined);
  });
});

describe('a request that names another host', () => {
  it('gets pages, forms and redirects of the configured one', async () => {
    for (const path of [...PATHS, '/sign-in?redirect_url=/next', '/nothing']) {
      for (const method of ['GET', 'POST']) {
        const answer = await instance.fetch(
          new Request(`https://${EVIL}${path}`, {
            method,
            headers: {
              host: EVIL,
              origin: URL_OF_API,
              forwarded: `host=${EVIL}`,
              'x-forwarded-host': EVIL,
              'x-forwarded-prefix': `//${EVIL}`,
              'x-original-url': `//${EVIL}/`,
              'clerk-proxy-url': `https://${EVIL}/__clerk`,
            },
            ...(method === 'POST' && { body: new URLSearchParams({ identifier: EMAIL }) }),
          }),
        );
        const told = `${await answer.text()} ${JSON.stringify([...answer.headers])}`;
        assert.ok(!told.includes(EVIL), `${method} ${path}`);
      }
    }
  });

  it('finds the profile of a server without a site below the path of a proxy, too', async () => {
    const home = await getHostedInstance({ config: { allowedOrigins: [] } });
    for (const [path, target] of [
      ['/', '/user'],
      ['/__clerk/', '/__clerk/user'],
    ] as const) {
      assert.equal((await home.fetch(new Request(URL_OF_API + path))).headers.get('location'), target);
    }
    await home.close();
  });
});

describe('a form of any shape', () => {
  it('is answered without a failure', async () => {
    const browser = instance.browser({ origin: URL_OF_API });
    const bodies = [
      '',
      '&&&=&=',
      '__proto__=1&constructor=2&action=__proto__',
      'identifier=%00&password=%00&action=%00',
      'identifier=%ED%A0%80&password=%ED%BF%BF',
      'identifier=%F0%9F&emailAddress=%F0%9F',
      'identifier=a&identifier[]=b&identifier[__proto__]=c&action=&action=sign-out',
      `identifier=${encodeURIComponent('‮\u0001\u0002\u0003﻿')}`,
      `identifier=${'%28'.repeat(20_000)}`,
      `emailAddress=${'@'.repeat(60_000)}`,
      `phoneNumber=${'%2B1'.repeat(15_000)}&phoneNumber__country=${'x'.repeat(1_000)}`,
      `code=${'1a'.repeat(30_000)}`,
    ];
    await browser.post('/v1/client/sign_ins', { identifier: EMAIL });
    for (const body of bodies) {
      for (const path of [...PATHS, '/sign-up/continue', '/sign-up/verify-email-address', '/waitlist/joined']) {
        const answer = await browser.fetch(path, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        });
        assert.ok(answer.status < 500, `${path} ${body.slice(0, 40)}: ${answer.status}`);
        // The text of a page is never cut off by a character that HTML cannot hold.
        assert.ok(!(await answer.text()).includes('\0'));
      }
    }
    assert.deepEqual(
      instance.log.filter((line) => /"level":"error"/.test(line)),
      [],
    );
  });
});

describe('every answer of the hosted pages', () => {
  it('is kept from caches, frames, sniffing and scripts of other sites', async () => {
    const browser = instance.browser({ origin: URL_OF_API });
    await instance.signUp(browser, 'headers@example.com');
    const form = 'application/x-www-form-urlencoded';
    const post = (body: BodyInit, headers: Record<string, string> = {}): RequestInit => ({
      method: 'POST',
      body,
      headers: { 'content-type': form, ...headers },
    });
    const answers: [number, string, RequestInit?][] = [
      [200, '/sign-in'],
      [200, '/sign-up'],
      [200, '/user'],
      [200, '/waitlist'],
      [303, '/sign-in/factor-one'],
      [400, '/sign-in', post('a=b', { origin: `https://${EVIL}` })],
      [400, '/sign-in', post('a=b&'.repeat(101))],
      [405, '/sign-in', { method: 'DELETE' }],
      [405, '/sign-in', { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } }],
      [413, '/sign-in', post('a'.repeat(70_000))],
      [415, '/sign-in', post('{}', { 'content-type': 'application/json' })],
      [422, '/sign-in', post('identifier=nobody%40example.com')],
    ];
    for (const [status, path, init] of answers) {
      const { headers, status: got } = await browser.fetch(path, init);
      const name = `${init?.method ?? 'GET'} ${path} ${status}`;
      assert.equal(got, status, name);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /frame-ancestors 'none'/, name);
      assert.doesNotMatch(policy, /unsafe-|\*/, name);
      if (status !== 303) assert.match(policy, /default-src 'none'.*base-uri 'none'/, name);
      assert.equal(headers.get('cache-control'), 'no-store', name);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', name);
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', name);
      assert.match(headers.get('strict-transport-security') ?? '', /max-age/, name);
      assert.match(headers.get('referrer-policy') ?? '', /^(same-origin|no-referrer)$/, name);
      assert.deepEqual(
        [...headers.keys()].filter((each) => each.startsWith('access-control-')),
        [],
        name,
      );
    }
  });
});

describe('what a renderer asks for', () => {
  async function leadsTo(answer: (input: PageInput) => Promise<PageAnswer>, fields: Record<string, string> = {}) {
    const own = await getHostedInstance({ pageRenderer: async () => ({ answer }) });
    const browser = own.browser({ origin: URL_OF_API });
    await own.signUp(browser, EMAIL, fields);
    const { headers, status } = await browser.fetch('/sign-in');
    await own.close();
    return { status, location: headers.get('location'), refresh: headers.get('refresh'), home: own.config.homeUrl };
  }

  for (const path of [
    '/a/..//evil.example/',
    '/.//evil.example',
    `${URL_OF_API}//evil.example`,
    '/%2e//evil.example',
  ]) {
    it(`is no other host by the path ${path}`, async () => {
      const { location } = await leadsTo(async () => ({ redirect: path }));
      assert.equal(new URL(location ?? '', `${URL_OF_API}/sign-in`).host, 'clerk.example.com');
    });
  }

  for (const url of [`https://${EVIL}/`, 'javascript:alert(1)']) {
    it(`is no provider that a user has written into metadata: ${url}`, async () => {
      const metadata = JSON.stringify({ external_verification_redirect_url: url, a: [{ verification: null }] });
      const { location, refresh, home } = await leadsTo(
        async ({ fetch }) => {
          const answer = await fetch('/v1/client');
          assert.ok((await answer.text()).includes(url));
          return { redirect: url, isProvider: true };
        },
        { unsafe_metadata: metadata },
      );
      assert.deepEqual([location, refresh], [home, null]);
    });
  }
});
