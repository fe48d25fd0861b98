import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EmailMessage, SmsMessage } from '../../../src/server/delivery/port.ts';
import { renderSms } from '../../../src/server/delivery/sms/render-sms.ts';
import { renderMail } from '../../../src/server/delivery/templates/render-mail.ts';
import { loadWording } from '../../../src/server/delivery/wording.ts';
import { onEachStorage, type Open } from '../../support/each-storage.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { askForLink, choicesOf, confirm, lastLink, openPage } from '../../support/links.ts';
import { templateFolder } from '../../support/template-folder.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const ADA = 'ada@example.com';
const BRAND = { applicationName: 'Acme Labs', supportEmail: null };
const ENGLISH = 'en-US,en;q=0.9';

/** Opens a browser that sends the header `Accept-Language`. */
function speaking(instance: TestInstance, languages: string, headers: Record<string, string> = {}): TestBrowser {
  const browser = instance.browser();
  const { fetch } = browser;
  browser.fetch = (input, init = {}) => {
    const sent = new Headers({ 'accept-language': languages, ...headers });
    new Headers(init.headers).forEach((value, name) => sent.set(name, value));
    return fetch(input, { ...init, headers: sent });
  };
  return browser;
}

/** Returns the newest mail to an address, with its texts. */
async function lastMail(instance: TestInstance, to = ADA) {
  await instance.app.settle();
  const message = instance.mailbox.to(to).at(-1);
  assert.ok(message?.channel === 'email', `no mail to ${to}`);
  const texts = renderMail(BRAND, message as EmailMessage, await loadWording(message.language));
  return { message: message as EmailMessage, ...texts };
}

/** Starts a sign-up, and returns the language of the mail with its code. */
async function languageOfSignUp(browser: TestBrowser, instance: TestInstance, fields: Record<string, string>) {
  const { response } = await browser.post('/v1/client/sign_ups', { email_address: ADA, password: PASSWORD, ...fields });
  const form = { strategy: 'email_code' };
  const { status } = await browser.post(`/v1/client/sign_ups/${response.id}/prepare_verification`, form);
  assert.equal(status, 200);
  return (await lastMail(instance, fields.email_address)).message.language;
}

async function changeUsername(browser: TestBrowser): Promise<void> {
  const { status, code } = await browser.override('PATCH', '/v1/me', { username: 'ada_l' });
  assert.equal(status, 200, code);
}

