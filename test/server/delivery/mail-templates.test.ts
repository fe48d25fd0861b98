import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EmailMessage, NotificationKind, Requester } from '../../../src/server/delivery/port.ts';
import { renderMail } from '../../../src/server/delivery/templates/render-mail.ts';

const brand = { applicationName: 'Acme', supportEmail: 'help@example.com' };
const requester: Requester = { device: 'Firefox on Linux', place: '203.0.113.7', at: Date.UTC(2026, 10, 21, 23, 24) };
const url = 'https://clerk.example.com/v1/verify?token=abc&x=1';
const base = { to: 'ada@example.com', channel: 'email' } as const;

/** One message of each template, with everything in it. */
const MESSAGES: EmailMessage[] = [
  { ...base, template: 'verification_code', code: '483920', expiresInMinutes: 10 },
  { ...base, template: 'reset_password_code', code: '483920', expiresInMinutes: 10 },
  { ...base, template: 'new_device', code: '483920', url, expiresInMinutes: 10, requester },
  { ...base, template: 'email_link', code: '483920', url, expiresInMinutes: 10, purpose: 'sign_in', requester },
  { ...base, template: 'account_exists', url, requester },
  { ...base, template: 'invitation', url, expiresInDays: 30 },
  { ...base, template: 'waitlist_invitation', url, expiresInDays: 30 },
  { ...base, template: 'waitlist_confirmation' },
  {
    ...base,
    template: 'methods_suspended',
    methods: [
      { kind: 'passkey', name: 'Laptop', addedAt: requester.at, addedOn: 'Firefox on Linux', lastUsedAt: null },
      {
        kind: 'external_account',
        name: 'Google, eve@example.com',
        addedAt: requester.at,
        addedOn: null,
        lastUsedAt: requester.at,
      },
    ],
    requester,
  },
  { ...base, template: 'notification', kind: 'passkey_added', item: 'Laptop', requester },
];

describe('mail templates', () => {
  for (const message of MESSAGES) {
    it(`${message.template}: text and HTML say the same, and the HTML runs and loads nothing`, () => {
      const { subject, text, html } = renderMail(brand, message);
      assert.match(subject, /Acme/);
      for (const body of [text, html]) {
        assert.match(body, /help@example\.com/);
        if (message.code) assert.match(body, new RegExp(message.code));
        if ('requester' in message) {
          for (const fact of ['Firefox on Linux', '203.0.113.7', '21 November 2026, 23:24 UTC']) {
            assert.ok(body.includes(fact), fact);
          }
        }
      }
      if (message.code) assert.match(text, new RegExp(`^${message.code}$`, 'm'));
      assert.doesNotMatch(html, /<(img|script|link|iframe|form|object|svg)\b|url\(|\son\w+=/);
    });

    it(`${message.template}: hostile names stay text on one line`, () => {
      const hostile = 'Ac<b>me</b> "&\'\r\nBcc: evil@example.com\u2028\u202e\u0000 <img src=x onerror=alert(1)>';
      const poisoned = {
        ...message,
        ...('requester' in message && { requester: { ...requester, device: hostile, place: hostile } }),
      };
      if (poisoned.template === 'notification') poisoned.item = hostile;
      if (poisoned.template === 'methods_suspended') {
        poisoned.methods = poisoned.methods.map((method) => ({ ...method, name: hostile }));
      }
      const { subject, html } = renderMail({ applicationName: hostile, supportEmail: hostile }, poisoned);
      assert.doesNotMatch(subject, /[\p{Cc}\p{Cf}\u2028]/u);
      assert.doesNotMatch(html, /<b>|<img|[\p{Cf}\u2028]/u);
      assert.ok(!html.includes('\0'));
    });
  }

  it('a mail shows its link as a button and in full as text', () => {
    for (const message of MESSAGES.filter(({ url }) => url)) {
      const { text, html } = renderMail(brand, message);
      assert.ok(text.includes(`\n${url}\n`), message.template);
      const escaped = url.replace('&', '&amp;');
      assert.deepEqual(html.match(/href="[^"]*"/g), [`href="${escaped}"`], message.template);
      assert.equal(html.split(escaped).length, 3, message.template);
    }
  });

  it('links of mails are http or https', () => {
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', '/v1/verify', '']) {
      const message: EmailMessage = { ...base, template: 'invitation', url: bad, expiresInDays: 1 };
      assert.throws(() => renderMail(brand, message), TypeError, bad);
    }
  });

  it('the name of a passkey cannot carry a web address', () => {
    for (const [item, shown] of [
      ['https://evil.example/login', 'https: //evil. example/login'],
      ['Go to www.evil.example now', 'Go to www. evil. example now'],
      ['ada@new.example', 'ada@new.example'],
      ["Ada's phone", "Ada's phone"],
    ] as const) {
      const message: EmailMessage = { ...base, template: 'notification', kind: 'passkey_added', item };
      const { text } = renderMail(brand, message);
      assert.ok(text.includes(`What: ${shown}`), text);
    }
  });

  it('an email link says what it does', () => {
    const sentences = (['sign_in', 'sign_up', 'verify_address', 'new_device', 'reverification'] as const).map(
      (purpose) => {
        const message = {
          ...base,
          template: 'email_link',
          code: '1',
          url,
          expiresInMinutes: 1,
          purpose,
          requester,
        } as const;
        return renderMail(brand, message).text.match(
          /Open the link to [^.]+\. The link and the code are valid for 1 minute /,
        )?.[0];
      },
    );
    assert.equal(new Set(sentences).size, 5);
    assert.ok(sentences.every(Boolean));
  });

  it('notifications say what happened and hold no link', () => {
    const kinds: NotificationKind[] = ['password_changed', 'totp_disabled', 'email_address_added', 'new_sign_in'];
    const mails = kinds.map((kind) => renderMail(brand, { ...base, template: 'notification', kind, requester }));
    assert.equal(new Set(mails.map(({ subject }) => subject)).size, kinds.length);
    for (const { html } of mails) assert.doesNotMatch(html, /<a\b/);
  });
});
