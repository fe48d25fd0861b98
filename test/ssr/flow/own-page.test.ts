import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { EnvironmentJSON } from '../../../src/protocol/json/environment.ts';
import { getHostedInstance } from '../../support/hosted-instance.ts';
import { HOST, HostedVisitor } from '../../support/hosted-visitor.ts';
import { PASSWORD, type TestInstance, type TestInstanceOptions } from '../../support/instance.ts';
import { type FormName, RENDERED_CASES } from '../../support/rendered-forms.ts';
import { renderSignIn, renderSignUp } from '../../support/ssr.ts';
import { ticketsOf } from '../../support/tickets.ts';

const EMAIL = 'ana@example.com';
const APP = 'https://app.example.com';

async function start(t: TestContext, config: TestInstanceOptions['config'] = {}): Promise<TestInstance> {
  const instance = await getHostedInstance({ config });
  t.after(() => instance.close());
  return instance;
}

/** A visitor without JavaScript who looks at a page of the application. */
async function visit(
  instance: TestInstance,
  form: FormName,
  { query = '', properties = {} }: { query?: string; properties?: Record<string, unknown> } = {},
): Promise<HostedVisitor> {
  const visitor = new HostedVisitor(instance, instance.browser({ origin: APP }));
  const { body: environment } = await visitor.browser.get<EnvironmentJSON>('/v1/environment');
  const render = form === 'sign-in' ? renderSignIn : renderSignUp;
  const kept = new URLSearchParams(query);
  const { html } = await render({ environment, properties, kept, action: `${HOST}/${form}${query && `?${query}`}` });
  return visitor.read(html);
}

for (const [name, { config, forms = ['sign-in', 'sign-up'] as const }] of Object.entries(RENDERED_CASES)) {
  test(`every control in the page of an application is one of the server's page: ${name}`, async (t) => {
    const instance = await start(t, config);
    for (const form of forms) {
      const own = await visit(instance, form);
      const hosted = await new HostedVisitor(instance).open(`/${form}`);
      assert.deepEqual(own.controls, hosted.controls);
      assert.deepEqual(own.buttons, hosted.buttons);
      // What is not sent is marked, and out of sight.
      for (const [button] of own.html.matchAll(/<button type="button"[^>]*>/g))
        assert.match(button, / data-clerk-script/);
    }
  });
}

test('a visitor who forgot the password goes on from the page of an application, and comes back to it', async (t) => {
  const instance = await start(t);
  await instance.signUp(instance.browser(), EMAIL);
  instance.clock.advance(61_000);
  const visitor = await visit(instance, 'sign-in', { query: `redirect_url=${encodeURIComponent(`${APP}/reports`)}` });
  await visitor.send({ identifier: EMAIL }, 'Forgot password?');
  assert.match(visitor.path, /^\/sign-in\/factor-one\?redirect_url=/);
  await visitor.send({ code: instance.mailbox.lastCode(EMAIL) });
  await visitor.send({ password: 'seven quiet boats at the long pier' });
  await visitor.press('Continue');
  assert.equal(visitor.leftFor, `${APP}/reports`);
});

test('a press of a provider in the page of an application leads there', async (t) => {
  const oauth = [{ provider: 'github' as const, clientId: 'app', clientSecret: 'secret' }];
  const instance = await start(t, { oauth });
  for (const form of ['sign-in', 'sign-up'] as const) {
    const visitor = await visit(instance, form);
    await visitor.press('Continue with GitHub');
    assert.match(visitor.leftFor ?? '', /^https:\/\/github\.com\/login\/oauth\/authorize/);
  }
});

test('a number is a number on the page of the server, whether the visitor asks for its field or the application has filled it in', async (t) => {
  const attributes = { phoneNumber: 'optional' } as const;
  const instance = await start(t, { attributes, phoneCode: true, enumerationProtection: false });
  const visitor = await visit(instance, 'sign-in');
  await visitor.press('Use phone');
  assert.match(visitor.html, /<input [^>]*type="tel"/);
  const properties = { initialValues: { phoneNumber: '+12015550123' } };
  const prefilled = await visit(instance, 'sign-in', { properties });
  await prefilled.send();
  assert.match(prefilled.error('identifier') ?? '', /There is no account/);
  assert.match(prefilled.html, /<input [^>]*type="tel"/);
});

test('an address joins the waitlist from the page of an application', async (t) => {
  const instance = await start(t, { signUp: { mode: 'waitlist' } });
  const visitor = await visit(instance, 'sign-up');
  await visitor.send({ emailAddress: EMAIL });
  assert.equal(visitor.status, 200, visitor.text);
  assert.match(visitor.text, new RegExp(EMAIL));
  const signIn = await visit(instance, 'sign-in');
  assert.match(signIn.text, /Join waitlist/);
});

test('an invitation is used from the page of an application', async (t) => {
  const instance = await start(t, { signUp: { mode: 'restricted' } });
  const { token } = await ticketsOf(instance).invitations.create({ emailAddress: EMAIL });
  const visitor = await visit(instance, 'sign-up', { query: `__clerk_ticket=${token}` });
  await visitor.send({ password: PASSWORD });
  assert.ok(visitor.leftFor, visitor.text);
});

test('a sign-in token asks for one press in the page of an application', async (t) => {
  const instance = await start(t);
  const { userId } = await instance.signUp(instance.browser(), EMAIL);
  const { token } = await ticketsOf(instance).signInTokens.create({ userId });
  const visitor = await visit(instance, 'sign-in', { query: `__clerk_ticket=${token}` });
  assert.equal(visitor.value('identifier'), undefined);
  await visitor.send();
  assert.ok(visitor.leftFor, visitor.text);
});

test('a user without an account signs up from a sign-in that lets them, with what they typed', async (t) => {
  const instance = await start(t, { enumerationProtection: false });
  const properties = { withSignUp: true };
  const visitor = await visit(instance, 'sign-in', { query: 'with_sign_up=true', properties });
  await visitor.send({ identifier: EMAIL, password: PASSWORD });
  assert.equal(visitor.value('emailAddress'), EMAIL);
  assert.doesNotMatch(visitor.path, /ana/);
  await visitor.send({ emailAddress: EMAIL, password: PASSWORD });
  assert.equal(visitor.path, '/sign-up/verify-email-address');
  await visitor.send({ code: instance.mailbox.lastCode(EMAIL) });
  assert.ok(visitor.leftFor, visitor.text);
});

test('a sign-in that lets users sign up stays one after a mistake', async (t) => {
  const instance = await start(t, { enumerationProtection: false });
  const properties = { withSignUp: true };
  const visitor = await visit(instance, 'sign-in', { query: 'with_sign_up=true', properties });
  await visitor.send({ identifier: '' });
  assert.equal(visitor.status, 422);
  await visitor.send({ identifier: EMAIL, password: PASSWORD });
  assert.equal(visitor.value('emailAddress'), EMAIL);
});

test('a sign-in without that says that there is no such account', async (t) => {
  const instance = await start(t, { enumerationProtection: false });
  const visitor = await visit(instance, 'sign-in');
  await visitor.send({ identifier: EMAIL, password: PASSWORD });
  assert.equal(visitor.status, 422);
  assert.ok(visitor.error('identifier'));
});