onEachStorage('the language of messages', (open: Open) => {
  it('a sign-up in German gets a German mail with its code, and the user keeps the locale', async () => {
    const instance = await open();
    const { userId } = await instance.signUp(speaking(instance, ENGLISH), ADA, { locale: 'de-de' });
    assert.equal((await instance.storage.findUser(userId))?.locale, 'de-DE');
    const { message, subject, text, html } = await lastMail(instance);
    assert.equal(message.language, 'de-DE');
    assert.equal(subject, `${message.code} ist Ihr Code für Acme Labs`);
    assert.match(html, /<html lang="de-DE" dir="ltr">/);
    assert.match(text, new RegExp(`^${message.code}$`, 'm'));
    assert.match(text, /Er ist 10 Minuten gültig/);
  });

  it('a mail about a change by an English browser is in the language of the owner', async () => {
    const instance = await open({ config: { clientCountryHeader: 'x-country' } });
    await instance.signUp(speaking(instance, 'de'), ADA, { locale: 'de-AT' });
    const stranger = speaking(instance, ENGLISH, { 'x-country': 'HR' });
    const { response } = await stranger.post('/v1/client/sign_ins', {
      identifier: ADA,
      password: PASSWORD,
      locale: 'en-US',
    });
    await changeUsername(stranger);
    const changed = await lastMail(instance);
    assert.equal(changed.subject, 'Ihr Benutzername wurde geändert (Acme Labs)');

    const own = speaking(instance, ENGLISH);
    await own.post('/v1/client/sign_ins', { identifier: ADA, password: PASSWORD, locale: 'en-US' });
    await own.post(`/v1/me/sessions/${response.created_session_id}/revoke`);
    const revoked = await lastMail(instance);
    assert.match(revoked.text, /^Was: Chrome auf Linux, Kroatien$/m);
  });

  it('the mail about a deleted account is in the language that the owner had', async () => {
    const instance = await open();
    const browser = speaking(instance, ENGLISH);
    await instance.signUp(browser, ADA, { locale: 'de-DE' });
    const { status } = await browser.override('DELETE', '/v1/me');
    assert.equal(status, 200);
    const { message, subject } = await lastMail(instance);
    assert.equal(message.template, 'notification');
    assert.equal(subject, 'Ihr Konto wurde gelöscht (Acme Labs)');
  });

  it('the mail after a password reset describes browser and place in the language of the owner', async () => {
    const instance = await open({ config: { clientCountryHeader: 'x-country', passkeys: { enabled: false } } });
    const owner = speaking(instance, 'de');
    const { userId } = await instance.signUp(owner, ADA, { locale: 'de-DE' });
    const second = await owner.post('/v1/me/email_addresses', { email_address: 'second@example.com' });
    const path = `/v1/me/email_addresses/${second.response.id}`;
    await owner.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    assert.equal((await lastMail(instance, 'second@example.com')).message.language, 'de-DE');
    await owner.post(`${path}/attempt_verification`, { code: instance.mailbox.lastCode('second@example.com') });

    instance.clock.advance(60_000);
    const stranger = speaking(instance, ENGLISH, { 'x-country': 'HR' });
    const { response } = await stranger.post('/v1/client/sign_ins', { identifier: ADA, locale: 'en-US' });
    const attempt = `/v1/client/sign_ins/${response.id}`;
    const strategy = 'reset_password_email_code';
    assert.equal((await stranger.post(`${attempt}/prepare_first_factor`, { strategy })).status, 200);
    assert.equal((await lastMail(instance)).message.language, 'en-US', 'the code is for the browser that waits');
    await stranger.post(`${attempt}/attempt_first_factor`, { strategy, code: instance.mailbox.lastCode(ADA) });
    const reset = await stranger.post(`${attempt}/reset_password`, { password: 'quite another long phrase' });
    assert.equal(reset.status, 200, reset.code);
    const { message, text } = await lastMail(instance);
    assert.equal(message.template, 'methods_suspended');
    assert.match(text, /^E-Mail-Adresse: second@example\.com: hinzugefügt am .+ UTC mit Chrome auf Linux$/m);
    assert.match(text, /^Gerät: Chrome auf Linux\nOrt: Kroatien \(.+\)\nZeit: \d+\. .+ um .+ UTC$/m);
    assert.equal((await instance.storage.findUser(userId))?.locale, 'de-DE');
  });

  it('a sign-up with the address of an account mails its owner in their language, or in that of the instance', async () => {
    const config = { enumerationProtection: true, defaultLocale: 'fr' };
    const instance = await open({ config });
    const owners = [
      ['ada@example.com', { locale: 'de-DE' }, 'de-DE'],
      ['bo@example.com', { locale: '' }, 'fr-FR'],
    ] as const;
    for (const [email, fields, language] of owners) {
      await instance.signUp(speaking(instance, ENGLISH), email, fields);
      instance.clock.advance(60_000);
      await languageOfSignUp(speaking(instance, 'ja'), instance, { email_address: email, locale: 'ja-JP' });
      const { message } = await lastMail(instance, email);
      assert.deepEqual([message.template, message.language], ['account_exists', language]);
    }
  });
});

