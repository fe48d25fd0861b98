import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getHostedInstance } from '../../support/hosted-instance.ts';

const ORIGIN = 'https://clerk.example.com';

describe('the language of hosted pages', () => {
  it('the waitlist and the profile without scripts are in the language of the visitor', async () => {
    const instance = await getHostedInstance({ config: { signUp: { mode: 'waitlist' }, defaultLocale: 'de-DE' } });
    for (const [languages, lang, label, title] of [
      ['de-AT, en;q=0.1', 'de-DE', 'E-Mail-Adresse', 'Warteliste'],
      ['en-GB', 'en', 'Email address', 'Join the waitlist'],
      ['tlh', 'de-DE', 'E-Mail-Adresse', 'Warteliste'],
    ] as const) {
      const headers = { 'accept-language': languages };
      const page = await instance.browser({ origin: ORIGIN }).fetch('/waitlist', { headers });
      const html = await page.text();
      assert.equal(page.status, 200);
      assert.ok(html.includes(`<html lang="${lang}" dir="ltr">`), html.slice(0, 200));
      assert.ok(html.includes(`<label for="plain-address">${label}</label>`));
      assert.ok(html.includes(`<title>${title} · `));
    }
    await instance.close();
  });

  it('a page that says what went wrong is in the language of the visitor', async () => {
    const instance = await getHostedInstance();
    const headers = { 'accept-language': 'de', origin: 'https://evil.example.com' };
    const page = await instance.browser().fetch('/sign-in', { method: 'POST', body: new URLSearchParams(), headers });
    const html = await page.text();
    assert.equal(page.status, 400);
    assert.match(html, /<html lang="de-DE" dir="ltr">/);
    assert.match(html, /<h1>Das hat nicht funktioniert<\/h1>/);
    await instance.close();
  });
});
