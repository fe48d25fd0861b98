import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { EmailMessage } from '../../../src/server/delivery/port.ts';
import { checkRecipient } from '../../../src/server/delivery/recipient.ts';
import { SmtpDelivery, type SmtpOptions } from '../../../src/server/delivery/smtp-delivery.ts';
import { type SmtpFixture, startSmtp } from './smtp-fixture.ts';

const message = (to: string): EmailMessage => ({
  to,
  channel: 'email',
  template: 'verification_code',
  code: '483920',
  expiresInMinutes: 10,
});

describe('mail through SMTP', () => {
  let smtp: SmtpFixture;
  const open: SmtpDelivery[] = [];
  before(async () => {
    smtp = await startSmtp();
  });
  after(async () => {
    for (const delivery of open) delivery.close();
    await smtp.close();
  });

  function create(options: Partial<SmtpOptions> = {}): SmtpDelivery {
    const from = 'Acme <no-reply@example.com>';
    const delivery = new SmtpDelivery({ url: smtp.url, from, applicationName: 'Acme', supportEmail: null, ...options });
    open.push(delivery);
    return delivery;
  }

  async function deliver(to: string, options: Partial<SmtpOptions> = {}) {
    const already = smtp.mails.length;
    await create(options).send(message(to));
    assert.equal(smtp.mails.length, already + 1);
    const mail = smtp.mails[already];
    assert.ok(mail);
    return mail;
  }

  it('a mail has the code in the subject, the text and the HTML, and says how long it is valid', async () => {
    const { email, envelope } = await deliver('ada@example.com', { supportEmail: 'help@example.com' });
    assert.equal(email.subject, '483920 is your Acme code');
    assert.deepEqual(email.from, { address: 'no-reply@example.com', name: 'Acme' });
    assert.deepEqual(envelope, { from: 'no-reply@example.com', to: ['ada@example.com'] });
    for (const body of [email.text ?? '', email.html ?? '']) {
      assert.match(body, /483920/);
      assert.match(body, /10 minutes/);
      assert.match(body, /did not ask for this code/);
      assert.match(body, /help@example\.com/);
    }
    assert.match(email.text ?? '', /^483920$/m);
    assert.match(email.html ?? '', /prefers-color-scheme: dark/);
    assert.doesNotMatch(email.html ?? '', /<(img|script|a|link)\b/);
    assert.equal(email.headers.find(({ key }) => key === 'auto-submitted')?.value, 'auto-generated');
  });

  it('a mail shows names with markup, line breaks and other scripts as text', async () => {
    const name = 'Ac<b>me</b> "&"\r\nBcc: evil@example.com\u2028\u202e Größe 日本';
    const { email, envelope } = await deliver('ada@example.com', { applicationName: name });
    assert.deepEqual(envelope.to, ['ada@example.com']);
    assert.equal(email.bcc, undefined);
    assert.equal(email.subject, '483920 is your Ac<b>me</b> "&" Bcc: evil@example.com Größe 日本 code');
    assert.match(email.html ?? '', /Ac&lt;b&gt;me&lt;\/b&gt; &quot;&amp;&quot;/);
    assert.doesNotMatch(email.html ?? '', /<b>/);
  });

  it('a mail goes to addresses of every plain kind', async () => {
    for (const to of ['a+b.c_d@sub.example.co', "o'neil@example.com", 'jürgen@example.com', '!#$%&*@example.com']) {
      assert.deepEqual((await deliver(to)).envelope.to, [to]);
    }
    for (const to of ['ada@bücher.example', 'ada@BÜCHER.example', 'ada@bu\u0308cher.example']) {
      assert.equal(checkRecipient(to), 'ada@xn--bcher-kva.example');
      // The server of the test turns the form of the DNS into letters.
      assert.deepEqual((await deliver(to)).envelope.to, ['ada@bücher.example']);
    }
  });

  /** docs/security.md, 24. */
  for (const to of [
    '',
    'nobody',
    '@example.com',
    'a@',
    'a@example.com, b@evil.example',
    'a@example.com;b@evil.example',
    'a@example.com b@evil.example',
    'a@example.com\r\nBcc: b@evil.example',
    'a@example.com\nRCPT TO:<b@evil.example>',
    'a\u0000@example.com',
    'a\u202e@example.com',
    '"b@evil.example"@example.com',
    'b@evil.example@example.com',
    'Ada <a@example.com>',
    '<a@example.com>',
    'a@example.com>',
    'group: a@example.com, b@evil.example;',
    'a(comment)@example.com',
    'a@[127.0.0.1]',
    'a@example.com?cc=b@evil.example',
    'a@exa mple.com',
    `${'a'.repeat(250)}@example.com`,
  ]) {
    it(`a mail is never sent to ${JSON.stringify(to.slice(0, 40))}`, async () => {
      const already = smtp.mails.length;
      await assert.rejects(create().send(message(to)), (error: Error) => {
        assert.match(error.message, /exactly one plain email address/);
        return to === '' || !error.message.includes(to);
      });
      assert.equal(smtp.mails.length, already);
    });
  }

  it('many mails use few connections', async () => {
    const delivery = create();
    const already = smtp.connections;
    await Promise.all(Array.from({ length: 30 }, (_, index) => delivery.send(message(`user${index}@example.com`))));
    assert.ok(smtp.connections - already <= 5);
    const recipients = new Set(smtp.mails.slice(-30).map(({ envelope }) => envelope.to.join()));
    assert.equal(recipients.size, 30);
  });
});

describe('a mail server that does not take a mail', () => {
  async function failure(smtp: SmtpFixture, url = smtp.url): Promise<string> {
    const from = 'no-reply@example.com';
    const delivery = new SmtpDelivery({ url, from, applicationName: 'Acme', supportEmail: null });
    try {
      await delivery.send(message('ada@example.com'));
      return 'sent';
    } catch (error) {
      assert.equal((error as Error).cause, undefined);
      return (error as Error).message;
    } finally {
      delivery.close();
      await smtp.close();
    }
  }

  it('the error of a refused mail names neither recipient nor code', async () => {
    const smtp = await startSmtp({
      onRcptTo: (address, _session, done) =>
        done(Object.assign(new Error(`no ${address.address}`), { responseCode: 550 })),
    });
    const text = await failure(smtp);
    assert.match(text, /takes no mail: EENVELOPE 550/);
    assert.doesNotMatch(text, /ada|483920/);
  });

  it('the check tells when no server listens', async () => {
    const smtp = await startSmtp();
    await smtp.close();
    assert.match(await failure(smtp), /ECONNECTION|ESOCKET|ECONNREFUSED/);
  });

  it('the check tells when the password is wrong, without the password', async () => {
    const smtp = await startSmtp({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('no')),
    });
    const text = await failure(smtp, smtp.url.replace('//', '//user:hunter2@'));
    assert.match(text, /EAUTH/);
    assert.doesNotMatch(text, /hunter2/);
  });

  it('the mail server gets the percent-decoded password', async () => {
    const seen: unknown[] = [];
    const smtp = await startSmtp({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) => {
        seen.push(username, password);
        done(null, { user: 'user' });
      },
    });
    assert.equal(await failure(smtp, smtp.url.replace('//', '//us%40er:p%3Ass%2F@')), 'sent');
    assert.deepEqual(seen, ['us@er', 'p:ss/']);
  });
});
