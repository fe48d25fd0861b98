import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import { Clerk } from '../../../src/client/clerk.ts';
import { FakeFapi, fail, KEY } from '../../support/fake-fapi.ts';
import { flush } from '../../support/fake-platform.ts';
import { at, EMAIL, openSignIn, PASSWORD, record } from './open-flow.ts';

test('the first page of sign-in follows the environment', async () => {
  const { flow } = await openSignIn();
  const step = at(flow, 'start');
  assert.deepEqual(step.identifiers, ['email_address', 'username']);
  assert.equal(step.password, true);

  const fapi = new FakeFapi();
  fapi.environment.display_config.preferred_sign_in_strategy = 'otp';
  assert.equal(at((await openSignIn(fapi)).flow, 'start').password, false);
});

test('an identifier and a password sign in with a single request', async () => {
  const { flow, fapi, clerk } = await openSignIn();
  const seen = record(flow);
  await flow.submit({ type: 'identify', identifier: ` ${EMAIL} `, password: PASSWORD });
  assert.equal(at(flow, 'complete').sessionId, clerk.session?.id);
  assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, EMAIL);
  assert.deepEqual(
    fapi.calls.map(({ method, path }) => `${method} ${path}`),
    ['POST /client/sign_ins'],
  );
  assert.deepEqual(seen, ['start identify', 'complete identify', 'complete -']);
});

test('the flow does not navigate when it completes, because the element does', async () => {
  const { flow, tab } = await openSignIn();
  await flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  assert.deepEqual(tab.visited, []);
});

test('a wrong password on the first page stays there with the error below the field', async () => {
  const { flow, fapi } = await openSignIn();
  await flow.submit({ type: 'identify', identifier: EMAIL, password: 'wrong' });
  at(flow, 'start');
  assert.equal(flow.state.errors.fields.password?.code, 'form_password_incorrect');
  assert.equal(flow.state.errors.global, null);
  assert.equal(fapi.calls.length, 1);
  await flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  at(flow, 'complete');
});

test('a password for an account without one leads to the email code', async () => {
  const fapi = new FakeFapi();
  fapi.addAccount({ email: EMAIL, password: null });
  const { flow } = await openSignIn(fapi);
  await flow.submit({ type: 'identify', identifier: EMAIL, password: 'guess' });
  const step = at(flow, 'factor-one');
  assert.equal(step.factor.strategy, 'email_code');
  assert.equal(step.sent?.to, 'a***');
  assert.deepEqual(flow.state.errors.fields, {});
});

test('factors that this client does not know are not offered', async () => {
  const { flow } = await openSignIn();
  await flow.submit({ type: 'identify', identifier: EMAIL });
  const step = at(flow, 'factor-one');
  assert.deepEqual(
    [step.factor, ...step.alternatives].map(({ strategy }) => strategy),
    ['password', 'email_code'],
  );
});

test('an unknown identifier is an error below the field and keeps what was typed', async () => {
  const { flow } = await openSignIn();
  await flow.submit({ type: 'identify', identifier: 'unknown@acme.example', password: 'x' });
  at(flow, 'start');
  assert.equal(flow.state.errors.fields.identifier?.code, 'form_identifier_not_found');
  flow.requestStep('start');
  assert.equal(at(flow, 'start').identifier, '');
});

test('a preferred code is sent once, as soon as the user reaches its page', async () => {
  const fapi = new FakeFapi();
  fapi.environment.display_config.preferred_sign_in_strategy = 'otp';
  const { flow } = await openSignIn(fapi);
  const seen = record(flow);
  await flow.submit({ type: 'identify', identifier: EMAIL });
  const step = at(flow, 'factor-one');
  assert.equal(step.factor.strategy, 'email_code');
  assert.equal(step.sent?.resendAt, fapi.world.time + 30_000);
  assert.ok(seen.includes('factor-one resend'));
  flow.requestStep('start');
  flow.requestStep('factor-one');
  await flush();
  assert.equal(fapi.callsTo(/prepare_first_factor/).length, 1);
  await flow.submit({ type: 'code', code: '111111' });
  assert.equal(flow.state.errors.fields.code?.code, 'form_code_incorrect');
  await flow.submit({ type: 'code', code: '424242' });
  at(flow, 'complete');
});

