import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOST_CLIENT_COOKIE } from '../../../src/protocol/cookies.ts';
import type { PageAnswer, PageInput } from '../../../src/server/hosted-pages/page-renderer.ts';
import type { TestInstanceOptions } from '../../support/instance.ts';
import { getHostedInstance } from '../../support/hosted-instance.ts';

const URL_OF_API = 'https://clerk.example.com';
const APP = 'https://app.example.com';
const DRAWN = { status: 200, title: 'Step', html: '<p>drawn</p>', style: '' };

/** An instance whose forms are drawn by the test, and what the renderer was asked. */
async function start(
  answer: (input: PageInput) => PageAnswer | Promise<PageAnswer>,
  options: TestInstanceOptions = {},
) {
  const asked: PageInput[] = [];
  const renderer = {
    answer: async (input: PageInput) => {
      asked.push(input);
      return answer(input);
    },
  };
  const instance = await getHostedInstance({ ...options, pageRenderer: async () => renderer });
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string>) =>
    instance.fetch(new Request(URL_OF_API + path, { method: 'POST', body: new URLSearchParams(fields), headers }));
  return { instance, asked, post };
}

describe('a form that is posted to a hosted page', () => {
  it('is taken from the page itself and from pages of allowed origins', async () => {
    const { instance, asked, post } = await start(() => DRAWN);
    for (const origin of [URL_OF_API, APP]) {
      assert.equal((await post('/sign-in/factor-one?a=1', { password: 'x' }, { origin })).status, 200);
      const [input] = asked.splice(0);
      assert.equal(input?.form?.get('password'), 'x');
      assert.deepEqual(
        [input?.page, input?.step, input?.base, input?.origin],
        ['sign-in', 'factor-one', '/sign-in', URL_OF_API],
      );
      assert.equal(input?.query.get('a'), '1');
    }
    await instance.close();
  });

  it('of another origin is refused before anything is done', async () => {
    const { instance, asked, post } = await start(() => DRAWN);
    for (const origin of ['https://evil.example', 'http://clerk.example.com', 'https://app.example.com.evil.example']) {
      const answer = await post('/sign-in', { identifier: 'ada@example.com' }, { origin });
      assert.equal(answer.status, 400, origin);
      assert.doesNotMatch(await answer.text(), /ada@example\.com/);
    }
    assert.equal(asked.length, 0);
    await instance.close();
  });

  for (const [title, headers] of [
    ['whose page sends no referrer', { origin: 'null' }],
    ['without an Origin', {}],
    ['without an Origin, from another site', { 'sec-fetch-site': 'cross-site' }],
    ['of a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
  ] as const) {
    it(`${title} does nothing, and comes back with what was typed but no secret`, async () => {
      const { instance, asked, post } = await start((input) => ({
        ...DRAWN,
        html: `<p>${input.typed?.get('identifier')}</p>`,
      }));
      const answer = await post(
        '/sign-in',
        { identifier: 'ada@example.com', password: 'hunter2', code: '424242' },
        headers,
      );
      assert.equal(answer.status, 200);
      const html = await answer.text();
      assert.match(html, /role="alert">Nothing was sent yet/);
      assert.match(html, /<p>ada@example\.com<\/p>/);
      assert.doesNotMatch(html, /hunter2|424242/);
      const [input] = asked;
      assert.equal(input?.form, undefined);
      assert.deepEqual([...(input?.typed ?? [])], [['identifier', 'ada@example.com']]);
      await instance.close();
    });
  }

  it('without an Origin is taken when the browser says that it is from the page itself', async () => {
    const { instance, asked, post } = await start(() => DRAWN);
    await post('/sign-in', { identifier: 'ada@example.com' }, { 'sec-fetch-site': 'same-origin' });
    assert.equal(asked[0]?.form?.get('identifier'), 'ada@example.com');
    await instance.close();
  });

  it('is url-encoded text of a bounded length', async () => {
    const { instance, asked } = await start(() => DRAWN);
    const send = async (body: BodyInit, type?: string) => {
      const headers: Record<string, string> = { origin: URL_OF_API, ...(type && { 'content-type': type }) };
      return (await instance.fetch(new Request(`${URL_OF_API}/sign-in`, { method: 'POST', body, headers }))).status;
    };
    const form = 'application/x-www-form-urlencoded';
    assert.equal(await send('{"identifier":"a"}', 'application/json'), 415);
    assert.equal(await send(new FormData()), 415);
    assert.equal(await send('identifier=a', 'text/plain'), 415);
    assert.equal(await send(`identifier=${'a'.repeat(70_000)}`, form), 413);
    assert.equal(await send('a=1&'.repeat(101), form), 400);
    assert.equal(await send(new Uint8Array([0x61, 0x3d, 0xff]), form), 400);
    assert.equal(asked.length, 0);
    await instance.close();
  });
});

describe('what a renderer asks the API', () => {
  it('counts against the address of the visitor, with the cookies that came and those of earlier answers', async () => {
    const email = 'ada@example.com';
    const { instance } = await start(
      async ({ fetch, form }) => {
        if (!form) return DRAWN;
        const body = new URLSearchParams({ email_address: email, password: 'a plain long phrase' });
        const made = await fetch('/v1/client/sign_ups', { method: 'POST', body });
        if (!made.ok) return { ...DRAWN, status: made.status, retryAfter: Number(made.headers.get('retry-after')) };
        const { response } = (await made.json()) as { response: { id: string } };
        const path = `/v1/client/sign_ups/${response.id}`;
        const sent = await fetch(`${path}/prepare_verification`, {
          method: 'POST',
          body: new URLSearchParams({ strategy: 'email_code' }),
        });
        return sent.ok ? { redirect: '/sign-up/verify-email-address' } : { ...DRAWN, status: sent.status };
      },
      { limits: { createAttempt: { max: 1, windowMs: 10_000 } } },
    );
    const browser = instance.browser({ origin: URL_OF_API, ip: '198.51.100.9' });
    const post = () => browser.fetch('/sign-up', { method: 'POST', body: new URLSearchParams({ a: 'b' }) });
    const answer = await post();
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/sign-up/verify-email-address']);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.ok(browser.cookies.has(HOST_CLIENT_COOKIE));
    assert.match(instance.mailbox.lastCode(email), /^\d{6}$/);
    // The client of the cookie holds the attempt.
    const { response } = await browser.get('/v1/client');
    assert.equal(response.sign_up.email_address, email);

    const again = await post();
    assert.equal(again.status, 429);
    assert.ok(Number(again.headers.get('retry-after')) >= 1);
    const other = instance.browser({ origin: URL_OF_API, ip: '198.51.100.10' });
    const theirs = await other.fetch('/sign-up', { method: 'POST', body: new URLSearchParams({ a: 'b' }) });
    // Its address may still begin an attempt. The recipient is the same, who got a message just now.
    assert.equal((await other.get('/v1/client')).response.sign_up.email_address, email);
    assert.equal(theirs.status, 429);
    await instance.close();
  });

  it('never reaches the Backend API, whatever key the request of the page has', async () => {
    const { instance } = await start(async ({ fetch }) => {
      const answer = await fetch('/v1/users');
      return { ...DRAWN, html: String(answer.status) };
    });
    const headers = { authorization: 'Bearer sk_live_0123456789012345678901234567890123456789' };
    const answer = await instance.fetch(new Request(`${URL_OF_API}/sign-in`, { headers }));
    assert.match(await answer.text(), /<main>404<\/main>/);
    await instance.close();
  });

  it('that fails is said in words, without what went wrong inside', async () => {
    const { instance } = await start(() => {
      throw new Error('the secret of the database');
    });
    const answer = await instance.fetch(new Request(`${URL_OF_API}/sign-in`));
    assert.equal(answer.status, 500);
    assert.match(answer.headers.get('content-type') ?? '', /text\/html/);
    assert.doesNotMatch(await answer.text(), /secret of the database/);
    await instance.close();
  });
});

describe('a redirect of a hosted page', () => {
  it('leads to its own pages and to allowed origins, and else to the home page', async () => {
    let target = '';
    const { instance } = await start(() => ({ redirect: target }));
    const leadsTo = async (to: string) => {
      target = to;
      const answer = await instance.fetch(new Request(`${URL_OF_API}/sign-in`));
      assert.equal(answer.status, 303);
      return answer.headers.get('location');
    };
    assert.equal(await leadsTo('/sign-in/factor-one?a=1'), '/sign-in/factor-one?a=1');
    assert.equal(await leadsTo(`${APP}/next?a=1`), `${APP}/next?a=1`);
    for (const hostile of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
      'data:text/html,a',
      `https://user@app.example.com/`,
      `${APP}.evil.example/`,
      '/a\r\nSet-Cookie: a=b',
      '',
    ]) {
      const location = await leadsTo(hostile);
      assert.equal(location, instance.config.homeUrl, hostile);
    }
    await instance.close();
  });

  it('leads to a provider by a page, and only to one that the API has named in this request', async () => {
    const issuer = 'https://github.com';
    const { instance } = await start(
      async ({ fetch, form }) => {
        if (!form) return { redirect: `${issuer}/login/oauth/authorize?client_id=other`, isProvider: true };
        const body = new URLSearchParams({
          strategy: 'oauth_github',
          redirect_url: `${APP}/back`,
          action_complete_redirect_url: `${APP}/`,
        });
        const made = await fetch('/v1/client/sign_ins', { method: 'POST', body });
        const { response } = (await made.json()) as {
          response: { first_factor_verification: { external_verification_redirect_url: string } };
        };
        return { redirect: response.first_factor_verification.external_verification_redirect_url, isProvider: true };
      },
      { config: { oauth: [{ provider: 'github', clientId: 'id', clientSecret: 'secret' }] } },
    );
    const browser = instance.browser({ origin: URL_OF_API });
    const answer = await browser.fetch('/sign-in', { method: 'POST', body: new URLSearchParams({ a: 'b' }) });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('refresh') ?? '', /^0; url=https:\/\/github\.com\/login\/oauth\/authorize\?/);
    assert.match(
      await answer.text(),
      /<a class="button" href="https:\/\/github\.com\/login\/oauth\/authorize\?[^"]+">/,
    );
    const made = await browser.fetch('/sign-in');
    assert.deepEqual([made.status, made.headers.get('location')], [303, instance.config.homeUrl]);
    await instance.close();
  });
});
