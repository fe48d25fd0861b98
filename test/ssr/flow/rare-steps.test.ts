import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { MAX_TRIES } from '../../../src/server/users/lockout.ts';
import { getHostedInstance } from '../../support/hosted-instance.ts';
import { HOST, HostedVisitor } from '../../support/hosted-visitor.ts';
import { PASSWORD, type TestInstance, type TestInstanceOptions } from '../../support/instance.ts';
import { Authenticator } from '../../support/authenticator.ts';
import { enrolPasskey } from '../../support/passkey-steps.ts';
import { ticketsOf } from '../../support/tickets.ts';

const EMAIL = 'ana@example.com';

async function start(t: TestContext, config: TestInstanceOptions['config'] = {}): Promise<TestInstance> {
  const instance = await getHostedInstance({ config });
  t.after(() => instance.close());
  return instance;
}

/** A user who signed up before the limits of the test count. */
async function withUser(instance: TestInstance, email = EMAIL): Promise<{ userId: string }> {
  const user = await instance.signUp(instance.browser(), email);
  instance.clock.advance(61_000);
  return user;
}

test('a sign-in token asks for one press, since programs open links too, and signs in once', async (t) => {
  const instance = await start(t);
  const { userId } = await withUser(instance);
  const { token } = await ticketsOf(instance).signInTokens.create({ userId });
  const url = `/sign-in?__clerk_ticket=${token}`;
  const visitor = await new HostedVisitor(instance).open(url);
  assert.equal(visitor.status, 200);
  assert.equal(visitor.leftFor, undefined);
  await visitor.send();
  assert.ok(visitor.leftFor, visitor.text);
  const again = await new HostedVisitor(instance).open(url);
  await again.send();
  assert.equal(again.status, 422, again.text);
  assert.equal(again.leftFor, undefined);
});

test('an invitation opens a restricted instance, and its address needs no code', async (t) => {
  const instance = await start(t, { signUp: { mode: 'restricted' } });
  const closed = await new HostedVisitor(instance).open('/sign-up');
  assert.equal(closed.value('emailAddress'), undefined);
  assert.match(closed.html, /href="[^"]*\/sign-in/);
  const { token } = await ticketsOf(instance).invitations.create({ emailAddress: EMAIL });
  const visitor = await new HostedVisitor(instance).open(`/sign-up?__clerk_ticket=${token}`);
  await visitor.send({ password: PASSWORD });
  assert.ok(visitor.leftFor, visitor.text);
});

test('a restricted instance takes no fields that somebody posts all the same', async (t) => {
  const instance = await start(t, { signUp: { mode: 'restricted' } });
  const visitor = await new HostedVisitor(instance).open('/sign-up');
  await visitor.post({ emailAddress: EMAIL, password: PASSWORD });
  assert.equal(visitor.leftFor, undefined);
  assert.equal(instance.mailbox.to(EMAIL).length, 0);
});

test('a waitlist takes the place of the fields of a sign-up', async (t) => {
  const instance = await start(t, { signUp: { mode: 'waitlist' } });
  const visitor = await new HostedVisitor(instance).open('/sign-up');
  assert.equal(visitor.path, '/sign-up/waitlist');
  assert.equal(visitor.value('password'), undefined);
  await visitor.send({ emailAddress: 'nobody' });
  assert.equal(visitor.status, 422);
  await visitor.send({ emailAddress: EMAIL });
  assert.equal(visitor.status, 200);
  assert.equal(visitor.value('emailAddress'), undefined, visitor.text);
});

