import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { createDelivery } from '../../../src/server/delivery/create-delivery.ts';
import type { EmailMessage } from '../../../src/server/delivery/port.ts';
import { brandOf, smsTextOf } from '../../../src/server/delivery/brand.ts';
import { renderSms } from '../../../src/server/delivery/sms/render-sms.ts';
import { findTemplate, listTemplates, previewTemplate } from '../../../src/server/delivery/effective-template.ts';
import { renderMail } from '../../../src/server/delivery/templates/render-mail.ts';
import { sampleMessage, sampleValues } from '../../../src/server/delivery/templates/sample-messages.ts';
import { findSlug, MESSAGE_SLUGS, slugsOf } from '../../../src/server/message-templates/message-slugs.ts';
import { parseMessageTemplate, type TemplateProblem } from '../../../src/server/message-templates/message-template.ts';
import { templateFolder } from '../../support/template-folder.ts';
import { startSmtp } from '../delivery/smtp-fixture.ts';

const AT = Date.UTC(2026, 10, 21, 23, 24);
const HOSTILE = `{{otp_code}} <script>alert(1)</script> "onload='x'\r\nBcc: eve@example.com\u202e`;

/** Returns the configuration of an instance with these files. */
function configure(files: Readonly<Record<string, string | Uint8Array>>, input: Partial<ConfigInput> = {}) {
  const folder = templateFolder(files);
  try {
    return parseConfig({
      url: 'http://localhost:4400',
      instanceType: 'development',
      applicationName: 'Acme',
      testMode: true,
      templatesDir: folder.path,
      ...input,
    });
  } finally {
    folder.remove();
  }
}

function codeMail(to = 'ada@example.com'): EmailMessage {
  return { to, channel: 'email', template: 'verification_code', code: '123456', expiresInMinutes: 10 };
}

