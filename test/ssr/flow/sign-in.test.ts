import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { getTestInstance, PASSWORD, type TestInstance, type TestInstanceOptions } from '../../support/instance.ts';
import { ScriptlessVisitor } from '../../support/scriptless-visitor.ts';

const EMAIL = 'ana@example.com';

async function open(
  t: TestContext,
  options?: TestInstanceOptions,
): Promise<{ instance: TestInstance; visitor: ScriptlessVisitor }> {
  const instance = await getTestInstance(options);
  t.after(() => instance.close());
  await instance.signUp(instance.browser(), EMAIL);
  // The code of the sign-up counts for the limit of codes.
  instance.clock.advance(61_000);
  return { instance, visitor: await new ScriptlessVisitor(instance).open('/sign-in') };
}

test('signs in with identifier and password on one page, and leaves for the page after sign-in', async (t) => {
  const { visitor } = await open(t);
  assert.equal(visitor.status, 200);
  await visitor.send({ identifier: EMAIL, password: PASSWORD });
  assert.ok(visitor.leftFor, visitor.text);
  assert.ok(visitor.browser.cookies.has('__client_uat'));
  assert.deepEqual(
    visitor.calls.filter((call) => !call.startsWith('GET')),
    [`POST /v1/client/sign_ins identifier=ana%40example.com&password=${PASSWORD.replaceAll(' ', '+')}`],
  );
});

test('a wrong password is told at its field, typed text stays and the password does not', async (t) => {
  const { visitor } = await open(t);
  await visitor.send({ identifier: EMAIL, password: 'wrong phrase here' });
  assert.equal(visitor.status, 422);
  assert.match(visitor.error('password') ?? '', /does not match/);
  assert.equal(visitor.value('identifier'), EMAIL);
  assert.equal(visitor.value('password'), '');
  assert.doesNotMatch(visitor.html, /wrong phrase/);
});

test('an empty field is told in the words of the locale, and nothing is sent', async (t) => {
  const { visitor } = await open(t);
  visitor.calls.length = 0;
  await visitor.send({ identifier: '' });
  assert.equal(visitor.status, 422);
  assert.ok(visitor.error('identifier'));
  assert.deepEqual(visitor.calls, ['GET /v1/client']);
});

test('asks for the password on a page of its own, and leads to an email code instead', async (t) => {
  const { instance, visitor } = await open(t);
  await visitor.send({ identifier: EMAIL });
  assert.equal(visitor.path, '/sign-in/factor-one');
  await visitor.press('Use another method');
  assert.equal(visitor.path, '/sign-in/factor-one?choose=another');
  const button = visitor.buttons.find((each) => /code/.test(each));
  await visitor.press(button ?? '');
  assert.equal(visitor.path, '/sign-in/factor-one');
  assert.match(visitor.text, /Send again in \d+ seconds/);
  await visitor.send({ code: '000000' });
  assert.equal(visitor.status, 422);
  assert.ok(visitor.error('code'));
  assert.equal(visitor.value('code'), '');
  await visitor.send({ code: instance.mailbox.lastCode(EMAIL) });
  assert.ok(visitor.leftFor, visitor.text);
});

test('a code that is asked for too soon is refused with the time to wait, and sent after that', async (t) => {
  const { instance, visitor } = await open(t);
  await visitor.send({ identifier: EMAIL }, 'Use another method');
  await visitor.press(visitor.buttons.find((each) => /code/.test(each)) ?? '');
  const waiting = visitor.buttons.find((each) => /Send again in/.test(each)) ?? '';
  assert.match(waiting, /seconds/);
  await visitor.press(waiting);
  assert.equal(visitor.status, 429);
  assert.ok(visitor.retryAfter);
  instance.clock.advance(61_000);
  const sent = instance.mailbox.to(EMAIL).length;
  await visitor.open('/sign-in/factor-one');
  await visitor.press(visitor.buttons.find((each) => /Send a new one/.test(each)) ?? '');
  assert.equal(instance.mailbox.to(EMAIL).length, sent + 1);
  assert.equal(visitor.status, 200);
});

test('a forgotten password is replaced by a new one', async (t) => {
  const { instance, visitor } = await open(t);
  await visitor.send({ identifier: EMAIL }, 'Forgot password?');
  assert.equal(visitor.path, '/sign-in/factor-one');
  await visitor.send({ code: instance.mailbox.lastCode(EMAIL) });
  assert.equal(visitor.path, '/sign-in/reset-password');
  await visitor.send({ password: 'short' });
  assert.equal(visitor.status, 422);
  assert.ok(visitor.error('password'));
  await visitor.send({ password: 'another plain long phrase' });
  assert.match(visitor.path, /^\/sign-in\/reset-password-(done|success)$/);
  await visitor.send();
  assert.ok(visitor.leftFor);
});

test('the redirect of the URL travels through all steps, and another origin is refused', async (t) => {
  const { instance, visitor } = await open(t);
  await visitor.open('/sign-in?redirect_url=%2Fdocs%3Fpage%3D2');
  await visitor.send({ identifier: EMAIL });
  assert.equal(visitor.path, '/sign-in/factor-one?redirect_url=%2Fdocs%3Fpage%3D2');
  await visitor.send({ password: PASSWORD });
  assert.equal(visitor.leftFor, 'https://app.example.com/docs?page=2');
  const other = await new ScriptlessVisitor(instance).open('/sign-in?redirect_url=https%3A%2F%2Fevil.example%2F');
  await other.send({ identifier: EMAIL, password: PASSWORD });
  assert.doesNotMatch(other.leftFor ?? '', /evil/);
});

test('a step that the attempt is not at leads to the step that it is at', async (t) => {
  const { visitor } = await open(t);
  await visitor.open('/sign-in/factor-two');
  assert.equal(visitor.path, '/sign-in');
});

test('a control that the step does not offer does nothing', async (t) => {
  const { visitor } = await open(t);
  await visitor.send({ identifier: EMAIL });
  visitor.calls.length = 0;
  await visitor.post({ action: 'choose-factor.totp' });
  assert.equal(visitor.path, '/sign-in/factor-one');
  assert.ok(visitor.calls.every((call) => call === 'GET /v1/client'));
});

test('two visitors at the same moment do not see each other', async (t) => {
  const { instance } = await open(t);
  await instance.signUp(instance.browser(), 'ben@example.com');
  const visitors = await Promise.all(
    [EMAIL, 'ben@example.com'].map(async (identifier) => {
      const visitor = await new ScriptlessVisitor(instance).open('/sign-in');
      return visitor.send({ identifier });
    }),
  );
  assert.deepEqual(
    visitors.map(({ text }) => /ana|ben/.exec(text)?.[0]),
    ['ana', 'ben'],
  );
});