test('a visitor with two accounts chooses one, adds another one, or signs out of all', async (t) => {
  const instance = await start(t);
  const browser = instance.browser({ origin: HOST });
  await instance.signUp(browser, EMAIL, { first_name: 'Ana' });
  instance.clock.advance(61_000);
  await instance.signUp(browser, 'ben@example.com');
  const visitor = await new HostedVisitor(instance, browser).open('/sign-in/choose');
  assert.equal(visitor.path, '/sign-in/choose');
  const ana = visitor.buttons.find((each) => each.includes('Ana')) ?? '';
  await visitor.press(ana);
  assert.ok(visitor.leftFor, visitor.text);
  const { response } = await browser.get('/v1/client');
  const active = response.sessions.find(({ id }: { id: string }) => id === response.last_active_session_id);
  assert.equal(active.user.first_name, 'Ana');
  await visitor.open(`${HOST}/sign-in/choose`);
  await visitor.press('Add another account');
  assert.equal(visitor.path, '/sign-in');
  await visitor.open(`${HOST}/sign-in/choose`);
  await visitor.press(visitor.buttons.find((each) => /sign out/i.test(each)) ?? '');
  assert.deepEqual((await browser.get('/v1/client')).response?.sessions ?? [], []);
});

test('an instance with one session at a time leads a visitor who is signed in on', async (t) => {
  const instance = await start(t, { singleSession: true });
  const browser = instance.browser({ origin: HOST });
  await instance.signUp(browser, EMAIL);
  const visitor = await new HostedVisitor(instance, browser).open('/sign-in?redirect_url=/user');
  assert.equal(visitor.leftFor, `${HOST}/user`);
  await visitor.open(`${HOST}/sign-up`);
  assert.ok(visitor.leftFor);
});

test('a phone number has a form of its own, keeps its country after an error, and gets a code', async (t) => {
  const instance = await start(t, { attributes: { phoneNumber: 'optional' } });
  const browser = instance.browser();
  await instance.signUp(browser, EMAIL, { phone_number: '+12015550123' }).catch(() => {});
  const visitor = await new HostedVisitor(instance).open('/sign-in');
  const toPhone = visitor.buttons.find((each) => /phone/i.test(each)) ?? '';
  await visitor.press(toPhone);
  assert.ok(visitor.html.includes('name="identifierCountry"'), visitor.text);
  await visitor.send({ identifierCountry: 'DE', identifier: '1' });
  assert.equal(visitor.status, 422, visitor.text);
  assert.match(visitor.html, /name="identifierCountry"[^]*<option value="DE" selected/);
  const back = visitor.buttons.find((each) => /email/i.test(each)) ?? '';
  await visitor.press(back);
  assert.doesNotMatch(visitor.html, /name="identifierCountry"/);
});

test('an account with a phone number alone signs up and in with codes', async (t) => {
  const instance = await start(t, {
    attributes: { emailAddress: 'off', phoneNumber: 'required', username: 'off', password: 'off' },
  });
  const visitor = await new HostedVisitor(instance).open('/sign-up');
  await visitor.send({ phoneNumberCountry: 'US', phoneNumber: '(201) 555-0123' });
  assert.equal(visitor.path, '/sign-up/verify-phone-number', visitor.text);
  await visitor.send({ code: instance.mailbox.lastCode('+12015550123') });
  assert.ok(visitor.leftFor, visitor.text);
  instance.clock.advance(61_000);
  const other = await new HostedVisitor(instance).open('/sign-in');
  await other.send({ identifierCountry: 'US', identifier: '201 555 0123' });
  assert.equal(other.path, '/sign-in/factor-one', other.text);
  await other.send({ code: instance.mailbox.lastCode('+12015550123') });
  assert.ok(other.leftFor, other.text);
});

test('a phone number that is optional can be given at sign-up', async (t) => {
  const instance = await start(t, { attributes: { phoneNumber: 'optional' } });
  const visitor = await new HostedVisitor(instance).open('/sign-up');
  await visitor.send({
    emailAddress: EMAIL,
    password: PASSWORD,
    phoneNumberCountry: 'US',
    phoneNumber: '201 555 0123',
  });
  await visitor.send({ code: instance.mailbox.lastCode(EMAIL) });
  if (visitor.path === '/sign-up/verify-phone-number') {
    await visitor.send({ code: instance.mailbox.lastCode('+12015550123') });
  }
  assert.ok(visitor.leftFor, visitor.text);
  assert.ok(instance.mailbox.to('+12015550123').length > 0);
});