test('the user can choose another factor, and choosing the code again does not send it again', async () => {
  const { flow, fapi } = await openSignIn();
  await flow.submit({ type: 'identify', identifier: EMAIL });
  const { factor: password, alternatives } = at(flow, 'factor-one');
  const code = alternatives[0];
  assert.ok(code);
  await flow.submit({ type: 'choose-factor', factor: code });
  await flow.submit({ type: 'choose-factor', factor: password });
  assert.equal(at(flow, 'factor-one').factor.strategy, 'password');
  await flow.submit({ type: 'choose-factor', factor: code });
  assert.ok(at(flow, 'factor-one').sent);
  assert.equal(fapi.callsTo(/prepare_first_factor/).length, 1);
  await flow.submit({ type: 'resend' });
  assert.equal(fapi.callsTo(/prepare_first_factor/).length, 2);
});

test('a code that cannot be sent shows the error, and the user can ask for it again', async () => {
  const { flow, fapi } = await openSignIn();
  await flow.submit({ type: 'identify', identifier: EMAIL });
  const code = at(flow, 'factor-one').alternatives[0];
  assert.ok(code);
  fapi.intercept = () => fail(503, 'service_unavailable');
  await flow.submit({ type: 'choose-factor', factor: code });
  assert.equal(at(flow, 'factor-one').sent, null);
  assert.equal(flow.state.errors.global?.code, 'service_unavailable');
  fapi.intercept = undefined;
  await flow.submit({ type: 'resend' });
  assert.ok(at(flow, 'factor-one').sent);
});

test('a reload at the code page finds the sign-in and sends no second code', async () => {
  const fapi = new FakeFapi();
  fapi.environment.display_config.preferred_sign_in_strategy = 'otp';
  const first = await openSignIn(fapi);
  await first.flow.submit({ type: 'identify', identifier: EMAIL });
  const { flow } = await openSignIn(fapi);
  flow.requestStep('factor-one');
  const step = at(flow, 'factor-one');
  assert.equal(step.identifier, EMAIL);
  assert.equal(step.sent?.to, 'a***');
  assert.equal(fapi.calls.length, 0);
  await flow.submit({ type: 'code', code: '424242' });
  at(flow, 'complete');
});

test('a step that the sign-in does not allow leads to the nearest allowed one', async () => {
  const { flow } = await openSignIn();
  flow.requestStep('factor-one');
  at(flow, 'start');
  flow.requestStep('no-such-step');
  at(flow, 'start');
});

test('going back keeps the sign-in and prefills the identifier', async () => {
  const { flow } = await openSignIn();
  await flow.submit({ type: 'identify', identifier: EMAIL });
  flow.requestStep('start');
  assert.equal(at(flow, 'start').identifier, EMAIL);
  flow.requestStep('factor-one');
  at(flow, 'factor-one');
});

test('a second submit while one is pending is ignored', async () => {
  const { flow, fapi } = await openSignIn();
  const first = flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  await flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  await first;
  assert.equal(fapi.calls.length, 1);
});

test('a network failure is shown as an error of the form, and the same submit works later', async () => {
  const { flow, fapi } = await openSignIn();
  fapi.world.online = false;
  await flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  assert.equal(flow.state.errors.global?.code, 'network_error');
  assert.equal(flow.state.pending, null);
  fapi.world.online = true;
  await flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  at(flow, 'complete');
});

test('a sign-in that is over leads back to the first page with the identifier and an error', async () => {
  const { flow, fapi } = await openSignIn();
  await flow.submit({ type: 'identify', identifier: EMAIL });
  if (fapi.client) fapi.client.sign_in = null;
  await flow.submit({ type: 'password', password: PASSWORD });
  assert.equal(at(flow, 'start').identifier, EMAIL);
  assert.equal(flow.state.errors.global?.code, 'attempt_expired');
  await flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  at(flow, 'complete');
});

