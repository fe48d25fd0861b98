import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { getTestInstance, PASSWORD, type TestInstance, type TestInstanceOptions } from '../../support/instance.ts';
import { confirm, lastLink } from '../../support/links.ts';
import { ScriptlessVisitor } from '../../support/scriptless-visitor.ts';

const EMAIL = 'ana@example.com';

async function open(
  t: TestContext,
  options?: TestInstanceOptions,
): Promise<{ instance: TestInstance; visitor: ScriptlessVisitor }> {
  const instance = await getTestInstance(options);
  t.after(() => instance.close());
  return { instance, visitor: await new ScriptlessVisitor(instance).open('/sign-up') };
}

test('signs up with a code, and leaves for the page after sign-up', async (t) => {
  const { instance, visitor } = await open(t);
  assert.equal(visitor.status, 200);
  await visitor.send({ emailAddress: EMAIL, password: PASSWORD });
  assert.equal(visitor.path, '/sign-up/verify-email-address');
  assert.doesNotMatch(visitor.html, new RegExp(PASSWORD));
  await visitor.send({ code: '12' });
  assert.equal(visitor.status, 422);
  await visitor.send({ code: instance.mailbox.lastCode(EMAIL) });
  assert.ok(visitor.leftFor, visitor.text);
});

test('a field that is refused keeps what was typed into the others, but for the password', async (t) => {
  const { visitor } = await open(t);
  await visitor.send({ emailAddress: EMAIL, password: 'short' });
  assert.equal(visitor.status, 422);
  assert.ok(visitor.error('password'));
  assert.equal(visitor.value('emailAddress'), EMAIL);
  assert.equal(visitor.value('password'), '');
});

test('an address that has an account leads to the sign-in', async (t) => {
  const { instance, visitor } = await open(t, { config: { enumerationProtection: false } });
  await instance.signUp(instance.browser(), EMAIL);
  await visitor.send({ emailAddress: EMAIL, password: PASSWORD });
  assert.equal(visitor.status, 422);
  assert.match(visitor.error('emailAddress') ?? '', /account/);
  assert.match(visitor.html, /<a [^>]*__form_identifier_exists" href="\/sign-in\?/);
});

test('fields that are not part of the form are not sent on', async (t) => {
  const { visitor } = await open(t);
  visitor.calls.length = 0;
  await visitor.post({ emailAddress: EMAIL, password: PASSWORD, unsafeMetadata: '{"admin":true}', strategy: 'ticket' });
  const [create] = visitor.calls.filter((call) => call.startsWith('POST /v1/client/sign_ups '));
  assert.ok(create);
  assert.doesNotMatch(create, /admin|ticket/);
});

test('a link that is opened in another browser finishes the sign-up when the visitor looks again', async (t) => {
  const { instance, visitor } = await open(t, { config: { emailLink: true, emailCode: false } });
  await visitor.send({ emailAddress: EMAIL, password: PASSWORD });
  assert.equal(visitor.path, '/sign-up/verify-email-address');
  await visitor.press('I have opened the link');
  assert.equal(visitor.path, '/sign-up/verify-email-address');
  const number = /\b(\d\d)\b/.exec(visitor.text)?.[1] ?? '';
  await confirm(instance.browser(), lastLink(instance, EMAIL).token, { number });
  await visitor.press('I have opened the link');
  assert.ok(visitor.leftFor, visitor.text);
});

test('a link that is opened in the same browser leads to the end of the sign-up', async (t) => {
  const { instance, visitor } = await open(t, { config: { emailLink: true, emailCode: false } });
  await visitor.send({ emailAddress: EMAIL, password: PASSWORD });
  const { to } = await confirm(visitor.browser, lastLink(instance, EMAIL).token);
  assert.equal(to?.pathname, '/sign-up/verify');
  await visitor.open(to?.href ?? '');
  assert.ok(visitor.leftFor, visitor.text);
});
