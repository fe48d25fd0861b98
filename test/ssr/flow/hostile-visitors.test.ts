import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { getHostedInstance } from '../../support/hosted-instance.ts';
import { HOST, HostedVisitor } from '../../support/hosted-visitor.ts';
import { PASSWORD, type TestInstance, type TestInstanceOptions } from '../../support/instance.ts';
import { ticketsOf } from '../../support/tickets.ts';

const EMAIL = 'ana@example.com';

async function start(t: TestContext, options: TestInstanceOptions = {}): Promise<TestInstance> {
  const instance = await getHostedInstance(options);
  t.after(() => instance.close());
  await instance.signUp(instance.browser(), EMAIL);
  instance.clock.advance(61_000);
  return instance;
}

test('no address in the URL leads a visitor to another origin', async (t) => {
  const instance = await start(t);
  for (const evil of [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
    'data:text/html,<b>x</b>',
    'https://clerk.example.com@evil.example/',
    'https://clerk.example.com.evil.example/',
    '\thttps://evil.example/',
    '/\r\nSet-Cookie: a=b',
  ]) {
    for (const name of [
      'redirect_url',
      'sign_in_force_redirect_url',
      'sign_in_fallback_redirect_url',
      'after_sign_in_url',
    ]) {
      const visitor = await new HostedVisitor(instance).open(`/sign-in?${name}=${encodeURIComponent(evil)}`);
      assert.doesNotMatch(visitor.html, /href="\s*(javascript|data:text)/i);
      await visitor.send({ identifier: EMAIL, password: PASSWORD });
      assert.ok(visitor.leftFor, evil);
      assert.match(new URL(visitor.leftFor).origin, /^https:\/\/(clerk|app)\.example\.com$/, `${name}=${evil}`);
      assert.equal(visitor.browser.cookies.has('a'), false);
    }
  }
});

test('what comes in URLs and fields is text on the page', async (t) => {
  const instance = await start(t);
  const evil = `"><img src=x onerror=alert(1)><script>alert(1)</script>`;
  const visitor = await new HostedVisitor(instance).open(
    `/sign-in/${encodeURIComponent(evil)}?identifier=${encodeURIComponent(evil)}&choose=${encodeURIComponent(evil)}&redirect_url=${encodeURIComponent(`/${evil}`)}`,
  );
  assert.doesNotMatch(visitor.html, /<img src=x|<script>alert/);
  await visitor.post({ identifier: evil, action: evil });
  assert.doesNotMatch(visitor.html, /<img src=x|<script>alert/);
  await visitor.open('/sign-in');
  await visitor.send({ identifier: evil });
  assert.doesNotMatch(visitor.html, /<img src=x|<script>alert/);
  assert.equal(visitor.value('identifier'), evil);
});

test('a step that was not reached, and an action of another step, change nothing', async (t) => {
  const instance = await start(t);
  const visitor = await new HostedVisitor(instance).open('/sign-in');
  const sent = instance.mailbox.messages.length;
  for (const [path, fields] of [
    ['/sign-in/reset-password', { password: 'stolen phrase of mine' }],
    ['/sign-in/factor-two', { code: '000000' }],
    ['/sign-in/client-trust', { code: '000000' }],
    ['/sign-in/reset-password-success', {}],
    ['/sign-in/sso-callback', { action: 'submit' }],
    ['/sign-in/choose', { action: 'choose-session.sess_1' }],
    ['/sign-in', { action: 'choose-factor.email_code.idn_1' }],
    ['/sign-in', { action: 'method.ticket' }],
    ['/sign-in', { action: 'constructor' }],
    ['/sign-in/__proto__', { action: '__proto__' }],
    ['/sign-up/verify-email-address', { code: '000000' }],
    ['/sign-up/continue', { emailAddress: EMAIL }],
  ] as const) {
    visitor.url = new URL(path, HOST);
    await visitor.post({ ...fields });
    assert.ok(visitor.status < 500, `${path}: ${visitor.status}`);
    assert.match(visitor.path, /^\/sign-(in|up)/);
    assert.equal(visitor.leftFor, undefined, path);
  }
  assert.equal(instance.mailbox.messages.length, sent);
});

test('two tabs of one browser end in one session, or say that the attempt is over', async (t) => {
  const instance = await start(t);
  const first = await new HostedVisitor(instance).open('/sign-in');
  await first.send({ identifier: EMAIL });
  const second = new HostedVisitor(instance, first.browser);
  await second.open('/sign-in/factor-one');
  await second.send({ password: PASSWORD });
  assert.ok(second.leftFor, second.text);
  await first.send({ password: PASSWORD });
  assert.ok(first.leftFor !== undefined || first.status === 422, first.text);
  const { response } = await first.browser.get('/v1/client');
  assert.equal(response.sessions.length, 1);
});

test('one visitor cannot go on with the attempt, the account or the ticket session of another', async (t) => {
  const instance = await start(t);
  const mine = await new HostedVisitor(instance).open('/sign-in');
  await mine.send({ identifier: EMAIL });
  const theirs = await new HostedVisitor(instance).open('/sign-in/factor-one');
  assert.equal(theirs.path, '/sign-in');
  await theirs.post({ password: PASSWORD });
  assert.equal(theirs.leftFor, undefined);
  // The ticket of one person signs in the one who holds it, and leaves a session beside it as it is.
  const ben = await instance.signUp(theirs.browser, 'ben@example.com');
  const { userId } = await instance.signUp(instance.browser(), 'cleo@example.com');
  const { token } = await ticketsOf(instance).signInTokens.create({ userId });
  await theirs.open(`${HOST}/sign-in?__clerk_ticket=${token}`);
  const before = (await theirs.browser.get('/v1/client')).response.sessions.length;
  assert.equal(before, 1, 'opening the link signs nobody in');
  await theirs.send();
  const { response } = await theirs.browser.get('/v1/client');
  assert.ok(response.sessions.some(({ id }: { id: string }) => id === ben.sessionId));
});

test('a form of another site is refused, and one that hides its origin does nothing', async (t) => {
  const instance = await start(t);
  const browser = instance.browser({ origin: HOST });
  const body = { identifier: EMAIL, password: PASSWORD };
  const post = (origin: string) =>
    browser.fetch(`${HOST}/sign-in`, { method: 'POST', body: new URLSearchParams(body), headers: { origin } });
  const evil = await post('https://evil.example');
  assert.equal(evil.status, 400);
  const hidden = await post('null');
  const html = await hidden.text();
  assert.equal(hidden.status, 200);
  assert.match(html, /role="alert">Nothing was sent yet/);
  assert.match(html, /name="identifier"[^>]*value="ana@example\.com"/);
  assert.ok(!html.includes(PASSWORD));
  assert.equal((await browser.get('/v1/client')).response?.sign_in ?? null, null);
  const own = await post('https://app.example.com');
  assert.equal(own.status, 303);
});

test('fields of any length and number are answered, and only the first of one name counts', async (t) => {
  const instance = await start(t);
  const visitor = await new HostedVisitor(instance).open('/sign-in');
  await visitor.send({ identifier: 'a'.repeat(60_000) });
  assert.ok(visitor.status >= 400 && visitor.status < 500, String(visitor.status));
  const repeated = new URLSearchParams([
    ['identifier', EMAIL],
    ['identifier', 'eve@example.com'],
    ['action', ''],
    ['action', 'constructor'],
  ]);
  const answer = await visitor.browser.fetch(`${HOST}/sign-in`, { method: 'POST', body: repeated, redirect: 'manual' });
  assert.ok(answer.status < 500, String(answer.status));
  await visitor.open(`/sign-in?${'a=b&'.repeat(500)}redirect_url=/user`);
  assert.equal(visitor.status, 200);
});

test('the limit of an address counts the visitor, not the server', async (t) => {
  const instance = await start(t, { limits: { wrongTries: { max: 2, windowMs: 3_600_000 } } });
  const at = (ip: string) => new HostedVisitor(instance, instance.browser({ origin: HOST, ip }));
  const busy = await at('203.0.113.5').open('/sign-in');
  for (let i = 0; i < 3; i++) await busy.send({ identifier: EMAIL, password: `wrong ${i}` });
  assert.equal(busy.status, 429, busy.text);
  assert.ok(busy.retryAfter);
  const other = await at('203.0.113.6').open('/sign-in');
  await other.send({ identifier: EMAIL, password: PASSWORD });
  assert.ok(other.leftFor, other.text);
});

test('with enumeration protection an unknown address gets the same pages as a known one', async (t) => {
  const instance = await start(t, { config: { enumerationProtection: true } });
  const story = async (identifier: string) => {
    const visitor = await new HostedVisitor(instance).open('/sign-in');
    const seen: (string | number)[] = [];
    const note = () =>
      seen.push(
        visitor.status,
        visitor.path,
        visitor.html.replaceAll(/\b(ana|eve|[ae](?=\*\*\*))/g, '*').replaceAll(/(idn|sia)_\w+/g, '_'),
      );
    await visitor.send({ identifier });
    note();
    await visitor.press('Use another method');
    note();
    await visitor.press(visitor.buttons.find((each) => /code/i.test(each)) ?? '');
    note();
    await visitor.send({ code: '000000' });
    note();
    return seen;
  };
  const known = await story(EMAIL);
  instance.clock.advance(61_000);
  const unknown = await story('eve@example.com');
  known.forEach((each, i) => assert.ok(unknown[i] === each, `answer ${i} differs`));
});

test('many visitors at once each see their own page', async (t) => {
  const instance = await start(t);
  const names = Array.from({ length: 8 }, (_, i) => `visitor${i}@example.com`);
  await Promise.all(
    names.map(async (identifier) => {
      const visitor = await new HostedVisitor(instance).open('/sign-up');
      await visitor.send({ emailAddress: identifier, password: PASSWORD });
      assert.equal(visitor.path, '/sign-up/verify-email-address');
      for (const other of names) assert.equal(visitor.html.includes(other), other === identifier);
    }),
  );
});