test('signing in to an account that is already signed in shows its session', async () => {
  const fapi = new FakeFapi();
  const session = fapi.signIn(EMAIL);
  const other = fapi.signIn('bob@acme.example');
  const { flow, clerk } = await openSignIn(fapi);
  assert.equal(clerk.session?.id, other.id);
  await flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  assert.equal(at(flow, 'complete').sessionId, session.id);
  assert.equal(clerk.session?.id, session.id);
});

test('an instance with one session per client shows the existing session', async () => {
  const fapi = new FakeFapi();
  const session = fapi.signIn('bob@acme.example');
  fapi.addAccount({ email: EMAIL });
  const { flow } = await openSignIn(fapi);
  fapi.intercept = (call, next) => (call.path.includes('sign_ins') ? fail(400, 'session_exists') : next());
  await flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  assert.equal(at(flow, 'complete').sessionId, session.id);
});

test('a status that this client does not know is an error of the form', async () => {
  const { flow, fapi } = await openSignIn();
  fapi.intercept = (_, next) => {
    const answer = next();
    (answer.body as { response: { status: string } }).response.status = 'needs_second_factor';
    return answer;
  };
  await flow.submit({ type: 'identify', identifier: EMAIL });
  at(flow, 'start');
  assert.equal(flow.state.errors.global?.code, 'sign_in_step_unsupported');
});

test('a sign-in that another tab finishes completes', async () => {
  const fapi = new FakeFapi();
  const one = await openSignIn(fapi);
  const two = await openSignIn(fapi);
  await one.flow.submit({ type: 'identify', identifier: EMAIL });
  await two.flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  await fapi.world.advance(100);
  assert.equal(at(one.flow, 'complete').sessionId, two.clerk.session?.id);
  assert.equal(one.clerk.session?.id, two.clerk.session?.id);
});

test('a disposed flow no longer follows other tabs', async () => {
  const fapi = new FakeFapi();
  const one = await openSignIn(fapi);
  const two = await openSignIn(fapi);
  one.flow.dispose();
  await two.flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  await fapi.world.advance(100);
  at(one.flow, 'start');
});

test('a form that is submitted before the client has loaded waits for it', async () => {
  const fapi = new FakeFapi();
  fapi.addAccount({ email: EMAIL });
  let release = () => {};
  fapi.intercept = async (call, next) => {
    if (call.method === 'GET' && call.path === '/client') await new Promise<void>((resolve) => (release = resolve));
    return next();
  };
  const clerk = new Clerk(KEY, { platform: fapi.world.openTab() });
  let told = 0;
  clerk.addListener(() => told++);
  void clerk.load();
  await flush();
  assert.equal(told, 1, 'listeners hear of the environment');
  assert.equal(clerk.client, undefined);
  const flow = clerk.__internal_createFlow(createSignInFlow);
  assert.equal(at(flow, 'start').password, true);
  const submitted = flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  await flush();
  assert.equal(flow.state.pending, 'identify');
  assert.equal(fapi.callsTo(/sign_ins/).length, 0);
  release();
  await submitted;
  at(flow, 'complete');
});

test('a step that is requested before the client has loaded is shown afterwards', async () => {
  const fapi = new FakeFapi();
  const first = await openSignIn(fapi);
  await first.flow.submit({ type: 'identify', identifier: EMAIL });
  let release = () => {};
  fapi.intercept = async (call, next) => {
    if (call.path === '/client') await new Promise<void>((resolve) => (release = resolve));
    return next();
  };
  const clerk = new Clerk(KEY, { platform: fapi.world.openTab() });
  void clerk.load();
  await flush();
  const flow = clerk.__internal_createFlow(createSignInFlow);
  flow.requestStep('factor-one');
  at(flow, 'start');
  release();
  await flush();
  assert.equal(at(flow, 'factor-one').identifier, EMAIL);
});
