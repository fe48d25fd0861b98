import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { Secret } from 'otpauth';
import { renderMail } from '../../../src/server/delivery/templates/render-mail.ts';
import { backendOf, type CallBackend, newSecretKey } from '../../support/backend-api.ts';
import { refreshCookie, shakeHands, valueIn } from '../../support/handshakes.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { confirm, LANDING, lastLink, openPage } from '../../support/links.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../../support/openid-provider.ts';
import { addSecondPhone } from '../../support/phone-account.ts';
import { enrolTotp, newestCode } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';
import { ticketsOf } from '../../support/tickets.ts';
import { authorizationOf, CALLBACK, comeBack, PAGES, STRATEGY, withProvider } from '../factors/oauth/sign-in-with.ts';

const EMAIL = 'ada@example.com';
/** None of the fictional numbers, to which test mode sends nothing. */
const PHONE = '+14152370800';
const NEW_PASSWORD = 'another plain long phrase';
const WRONG_PASSWORD = 'a wrong and telling phrase';
const CLIENT_SECRET = 'the-client-secret-of-the-provider';
const SECRET_KEY = `sk_live_${'0f1e2d3c4b5a6978'.repeat(4)}`;
const SIGN_INS = '/v1/client/sign_ins';

/**
 * One user does everything there is, and everything secret on the way is noted. Afterwards none of it is in what an
 * attacker may get to see: the files of the database, the log, pages, mails about other things, and URLs.
 */
class Run {
  /** Every secret by its name. */
  readonly secrets = new Map<string, string>();
  /** Secrets that a mailed link holds on purpose, and that are dead by now. */
  readonly mailed = new Set<string>();
  /** Secrets that the server shows once. */
  readonly shown = new Set<string>();
  /** Bodies of every answer. */
  readonly answers: string[] = [];
  readonly pages: string[] = [];
  readonly urls: string[] = [];
  readonly instance: TestInstance;
  readonly #idp: OpenIdProvider;
  constructor(instance: TestInstance, idp: OpenIdProvider) {
    this.instance = instance;
    this.#idp = idp;
  }

  keep(name: string, secret: string | undefined): string {
    assert.ok(secret && secret.length >= 6, `${name} was not seen`);
    this.secrets.set(name, secret);
    return secret;
  }