describe('the choice of a language', () => {
  for (const [languages, locale, language] of [
    ['en', 'de_AT.UTF-8', 'de-DE'],
    ['de', 'en-US@posix', 'en-US'],
    ['fr', '', 'fr-FR'],
    ['en;q=0.4, pt-PT;q=0.9, fr;q=0.8', '', 'pt-BR'],
    ['de-AT', '', 'de-DE'],
    ['tlh, he;q=0.5', '', 'he-IL'],
    ['fr', 'de-CH', 'de-DE'],
    ['fr', 'tlh', 'fr-FR'],
    ['tlh', 'sv-SE', 'ja-JP'],
    ['*', '', 'ja-JP'],
  ] as const) {
    it(`a sign-up with locale '${locale}' and languages '${languages}' is written to in ${language}`, async () => {
      const instance = await getTestInstance({ config: { defaultLocale: 'ja' } });
      assert.equal(await languageOfSignUp(speaking(instance, languages), instance, { locale }), language);
      await instance.close();
    });
  }

  it('a sign-in without a locale is in the language of the user, before that of the browser', async () => {
    const instance = await getTestInstance();
    await instance.signUp(speaking(instance, ENGLISH), ADA, { locale: 'de-DE' });
    for (const [locale, language] of [
      ['', 'de-DE'],
      ['ar', 'ar-SA'],
    ] as const) {
      instance.clock.advance(60_000);
      const form = { identifier: ADA, locale, strategy: 'email_code' };
      const { status, code } = await speaking(instance, 'fr').post('/v1/client/sign_ins', form);
      assert.equal(status, 200, code);
      assert.equal((await lastMail(instance)).message.language, language);
    }
    await instance.close();
  });

  it('an Arabic mail goes from right to left, with the name of the application and the code in their own direction', async () => {
    const instance = await getTestInstance();
    await languageOfSignUp(speaking(instance, 'ar-EG'), instance, {});
    const { message, text, html } = await lastMail(instance);
    assert.equal(message.language, 'ar-SA');
    assert.match(html, /<html lang="ar-SA" dir="rtl">/);
    assert.match(html, /<bdi>Acme Labs<\/bdi>/);
    assert.ok(html.includes(`dir="ltr"`) && html.includes(`>${message.code}</p>`));
    assert.match(text, new RegExp(`^${message.code}$`, 'm'));
    assert.match(text, /\u2068Acme Labs\u2069/);
    await instance.close();
  });

  it('a text message is in the language of the attempt', async () => {
    const attributes = { phoneNumber: 'required', emailAddress: 'off' } as const;
    const instance = await getTestInstance({ config: { attributes, phoneCode: true, sms: { countries: ['*'] } } });
    const to = '+4915123456789';
    const browser = speaking(instance, ENGLISH);
    const form = { phone_number: to, password: PASSWORD, locale: 'de-DE' };
    const { response, code } = await browser.post('/v1/client/sign_ups', form);
    assert.ok(response?.id, code);
    await browser.post(`/v1/client/sign_ups/${response.id}/prepare_verification`, { strategy: 'phone_code' });
    const message = instance.mailbox.to(to).at(-1) as SmsMessage;
    const text = renderSms(message, { applicationName: 'Acme', domain: 'example.com' }, await loadWording('de-DE'));
    assert.equal(message.language, 'de-DE');
    assert.equal(
      text,
      `${message.code} ist Ihr Code für Acme. Er ist 10 Minuten gültig. Geben Sie ihn nicht weiter.\n\n@example.com #${message.code}`,
    );
    await instance.close();
  });

  it('a locale that is none reaches neither the user nor a mail', async () => {
    for (const locale of ['de"><script>', '../de-DE', 'not a locale', 'de-DE, fr', 'x'.repeat(64)]) {
      const instance = await getTestInstance();
      const { userId } = await instance.signUp(speaking(instance, locale), ADA, { locale });
      assert.equal((await instance.storage.findUser(userId))?.locale, null, locale);
      const { message, subject, html } = await lastMail(instance);
      assert.equal(message.language, locale === 'de-DE, fr' ? 'de-DE' : 'en-US', 'the header alone counts');
      assert.doesNotMatch(subject + html, /<script|Bcc/);
      await instance.close();
    }
  });

  it('a locale with line breaks is refused', async () => {
    const instance = await getTestInstance();
    for (const locale of ['de\r\nBcc: eve@example.com', 'de\nX: y', 'de\0']) {
      for (const path of ['/v1/client/sign_ups', '/v1/client/sign_ins']) {
        const { status, param } = await instance.browser().post(path, { locale });
        assert.deepEqual([status, param], [422, 'locale'], JSON.stringify(locale));
      }
    }
    await instance.close();
  });

  it('what the operator has written is sent in the language of the instance, with all that the server adds', async () => {
    const folder = templateFolder({ 'email/username_changed.txt': '{{title}}. {{meaning}}' });
    const instance = await getTestInstance({ config: { defaultLocale: 'de-DE', templatesDir: folder.path } });
    folder.remove();
    const browser = speaking(instance, ENGLISH);
    await instance.signUp(browser, ADA, { locale: 'fr-FR' });
    await changeUsername(browser);
    assert.equal((await lastMail(instance)).message.language, 'de-DE');
    await instance.close();
  });
});

describe('the page of a link', () => {
  it('is in the language of the browser that opens it', async () => {
    const instance = await getTestInstance({ config: { emailLink: true } });
    await instance.signUp(speaking(instance, ENGLISH), ADA, { locale: 'fr-FR' });
    instance.clock.advance(60_000);
    const browser = speaking(instance, 'de-CH, en;q=0.5');
    const { verification } = await askForLink(browser, ADA);
    const { path, token } = lastLink(instance, ADA);
    const same = await openPage(browser, path);
    assert.match(same.html, /<html lang="de-DE" dir="ltr">/);
    assert.match(same.html, /<title>Bei Acme Labs anmelden\? · Acme Labs<\/title>/);
    assert.match(same.html, /für <b>a•+@example\.com<\/b>\.|für <b>a\*+@example\.com<\/b>\./);

    const phone = speaking(instance, ENGLISH);
    const other = await openPage(phone, path);
    assert.match(other.html, /<html lang="en" dir="ltr">/);
    assert.match(other.html, /<dt>Device<\/dt><dd>Chrome on Linux<\/dd>/);
    assert.ok(choicesOf(other.html).includes(verification.match_number));
    assert.equal((await confirm(phone, token, { number: verification.match_number })).outcome, 'verified');
    assert.match((await openPage(browser, path)).html, /<h1>Dieser Link wurde bereits verwendet<\/h1>/);
    await instance.close();
  });
});
