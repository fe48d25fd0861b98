import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { TestInstance } from '../../support/instance.ts';
import { getHostedInstance } from '../../support/hosted-instance.ts';

const URL_OF_API = 'https://clerk.example.com';
const APP = 'https://app.example.com';

let instance: TestInstance;
before(async () => {
  instance = await getHostedInstance();
});
after(() => instance.close());

function open(path: string, init: RequestInit = {}): Promise<Response> {
  return instance.fetch(new Request(URL_OF_API + path, init));
}

describe('the hosted pages', () => {
  for (const path of ['/sign-in', '/sign-in/', '/sign-up', '/sign-up/', '/waitlist']) {
    it(`${path} is a page in English with its element and the script of its own folder`, async () => {
      const answer = await open(path);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
      const html = await answer.text();
      const [, page = ''] = path.split('/');
      assert.match(html, /^<!doctype html>\n<html lang="en" dir="ltr">/);
      assert.match(html, new RegExp(`<clerk-${page} `));
      assert.match(html, new RegExp(`<script defer src="/clerk\\.js\\?elements=${page}&amp;page=hosted"></script>`));
      assert.match(html, /<title>[^<]+ · Acme Labs<\/title>/);
      const head = await open(path, { method: 'HEAD' });
      assert.deepEqual([head.status, await head.text()], [200, '']);
    });
  }

  for (const path of ['/sign-in/factor-one', '/sign-up/verify-email-address']) {
    it(`${path} leads a visitor who has not come that far to the first step`, async () => {
      const answer = await open(path);
      const [, page] = path.split('/');
      assert.deepEqual([answer.status, answer.headers.get('location')], [303, `/${page}`]);
    });
  }

  for (const path of ['/sign-inn', '/users', '/sign-in.html', '/__clerk/waitlists', '/v1/sign-in']) {
    it(`${path} is no page`, async () => {
      assert.equal((await open(path)).status, 404);
    });
  }

  it('below the path of a proxy, a page names its own path and the script there', async () => {
    const html = await (await open('/__clerk/sign-in/')).text();
    assert.match(html, /path="\/__clerk\/sign-in"/);
    assert.match(html, /src="\/__clerk\/clerk\.js\?/);
  });

  it('at the address of a proxy that names itself, a page has that path, and leads to the pages there', async () => {
    const headers = { 'clerk-proxy-url': `${APP}/__clerk` };
    const html = await (await open('/sign-up', { headers })).text();
    assert.match(html, /path="\/__clerk\/sign-up"/);
    assert.match(html, /src="\/__clerk\/clerk\.js\?/);
    const environment = await (await open('/v1/environment', { headers })).json();
    assert.equal(environment.display_config.sign_in_url, `${APP}/__clerk/sign-in`);
    assert.equal(environment.display_config.user_profile_url, `${APP}/__clerk/user`);
    const user = await open('/user', { headers });
    assert.equal(
      user.headers.get('location'),
      `/__clerk/sign-in?redirect_url=${encodeURIComponent(`${APP}/__clerk/user`)}`,
    );
  });

  it('other methods are refused, and _method changes nothing', async () => {
    for (const method of ['PUT', 'DELETE', 'OPTIONS']) {
      assert.equal((await open('/sign-in', { method, headers: { origin: APP } })).status, 405, method);
    }
    // The form lacks what it has to have, whatever the method is called.
    const form = { method: 'POST', headers: { origin: URL_OF_API }, body: new URLSearchParams({ a: 'b' }) };
    for (const path of ['/sign-in', '/sign-in?_method=DELETE'])
      assert.equal((await open(path, form)).status, 422, path);
  });

  it('none are there when hostedPages is off', async () => {
    const off = await getHostedInstance({ config: { hostedPages: false } });
    for (const path of ['/sign-in', '/sign-up', '/waitlist', '/user']) {
      assert.equal((await off.fetch(new Request(URL_OF_API + path))).status, 404, path);
    }
    assert.equal(off.config.signInUrl, `${APP}/sign-in`);
    await off.close();
  });
});

describe('the policy of the hosted pages', () => {
  it('allows its styles by their hashes, scripts of the own origin, and no frame', async () => {
    const answer = await open('/sign-in');
    const html = await answer.text();
    const policy = answer.headers.get('content-security-policy') ?? '';
    const styles = [...html.matchAll(/<style>([^]*?)<\/style>/g)].map(([, text]) => text ?? '');
    const hashes = styles.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    assert.deepEqual(policy.split('; '), [
      "default-src 'none'",
      "script-src 'self'",
      `style-src ${hashes.join(' ')}`,
      "connect-src 'self'",
      "img-src 'self' data:",
      `form-action 'self' ${URL_OF_API} ${APP}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html',
    ]);
    assert.doesNotMatch(html, /<script(?![^>]* src=)|\son\w+=|\sstyle=/);
  });

  it('no cache keeps a page, no opener or other site reaches it, and forms from it have an origin', async () => {
    for (const path of ['/sign-in', '/sign-up', '/waitlist']) {
      const { headers } = await open(path);
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin');
      assert.equal(headers.get('referrer-policy'), 'same-origin');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('x-frame-options'), 'DENY');
      assert.equal(headers.get('x-robots-tag'), 'noindex');
      assert.match(headers.get('strict-transport-security') ?? '', /max-age/);
    }
    assert.match(await (await open('/sign-in')).text(), /<meta name="referrer" content="same-origin">/);
  });

  it('names the logo, the pictures of providers and the bot check where the instance has them', async () => {
    const rich = await getHostedInstance({
      config: {
        branding: { logoUrl: 'https://cdn.example.com/logo.svg', faviconUrl: 'https://icons.example.com/a.png' },
        captcha: { provider: 'turnstile', siteKey: 'site', secretKey: 'secret' },
        gravatar: true,
      },
    });
    const answer = await rich.fetch(new Request(`${URL_OF_API}/sign-in`));
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /img-src 'self' data: https:;/);
    assert.match(policy, /script-src 'self' https:\/\/challenges\.cloudflare\.com;/);
    assert.match(policy, /frame-src https:\/\/challenges\.cloudflare\.com;/);
    // The script of the bot check does not work under Trusted Types.
    assert.doesNotMatch(policy, /trusted-types/);
    assert.match(await answer.text(), /<link rel="icon" href="https:\/\/icons\.example\.com\/a\.png">/);
    await rich.close();
    const { logoUrl, faviconUrl } = {
      logoUrl: 'https://cdn.example.com/a.svg',
      faviconUrl: 'https://icons.example.com/a.png',
    };
    const plain = await getHostedInstance({ config: { branding: { logoUrl, faviconUrl } } });
    const { headers } = await plain.fetch(new Request(`${URL_OF_API}/sign-in`));
    assert.match(
      headers.get('content-security-policy') ?? '',
      /img-src 'self' data: https:\/\/cdn\.example\.com https:\/\/icons\.example\.com;/,
    );
    await plain.close();
  });

  it('the name of the application is text in the page, and no header', async () => {
    const odd = await getHostedInstance({ config: { applicationName: '</title><script>alert(1)</script>' } });
    const answer = await odd.fetch(new Request(`${URL_OF_API}/sign-in`));
    assert.doesNotMatch(await answer.text(), /<script>/);
    assert.doesNotMatch([...answer.headers].join(), /alert/);
    await odd.close();
  });

  it('a page that is the same for all visitors is compressed, and one that names a visitor never is', async () => {
    const headers = { 'accept-encoding': 'gzip, br' };
    assert.equal((await open('/sign-in', { headers })).headers.get('content-encoding'), 'br');
    const browser = instance.browser({ origin: URL_OF_API });
    await instance.signUp(browser, 'packed@example.com');
    const user = await browser.fetch('/user', { headers });
    assert.deepEqual([user.status, user.headers.get('content-encoding')], [200, null]);
  });
});
