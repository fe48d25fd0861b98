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

  it('the forms are in the language of the visitor, with what goes wrong, and with what needs a script', async () => {
    const instance = await getHostedInstance();
    const headers = { 'accept-language': 'ar, de;q=0.5' };
    const visitor = instance.browser({ origin: ORIGIN });
    const html = await (await visitor.fetch('/sign-in', { headers })).text();
    assert.match(html, /<html lang="ar-SA" dir="rtl">/);
    assert.match(html, /data-clerk-ssr lang="ar-SA" dir="rtl">/);
    assert.match(html, /<h1[^>]*>تسجيل الدخول إلى \u2068Acme Labs\u2069<\/h1>/);
    const refused = await visitor.fetch('/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ identifier: '' }),
      headers: { ...headers, 'accept-language': 'de', origin: ORIGIN },
    });
    const german = await refused.text();
    assert.equal(refused.status, 422);
    assert.match(german, /<html lang="de-DE" dir="ltr">/);
    assert.match(german, /Geben Sie Ihre E-Mail-Adresse/);
    assert.doesNotMatch(german, /Enter your email/);
    await instance.close();
  });
});
