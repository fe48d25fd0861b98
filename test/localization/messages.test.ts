import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messages as english } from '../../src/localization/en-us/messages.ts';
import { LANGUAGES } from '../../src/localization/languages.ts';
import { loadMessages } from '../../src/localization/load-messages.ts';
import type { MessageTexts } from '../../src/localization/types.ts';
import { brandOf, smsTextOf } from '../../src/server/delivery/brand.ts';
import { renderSms } from '../../src/server/delivery/sms/render-sms.ts';
import { renderMail } from '../../src/server/delivery/templates/render-mail.ts';
import { sampleMessage, sampleValues } from '../../src/server/delivery/templates/sample-messages.ts';
import { loadWording, Wording } from '../../src/server/delivery/wording.ts';
import { slugsOf } from '../../src/server/message-templates/message-slugs.ts';
import { smsLength } from '../../src/server/message-templates/sms-segments.ts';
import { parseConfig } from '../../src/server/config/parse-config.ts';

const AT = Date.UTC(2026, 10, 21, 23, 24);
const config = parseConfig({
  url: 'https://clerk.example.com',
  allowedOrigins: ['https://app.example.com'],
  applicationName: 'Acme',
  supportEmail: 'help@example.com',
});

/** Texts of a language by their keys. */
function flat(tree: object, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
}

/** The placeholders of a text, without their modifiers. */
function placesOf(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name = '']) => name).sort();
}

describe('the texts of messages', () => {
  const keys = flat(english);

  for (const language of LANGUAGES) {
    it(`${language}: every text has the placeholders of the English one, and says something`, async () => {
      const { texts } = await loadMessages(language);
      assert.deepEqual(
        flat(texts).map(([key]) => key),
        keys.map(([key]) => key),
      );
      const known = Object.fromEntries(flat(texts));
      for (const [key, text] of keys) {
        assert.deepEqual(placesOf(known[key] ?? ''), placesOf(text), key);
        assert.match(known[key] ?? '', /\S/, key);
        assert.doesNotMatch(known[key] ?? '', /\p{Cf}|^\s|\s$| {2}/u, key);
      }
    });

    it(`${language}: every mail is whole, and names its language`, async () => {
      const wording = await loadWording(language);
      for (const slug of slugsOf('email')) {
        const message = sampleMessage('email', slug, sampleValues('email', config.homeUrl, AT));
        assert.ok(message.channel === 'email');
        const { subject, text, html } = renderMail(brandOf(config), message, wording);
        for (const part of [subject, text, html]) {
          assert.match(part, /\S/, slug);
          assert.doesNotMatch(part, /\{\{|\}\}|undefined|null|NaN/, slug);
        }
        assert.ok(html.includes(`<html lang="${wording.lang}" dir="${wording.direction}">`), slug);
        assert.equal(html.match(/<bdi/g)?.length, html.match(/<\/bdi>/g)?.length, slug);
        assert.doesNotMatch(html, /[\u2068\u2069]/, slug);
        assert.equal(text.match(/\u2068/g)?.length, text.match(/\u2069/g)?.length, slug);
        if (message.code) assert.match(text, /^424242$/m, `${slug}: the code has a line of its own`);
      }
    });

    it(`${language}: a text message begins with the code, ends with the domain, and takes few segments`, async () => {
      const wording = await loadWording(language);
      const message = sampleMessage('sms', 'verification_code', sampleValues('sms', config.homeUrl, AT));
      assert.ok(message.channel === 'sms');
      const text = renderSms(message, smsTextOf(config), wording);
      assert.match(text, /\n\n@clerk\.example\.com #424242$/);
      assert.ok(text.includes('424242'));
      const { encoding, segments } = smsLength(text);
      assert.ok(segments <= (encoding === 'GSM-7' ? 1 : 2), `${segments} segments of ${encoding}: ${text}`);
    });
  }

  it('values of a right-to-left mail are isolated, and codes and addresses keep their order', () => {
    // English texts show the marks as well as Arabic ones.
    const wording = new Wording({ language: 'ar-SA', texts: english satisfies MessageTexts });
    const brand = { ...brandOf(config), applicationName: 'Acme <b>\u2069\u202e' };
    const message = sampleMessage('email', 'magic_link_sign_in', sampleValues('email', config.homeUrl, AT));
    assert.ok(message.channel === 'email');
    const { subject, text, html } = renderMail(brand, message, wording);
    assert.equal(subject, 'Your sign-in link for \u2068Acme <b>\u2069');
    assert.match(html, /<html lang="ar-SA" dir="rtl">/);
    assert.match(html, /<table role="presentation" class="page" lang="ar-SA" dir="rtl" /);
    assert.match(html, /<h1 [^>]*>Sign in to <bdi>Acme &lt;b&gt;<\/bdi><\/h1>/);
    assert.match(html, /<p class="code" dir="ltr" [^>]*>424242<\/p>/);
    assert.match(html, /<bdi dir="ltr">https:\/\/app\.example\.com\/sample-link<\/bdi>/);
    assert.doesNotMatch(html, /[\u2066-\u2069\u202e]/);
    assert.match(text, /^Time: 21 نوفمبر 2026 في 11:24 م UTC$/m);
    assert.match(text, /valid for 10 دقائق and/);
  });
});