test('a sign-up with a bot check says that it needs JavaScript, before and after the press', async (t) => {
  const instance = await start(t, { captcha: { provider: 'proof_of_work' } });
  const visitor = await new HostedVisitor(instance).open('/sign-up');
  assert.match(visitor.text, /needs JavaScript/);
  await visitor.send({ emailAddress: EMAIL, password: PASSWORD });
  assert.equal(visitor.path, '/sign-up');
  assert.ok(visitor.status >= 400);
  assert.equal(visitor.value('emailAddress'), EMAIL);
  assert.match(visitor.text, /needs JavaScript/);
});

test('a locked account is refused in words, and opens again later', async (t) => {
  const instance = await start(t);
  await withUser(instance);
  const visitor = await new HostedVisitor(instance).open('/sign-in');
  await visitor.send({ identifier: EMAIL, password: '' });
  for (let i = 0; i < MAX_TRIES + 1; i++) await visitor.send({ password: `wrong phrase ${i}` });
  assert.ok([403, 422, 429].includes(visitor.status), String(visitor.status));
  assert.match(visitor.text, /locked|later|too many/i);
  await visitor.send({ password: PASSWORD });
  assert.equal(visitor.leftFor, undefined);
  instance.clock.advance(3_700_000);
  await visitor.open(`${HOST}/sign-in`);
  await visitor.send({ identifier: EMAIL, password: PASSWORD });
  assert.ok(visitor.leftFor, visitor.text);
});

test('a new device is asked for a code after the password', async (t) => {
  const instance = await start(t, { clientTrust: true });
  await withUser(instance);
  const visitor = await new HostedVisitor(instance).open('/sign-in');
  await visitor.send({ identifier: EMAIL, password: PASSWORD });
  assert.equal(visitor.path, '/sign-in/client-trust', visitor.text);
  await visitor.send({ code: instance.mailbox.lastCode(EMAIL) });
  assert.ok(visitor.leftFor, visitor.text);
});

test('a step of a sign-up within a sign-in leads to the page of the sign-up', async (t) => {
  const instance = await start(t);
  const visitor = await new HostedVisitor(instance).open('/sign-up');
  await visitor.send({ emailAddress: EMAIL, password: PASSWORD });
  await visitor.open('/sign-in/create/verify-email-address?redirect_url=/user');
  assert.equal(visitor.path, '/sign-up/verify-email-address?redirect_url=%2Fuser');
  await visitor.send({ code: instance.mailbox.lastCode(EMAIL) });
  assert.equal(visitor.leftFor, `${HOST}/user`);
});

test('an account with passkeys alone is told that they need JavaScript, and gets back to the start', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'passkeys-'));
  t.after(() => rm(folder, { recursive: true }));
  const databaseUrl = `sqlite:${folder}/data.db`;
  // The operator turned codes off after the user had given up the password.
  const before = await getHostedInstance({
    databaseUrl,
    config: { passkeys: { enabled: true }, attributes: { password: 'optional' } },
  });
  const owner = before.browser();
  await before.signUp(owner, EMAIL);
  await enrolPasskey(owner, new Authenticator());
  assert.equal((await owner.post('/v1/me/remove_password', { current_password: PASSWORD })).status, 200);
  await before.close();
  const instance = await getHostedInstance({
    databaseUrl,
    config: {
      passkeys: { enabled: true },
      emailCode: false,
      enumerationProtection: false,
      attributes: { username: 'required', password: 'required' },
      signUp: { verifyEmailAddress: false },
    },
  });
  t.after(() => instance.close());
  const visitor = await new HostedVisitor(instance).open('/sign-in');
  assert.match(visitor.text, /Passkeys and wallets need JavaScript/);
  await visitor.send({ identifier: EMAIL, password: '' });
  assert.match(visitor.text, /Passkeys and wallets need JavaScript/);
  assert.match(visitor.text, /a step that cannot be done here/);
  assert.equal(visitor.value('identifier'), EMAIL);
});