describe('templates of the operator', () => {
  it('replace subject, HTML and text of a mail, as it arrives', async () => {
    const smtp = await startSmtp();
    const config = configure(
      {
        'email/verification_code.subject.txt': '{{otp_code}} für {{app.name}}\n',
        'email/verification_code.html': '<h1>{{app.name}}</h1><p>Code: <b>{{otp_code}}</b></p>',
        'email/verification_code.txt': 'Code: {{otp_code}}, {{ttl_minutes}} Minuten',
      },
      { smtp: { url: smtp.url, from: 'no-reply@example.com' } },
    );
    const delivery = createDelivery(config, { addDevMessage: async () => {} }, () => AT);
    await delivery.send(codeMail());
    delivery.close();
    await smtp.close();
    const [mail] = smtp.mails;
    assert.equal(mail?.email.subject, '123456 für Acme');
    assert.match(mail?.email.html ?? '', /<h1>Acme<\/h1><p>Code: <b>123456<\/b><\/p>/);
    assert.equal(mail?.email.text?.trim(), 'Code: 123456, 10 Minuten');
  });

  it('make the text from the HTML, and the HTML from the text', () => {
    const html = configure({
      'email/magic_link_sign_in.html':
        '<style>p{color:red}</style><p>Hi &amp; hello</p><p><a href="{{magic_link}}">Sign in</a> to {{app.name}}</p>',
    });
    const link = sampleMessage('email', 'magic_link_sign_in', sampleValues('email', html.homeUrl, AT)) as EmailMessage;
    const fromHtml = renderMail(brandOf(html), link);
    assert.equal(fromHtml.text, 'Hi & hello\n\nSign in: http://localhost:4400/sample-link to Acme\n');
    assert.equal(fromHtml.subject, 'Your sign-in link for Acme');

    const text = configure({ 'email/magic_link_sign_in.txt': 'Hello,\n\nopen {{magic_link}}\nand <enter>.' });
    const fromText = renderMail(brandOf(text), link);
    assert.match(fromText.html, /<p class="ink"[^>]*>Hello,<\/p>/);
    const url = 'http://localhost:4400/sample-link';
    assert.ok(fromText.html.includes(`open <a href="${url}">${url}</a><br>\nand &lt;enter&gt;.</p>`));
  });

  it('replace the subject alone, and leave the other messages as they are', () => {
    const config = configure({ 'email/verification_code.subject.txt': 'Your code' });
    const plain = configure({});
    const mail = renderMail(brandOf(config), codeMail());
    assert.deepEqual(mail, { ...renderMail(brandOf(plain), codeMail()), subject: 'Your code' });
    const reset = { ...codeMail(), template: 'reset_password_code' } as EmailMessage;
    assert.deepEqual(renderMail(brandOf(config), reset), renderMail(brandOf(plain), reset));
  });

  it('replace the text of an SMS, and say how many segments it takes', () => {
    const config = configure({ 'sms/verification_code.txt': '{{otp_code}} ist Ihr Code – {{app.name}}' });
    const message = { to: '+15555550100', channel: 'sms', template: 'verification_code', code: '123456' } as const;
    assert.equal(renderSms({ ...message, expiresInMinutes: 10 }, smsTextOf(config)), '123456 ist Ihr Code – Acme');
    const preview = previewTemplate(config, 'sms', 'verification_code', AT);
    assert.ok(preview.type === 'sms');
    assert.deepEqual(preview.length, { encoding: 'UCS-2', units: 26, segments: 1 });
  });

  it('show fields of the metadata of an invitation', () => {
    const config = configure({
      'email/invitation.txt': "{{action_url}} for {{invitation.public_metadata.team || 'you'}}",
    });
    const invitation = { to: 'a@example.com', channel: 'email', template: 'invitation', expiresInDays: 30 } as const;
    const url = 'https://example.com/x';
    const text = (publicMetadata: Record<string, string>) =>
      renderMail(brandOf(config), { ...invitation, url, publicMetadata }).text;
    assert.equal(text({ team: '{{action_url}}\nRed' }), `${url} for {{action_url}} Red\n`);
    assert.equal(text({}), `${url} for you\n`);
  });
});