  /** A new browser, whose answers are kept. */
  #browser(): TestBrowser {
    const browser = this.instance.browser();
    const { fetch } = browser;
    browser.fetch = async (...request) => {
      const response = await fetch(...request);
      this.answers.push(await response.clone().text());
      return response;
    };
    return browser;
  }

  #cookies(name: string, browser: TestBrowser): void {
    for (const [cookie, value] of browser.cookies) {
      if (value.length >= 32) this.keep(`${name}: cookie ${cookie}`, value);
    }
  }

  async signUp(): Promise<{ browser: TestBrowser; sessionId: string }> {
    const { instance } = this;
    const browser = this.#browser();
    const { sessionId } = await instance.signUp(browser, EMAIL);
    this.keep('the password', PASSWORD);
    this.keep('the code of the sign-up', newestCode(instance, EMAIL));
    this.#cookies('sign-up', browser);
    const token = await browser.post<{ jwt: string }>(`/v1/client/sessions/${sessionId}/tokens`);
    this.shown.add(this.keep('a session token', token.body.jwt));
    return { browser, sessionId };
  }

  async factors(browser: TestBrowser): Promise<void> {
    const app = await enrolTotp(this.instance, browser);
    this.shown.add(this.keep('the seed of the authenticator app', app.secret));
    app.backupCodes.forEach((code, i) => this.shown.add(this.keep(`backup code ${i}`, code)));
    await addSecondPhone(this.instance, browser, PHONE);
    this.keep('the code to the phone', newestCode(this.instance, PHONE));
    this.instance.clock.advance(60_000);
    const begun = await this.#browser().post(SIGN_INS, { identifier: EMAIL, password: PASSWORD });
    assert.equal(begun.response.status, 'needs_second_factor');
  }

  async link(): Promise<void> {
    const browser = this.#browser();
    const { response } = await browser.post(SIGN_INS, { identifier: EMAIL });
    const form = { strategy: 'email_link', redirect_url: LANDING };
    await browser.post(`${SIGN_INS}/${response.id}/prepare_first_factor`, form);
    const link = lastLink(this.instance, EMAIL);
    this.mailed.add(this.keep('the token of a link', link.token));
    this.pages.push((await openPage(browser, link.path)).html);
    const { to, html } = await confirm(browser, link.token);
    this.urls.push(to?.href ?? '');
    this.pages.push(html);
    this.#cookies('link', browser);
  }

  async provider(): Promise<void> {
    const browser = this.#browser();
    const start = await browser.post(SIGN_INS, { strategy: STRATEGY, ...PAGES });
    const authorization = authorizationOf(start);
    const callback = await this.#idp.authorize(authorization, 'ada');
    const state = this.keep('the state of an authorization', authorization.searchParams.get('state') ?? '');
    this.shown.add(this.keep('the nonce of an authorization', authorization.searchParams.get('nonce') ?? ''));
    const code = this.keep('the code of the provider', callback.searchParams.get('code') ?? '');
    this.shown.add(state);
    this.keep('the secret of the client', CLIENT_SECRET);
    const { location } = await comeBack(browser, callback);
    assert.ok(location && !location.includes(state) && !location.includes(code));
    this.urls.push(location);
  }

  async reset(): Promise<void> {
    const { instance } = this;
    instance.clock.advance(3_600_000);
    const browser = this.#browser();
    const strategy = 'reset_password_email_code';
    const { response } = await browser.post(SIGN_INS, { identifier: EMAIL });
    const at = `${SIGN_INS}/${response.id}`;
    await browser.post(`${at}/prepare_first_factor`, { strategy });
    const code = this.keep('the code of the reset', newestCode(instance, EMAIL));
    await browser.post(`${at}/attempt_first_factor`, { strategy, code });
    const done = await browser.post(`${at}/reset_password`, { password: this.keep('the new password', NEW_PASSWORD) });
    assert.equal(done.status, 200, JSON.stringify(done.body));
    this.#cookies('reset', browser);
  }

  async failures(): Promise<void> {
    const password = this.keep('a wrong password', WRONG_PASSWORD);
    await this.#browser().post(SIGN_INS, { identifier: EMAIL, password });
    await this.#browser().post(SIGN_INS, { identifier: 'nobody@example.com', password });
    await this.#browser().post('/v1/client/sign_ups', { email_address: EMAIL, password });
  }

  async tickets(): Promise<void> {
    const tickets = ticketsOf(this.instance);
    const { token, url } = await tickets.invitations.create({ emailAddress: 'bo@example.com' });
    this.mailed.add(this.keep('the ticket of an invitation', token));
    const { pathname, search } = new URL(url);
    this.pages.push((await openPage(this.#browser(), pathname + search)).html);
    const form = { strategy: 'ticket', ticket: token, password: PASSWORD };
    await this.#browser().post('/v1/client/sign_ups', form);
  }

  /** What the application's own server does: its keys, a handshake, a refresh, and the tokens of tests and support. */
  async backend(browser: TestBrowser, sessionId: string): Promise<void> {
    const { instance } = this;
    const key = this.keep('a secret key', await newSecretKey(instance));
    this.keep('the secret key of the setting', SECRET_KEY);
    const call: CallBackend = async (...request) => {
      const answer = await (await backendOf(instance, key))(...request);
      this.answers.push(JSON.stringify(answer.body));
      return answer;
    };
    for (const wrong of [key, SECRET_KEY]) await (await backendOf(instance, `${wrong}x`))('GET', '/jwks');
    const { answer } = await shakeHands(browser, { format: 'nonce' });
    const nonce = this.keep('the nonce of a handshake', answer);
    const { directives } = (await call('GET', `/clients/handshake_payload?nonce=${nonce}`)).body;
    const refresh_token = valueIn(directives, refreshCookie(instance));
    this.shown.add(this.keep('a refresh token', refresh_token));
    const expired_token = this.keep('the token of a handshake', valueIn(directives, '__session'));
    this.shown.add(expired_token);
    const refresh = { expired_token, refresh_token, request_origin: 'https://app.example.com' };
    assert.equal((await call('POST', `/sessions/${sessionId}/refresh`, refresh)).status, 200);
    const testing = (await call('POST', '/testing_tokens')).body;
    this.shown.add(this.keep('a testing token', testing.token));
    const { user_id } = (await call('GET', `/sessions/${sessionId}`)).body;
    const signIn = (await call('POST', '/sign_in_tokens', { user_id })).body;
    this.shown.add(this.keep('a sign-in token', signIn.token));
    const password = this.keep('the password of a created user', 'a phrase that nobody else has');
    assert.equal((await call('POST', '/users', { email_address: ['cy@example.com'], password })).status, 200);
    const _session_token = this.keep(
      'a token in a body',
      (await call('POST', `/sessions/${sessionId}/tokens`)).body.jwt,
    );
    this.shown.add(_session_token);
    const form = new URLSearchParams({ _session_token, first_name: 'Ada' });
    await instance.fetch(new Request(`${instance.config.url}/v1/me?_method=PATCH`, { method: 'POST', body: form }));
  }
}

const directory = mkdtempSync(path.join(tmpdir(), 'clerk-canaries-'));
let idp: OpenIdProvider;
let run: Run;

before(async () => {
  idp = await startOpenIdProvider({
    clientId: 'app',
    clientSecret: CLIENT_SECRET,
    redirectUris: [`https://clerk.example.com${CALLBACK}`],
    accounts: [{ sub: 'ada', email: EMAIL, email_verified: true }],
  });
  const { oauth, ...config } = withProvider(idp.issuer);
  const instance = await getTestInstance({
    databaseUrl: `sqlite:${directory}/clerk.db`,
    config: {
      ...config,
      secretKey: SECRET_KEY,
      oauth: oauth.map((provider) => ({ ...provider, clientSecret: CLIENT_SECRET })),
      emailLink: true,
      attributes: { phoneNumber: 'optional', username: 'optional' },
      secondFactors: { totp: true, phoneCode: true },
    },
  });
  run = new Run(instance, idp);
  const home = await run.signUp();
  instance.clock.advance(60_000);
  await run.backend(home.browser, home.sessionId);
  await run.link();
  await run.provider();
  await run.factors(home.browser);
  await run.failures();
  await run.reset();
  await run.tickets();
  assert.ok(run.secrets.size > 33, `${run.secrets.size} secrets`);
});
after(async () => {
  await run?.instance.close();
  await idp?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** The forms in which a secret may be written down. */
function spellings(secret: string): Buffer[] {
  const bytes = /^[A-Z2-7]{32}$/.test(secret) ? Buffer.from(Secret.fromBase32(secret).bytes) : undefined;
  const texts = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  const encoded = ['base64', 'base64url', 'hex'] as const;
  return [
    ...texts.map((text) => Buffer.from(text)),
    ...encoded.map((encoding) => Buffer.from(Buffer.from(secret).toString(encoding).replace(/=+$/, ''))),
    ...(bytes ? [bytes, Buffer.from(bytes.toString('hex')), Buffer.from(bytes.toString('base64'))] : []),
  ];
}

function assertAbsent(where: string, content: Buffer, except: ReadonlySet<string> = new Set()): void {
  for (const [name, secret] of run.secrets) {
    if (except.has(secret)) continue;
    // Six digits stand in many a number: a code counts where nothing else surrounds it.
    const found = /^\d{6}$/.test(secret)
      ? new RegExp(`(?<![\\w.-])${secret}(?![\\w.-])`).test(content.toString('latin1'))
      : spellings(secret).some((bytes) => content.includes(bytes));
    assert.ok(!found, `${name} is in ${where}`);
  }
}

it('no secret of a whole run is in the files of the database', () => {
  const files = readdirSync(directory);
  assert.ok(files.includes('clerk.db'));
  const contents = files.map((file) => readFileSync(path.join(directory, file)));
  assert.ok(
    contents.some((content) => content.includes(EMAIL)),
    'what is no secret is found there',
  );
  for (const [i, content] of contents.entries()) assertAbsent(files[i] ?? '', content);
});

it('no secret of a whole run is in the log', () => {
  assertAbsent('the log', Buffer.from(run.instance.log.join('\n')));
});

it('no secret of a whole run is in an answer, except those shown to their owner', () => {
  assert.ok(run.answers.length >= 20, `${run.answers.length} answers`);
  assertAbsent('an answer', Buffer.from(run.answers.join('\n')), new Set([...run.shown, ...run.mailed]));
});

it('no secret of a whole run is in a page or in a URL that a browser is sent to', () => {
  assert.ok(run.pages.some((page) => page.includes('<form')));
  assertAbsent('a page', Buffer.from(run.pages.join('\n')), run.mailed);
  assertAbsent('a URL', Buffer.from(run.urls.join('\n')));
});

it('no mail holds a secret that it was not sent for', () => {
  const { mailbox, config } = run.instance;
  const mails = mailbox.messages.filter(({ channel }) => channel === 'email');
  assert.ok(mails.length >= 5, `${mails.length} mails`);
  for (const message of mailbox.messages) {
    if (message.channel !== 'email') continue;
    const mail = renderMail({ applicationName: config.applicationName } as Parameters<typeof renderMail>[0], message);
    const own = new Set([message.code ?? '', ...[...run.mailed].filter((token) => message.url?.includes(token))]);
    assertAbsent(`the mail ${message.template}`, Buffer.from(Object.values(mail).join('\n')), own);
  }
});
