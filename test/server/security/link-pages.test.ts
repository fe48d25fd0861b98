import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import type { TestInstance, TestInstanceOptions } from '../../support/instance.ts';
import { askForLink, confirm, LANDING, lastLink, openPage } from '../../support/links.ts';

const EMAIL = 'ada@example.com';
const TEN_MINUTES = 600_000;

onSqlite('pages of mailed links', (openInstance) => {
  async function open(options: Omit<TestInstanceOptions, 'storage'> = {}): Promise<TestInstance> {
    const instance = await openInstance({ ...options, config: { emailLink: true, ...options.config } });
    await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(60_000);
    return instance;
  }

  /** docs/security.md, 23. */
  it('email links are built from the configured URL, whatever the request says', async () => {
    const instance = await open();
    const browser = instance.browser();
    const created = await browser.post('/v1/client/sign_ins', { identifier: EMAIL });
    const poisoned = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      forwarded: 'host=evil.example;proto=http',
      'x-original-host': 'evil.example',
      referer: 'https://evil.example/',
    };
    const answer = await browser.send(`/v1/client/sign_ins/${created.response.id}/prepare_first_factor`, {
      method: 'POST',
      form: { strategy: 'email_link', redirect_url: LANDING },
      headers: poisoned,
    });
    assert.equal(answer.status, 200);
    assert.match(lastLink(instance, EMAIL).url, /^https:\/\/clerk\.example\.com\/v1\/verify\?token=[\w-]{43}$/);
  });

  /** docs/security.md, 30. */
  it('email links lead back to allowed pages only', async () => {
    const instance = await open({ config: { homeUrl: 'https://app.example.com/home' } });
    for (const redirect_url of [
      'https://evil.example/x',
      '//evil.example/x',
      '/\\evil.example',
      'https:evil.example',
      'https://app.example.com@evil.example/',
      'https://app.example.com.evil.example/',
      'https://app.example.com:8443/',
      'http://app.example.com/',
      'javascript:alert(1)',
      'data:text/html,x',
      '',
    ]) {
      const browser = instance.browser();
      await askForLink(browser, EMAIL, { redirect_url });
      const { to } = await confirm(browser, lastLink(instance, EMAIL).token);
      assert.equal(`${to?.origin}${to?.pathname}`, 'https://app.example.com/home', redirect_url);
      instance.clock.advance(TEN_MINUTES * 6);
    }
  });

  it('an email link tells the landing page what happened, and nothing that its URL said before', async () => {
    const instance = await open();
    const browser = instance.browser();
    const redirect_url = `${LANDING}&__clerk_status=verified&__clerk_created_session=sess_evil#/verify`;
    await askForLink(browser, EMAIL, { redirect_url });
    const { token } = lastLink(instance, EMAIL);
    instance.clock.advance(TEN_MINUTES);
    const { to } = await confirm(browser, token);
    assert.equal(to?.search, '?plan=pro&__clerk_status=expired');
    assert.equal(to?.hash, '#/verify');
  });

  /** docs/security.md, 46. */
  it('the page of an email link has every protecting header, and only its own form is accepted', async () => {
    const instance = await open();
    const browser = instance.browser();
    await askForLink(browser, EMAIL);
    const { token, path } = lastLink(instance, EMAIL);
    const pages = [path, '/v1/verify', '/v1/verify?token=x'];
    for (const each of pages) {
      const { headers } = await openPage(browser, each);
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/);
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
      assert.match(headers.get('strict-transport-security') ?? '', /max-age/);
    }
    for (const origin of ['https://evil.example', 'null', null]) {
      const form = { token, answer: 'yes' };
      const answer = await browser.send('/v1/verify', { method: 'POST', form, origin });
      assert.equal(answer.status, 400, String(origin));
    }
    assert.equal((await confirm(browser, token)).outcome, 'verified');
  });
});