describe('hostile values', () => {
  for (const type of ['email', 'sms'] as const) {
    for (const slug of slugsOf(type)) {
      it(`are text alone in ${type}/${slug}, in its server's text and in one of the operator`, () => {
        const names = Object.entries(findSlug(type, slug)?.variables ?? {}).filter(([, each]) => !each.isUrl);
        const all = names.map(([name]) => `{{${name}}}`).join(' ');
        const link = findSlug(type, slug)?.required.find((name) => /link|url/.test(name));
        const html = `<p title="${all}">${all}</p>${link ? `<a href="{{${link}}}">x</a>` : ''}`;
        const files: Record<string, string> =
          type === 'sms'
            ? { [`sms/${slug}.txt`]: all }
            : {
                [`email/${slug}.html`]: html,
                [`email/${slug}.subject.txt`]: all.slice(0, 200).replace(/\{\{[^}]*$/, ''),
                [`email/${slug}.txt`]: link ? `${all} {{${link}}}` : all,
              };
        for (const config of [configure({}), configure(files)]) {
          const values = sampleValues(type, config.homeUrl, AT);
          const message = sampleMessage(type, slug, {
            ...values,
            to: type === 'email' ? HOSTILE : values.to,
            item: HOSTILE,
            method: HOSTILE,
            requester: { device: HOSTILE, place: HOSTILE, at: AT },
          });
          if ('publicMetadata' in message || message.template === 'invitation') {
            Object.assign(message, { publicMetadata: { a: HOSTILE } });
          }
          const brand = { ...brandOf(config), applicationName: HOSTILE };
          if (message.channel === 'sms') {
            const text = renderSms(message, { ...smsTextOf(config), applicationName: HOSTILE });
            assert.doesNotMatch(text, /\r|\nBcc|\u202e/);
            continue;
          }
          const mail = renderMail(brand, message);
          assert.doesNotMatch(mail.subject, /[\r\n\u202e]/);
          assert.doesNotMatch(mail.html, /<script>alert|"onload|'x'/);
          assert.doesNotMatch(mail.text, /\r|\nBcc|\u202e/);
          // The value {{otp_code}} of a name stays what it is.
          assert.doesNotMatch(mail.html.replaceAll('424242', 'CODE'), /CODE &lt;script/);
        }
      });
    }
  }

  it('reach no header of a mail that is sent', async () => {
    const smtp = await startSmtp();
    const config = configure(
      { 'email/passkey_added.subject.txt': 'Added: {{passkey_name}}', 'email/passkey_added.txt': '{{passkey_name}}' },
      { smtp: { url: smtp.url, from: 'no-reply@example.com' } },
    );
    const delivery = createDelivery(config, { addDevMessage: async () => {} }, () => AT);
    const item = 'x\r\nBcc: eve@example.com\r\n\r\n<b>';
    await delivery.send({
      to: 'ada@example.com',
      channel: 'email',
      template: 'notification',
      kind: 'passkey_added',
      item,
    });
    delivery.close();
    await smtp.close();
    assert.deepEqual(smtp.mails[0]?.envelope.to, ['ada@example.com']);
    assert.equal(smtp.mails[0]?.email.bcc, undefined);
    assert.match(smtp.mails[0]?.email.subject ?? '', /^Added: x Bcc: eve@example/);
  });
});

describe('templates that cannot be used', () => {
  const cases: [what: string, files: Record<string, string | Uint8Array>, error: RegExp][] = [
    [
      'a variable that does not exist, with its line',
      { 'email/verification_code.html': '<p>\n\n{{otp_code}} {{otp_cod}}</p>' },
      /templatesDir: email\/verification_code\.html, line 3, has an expression that names otp_cod, which does not exist\. Did you mean otp_code\?/,
    ],
    [
      'a variable of another message',
      { 'email/invitation.txt': '{{action_url}} {{otp_code}}' },
      /names otp_code, which/,
    ],
    [
      'a code mail without its code',
      { 'email/verification_code.txt': 'Hello' },
      /line 1, does not show \{\{otp_code\}\}/,
    ],
    [
      'a link mail without its link',
      { 'email/magic_link_sign_in.html': '{{otp_code}}' },
      /does not show \{\{magic_link\}\}/,
    ],
    ['an SMS without its code', { 'sms/verification_code.txt': '{{app.name}}' }, /does not show \{\{otp_code\}\}/],
    [
      'a message that does not exist',
      { 'email/verificaton_code.txt': '{{otp_code}}' },
      /Did you mean verification_code\?/,
    ],
    ['a file of another kind', { 'email/invitation.md': '' }, /email\/invitation\.md has a name that means nothing/],
    [
      'a folder of another name',
      { 'mails/invitation.txt': '' },
      /templatesDir: mails is neither the folder email nor sms/,
    ],
    ['an expression that is not closed', { 'sms/verification_code.txt': '{{otp_code' }, /is not closed/],
    ['an empty file', { 'email/invitation.html': ' \n' }, /invitation\.html, line 1, is empty/],
    ['a subject of two lines', { 'email/invitation.subject.txt': 'a\nb' }, /is more than one line/],
    ['a long subject', { 'email/invitation.subject.txt': 'a'.repeat(251) }, /has 251 characters\. Use at most 250/],
    ['a large body', { 'email/invitation.html': 'a'.repeat(400_100) }, /has 400100 bytes/],
    ['a long SMS', { 'sms/verification_code.txt': `{{otp_code}}${'a'.repeat(1_000)}` }, /has 1012 characters/],
    ['bytes that are no text', { 'email/invitation.txt': new Uint8Array([0xff, 0xfe]) }, /is not UTF-8/],
    ['a control character', { 'email/invitation.txt': '{{action_url}}\u0007' }, /has a control character/],
    ['three braces', { 'email/invitation.txt': '{{{action_url}}}' }, /has an expression that cannot have/],
  ];
  for (const [what, files, error] of cases) {
    it(`refuses ${what}`, () => assert.throws(() => configure(files), error));
  }

  it('refuses a folder that does not exist', () => {
    assert.throws(() => configure({}, { templatesDir: './no-such-folder' }), /templatesDir cannot be read \(ENOENT\)/);
  });

  it('names the faults of all files at once', () => {
    const files = { 'email/invitation.txt': 'no link', 'sms/verification_code.txt': 'no code' };
    assert.throws(() => configure(files), /2 problems/);
  });

  const places: [html: string, problem: RegExp | undefined][] = [
    ['<p>{{passkey_name}}</p>', undefined],
    ['<a href="{{app.url}}" title="{{passkey_name}}">x</a>', undefined],
    ['<a href="https://example.com/?q={{passkey_name}}">x</a>', undefined],
    ["<a href='https://{{app.domain_name}}/account'>x</a>", undefined],
    ['a < b {{passkey_name}}', undefined],
    ['<title>{{passkey_name}}</title>', undefined],
    ['<!--[if mso]><td>{{passkey_name}}</td><![endif]-->', undefined],
    ['<a href="{{passkey_name}}">x</a>', /stands in a URL/],
    ['<a href="https://{{passkey_name}}/">x</a>', /stands in a URL/],
    ['<a href=" {{app.url || passkey_name}}">x</a>', /stands in a URL/],
    ['<a href={{app.url}}>x</a>', /outside a quoted attribute/],
    ['<p title=a{{passkey_name}}>x</p>', /outside a quoted attribute/],
    ['<p {{passkey_name}}>x</p>', /outside a quoted attribute/],
    ['<{{passkey_name}}>x', /outside a quoted attribute/],
    ['<script>{{passkey_name}}</script>', /stands in <script>/],
    ['<style>{{passkey_name}}</style>', /stands in <style>/],
    ['<SCRIPT>var a = 1</SCRIPT><style>a{}</style><p>{{passkey_name}}</p>', undefined],
    ['<p onclick="{{passkey_name}}">x</p>', /attribute onclick/],
    ['<p style="color:{{passkey_name}}">x</p>', /attribute style/],
    ['<!-- it\'s "quoted" --><p>{{passkey_name}}</p>', undefined],
  ];
  for (const [html, problem] of places) {
    it(`${problem ? 'refuses' : 'takes'} ${html}`, () => {
      const problems: TemplateProblem[] = [];
      parseMessageTemplate('email', MESSAGE_SLUGS.email.passkey_added, { html }, problems);
      if (problem) assert.match(problems.map((each) => each.problem).join(), problem);
      else assert.deepEqual(problems, []);
    });
  }
});

describe("the server's own texts", () => {
  it('are shown with the names of their variables, and can be used as templates', () => {
    const config = configure({}, { supportEmail: 'help@example.com' });
    for (const type of ['email', 'sms'] as const) {
      for (const template of listTemplates(config, type)) {
        const problems: TemplateProblem[] = [];
        const { subject, body, text } = template;
        const source = type === 'sms' ? { text: body } : { subject: subject ?? '', html: body, text: text ?? '' };
        const own = parseMessageTemplate(type, template, source, problems);
        assert.deepEqual(problems, [], template.slug);
        const before = previewTemplate(config, type, template.slug, AT);
        const after = previewTemplate(config, type, template.slug, AT, own);
        // The list of methods is a table there, and lines here.
        if (template.slug === 'methods_suspended') continue;
        assert.deepEqual(after, before, template.slug);
      }
    }
    assert.equal(findTemplate(config, 'email', 'toString'), undefined);
  });
});
