import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSignUpFlow } from '../../../src/client/flows/create-sign-up-flow.ts';
import type { SignUpFlow, SignUpStep } from '../../../src/client/flows/types.ts';
import { FakeFapi, fail } from '../../support/fake-fapi.ts';
import { flush } from '../../support/fake-platform.ts';
import { EMAIL, openPage, PASSWORD, record } from './open-flow.ts';

const NEW = 'new@acme.example';

function at<N extends SignUpStep['name']>(flow: SignUpFlow, name: N): Extract<SignUpStep, { name: N }> {
  assert.equal(flow.state.step.name, name);
  return flow.state.step as Extract<SignUpStep, { name: N }>;
}

async function openFlow(fapi = new FakeFapi(), options = {}) {
  const page = await openPage(fapi);
  const flow = page.clerk.__internal_createFlow(createSignUpFlow, options);
  await flush();
  page.fapi.calls.length = 0;
  return { ...page, flow };
}

test('the first page of sign-up asks for what the environment enables', async () => {
  const { flow } = await openFlow();
  assert.deepEqual(at(flow, 'start').fields, [
    { name: 'firstName', required: false },
    { name: 'username', required: false },
    { name: 'emailAddress', required: true },
    { name: 'password', required: true },
  ]);
});

test('a new user signs up with an address, a password and the email code', async () => {
  const { flow, fapi, clerk } = await openFlow(new FakeFapi(), { unsafeMetadata: { plan: 'pro' } });
  const seen = record(flow);
  await flow.submit({ type: 'fields', values: { emailAddress: ` ${NEW} `, password: PASSWORD, firstName: '' } });
  const step = at(flow, 'verify-email-address');
  assert.equal(step.emailAddress, NEW);
  assert.equal(step.sent?.resendAt, fapi.world.time + 30_000);
  const create = fapi.callsTo(/POST \/client\/sign_ups$/)[0];
  const { locale, ...body } = create?.body ?? {};
  assert.equal(locale, navigator.language);
  assert.deepEqual(body, { email_address: NEW, password: PASSWORD, unsafe_metadata: '{"plan":"pro"}' });
  await flow.submit({ type: 'code', code: '000000' });
  assert.equal(flow.state.errors.fields.code?.code, 'form_code_incorrect');
  await flow.submit({ type: 'code', code: '424242' });
  assert.equal(at(flow, 'complete').sessionId, clerk.session?.id);
  assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, NEW);
  assert.ok(seen.includes('verify-email-address resend'));
  assert.equal(fapi.callsTo(/prepare_verification/).length, 1);
});

test('missing required fields have their own page', async () => {
  const fapi = new FakeFapi();
  fapi.environment.user_settings.attributes.username.required = true;
  const { flow } = await openFlow(fapi);
  await flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
  assert.deepEqual(at(flow, 'continue').fields, [{ name: 'username', required: true }]);
  await flow.submit({ type: 'fields', values: { username: 'ada' } });
  at(flow, 'verify-email-address');
  assert.equal(fapi.callsTo(/PATCH \/client\/sign_ups\/\w+$/).length, 1);
});

test('a taken address shows an error below its field, and the form keeps everything but the password', async () => {
  const { flow } = await openFlow();
  await flow.submit({ type: 'fields', values: { emailAddress: EMAIL, firstName: 'Ada', password: PASSWORD } });
  at(flow, 'start');
  assert.equal(flow.state.errors.fields.emailAddress?.code, 'form_identifier_exists');
  await flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
  flow.requestStep('start');
  assert.deepEqual(at(flow, 'start').values, { emailAddress: NEW, firstName: 'Ada' });
  assert.ok(!JSON.stringify(flow.state).includes(PASSWORD));
});

test('a corrected address changes the sign-up and gets a code', async () => {
  const { flow, fapi } = await openFlow();
  await flow.submit({ type: 'fields', values: { emailAddress: 'tpyo@acme.example', password: PASSWORD } });
  flow.requestStep('start');
  const password = at(flow, 'start').fields.find(({ name }) => name === 'password');
  assert.equal(password?.required, false, 'the attempt has the password already');
  await flow.submit({ type: 'fields', values: { emailAddress: NEW } });
  assert.equal(at(flow, 'verify-email-address').sent?.to, NEW);
  assert.equal(fapi.callsTo(/POST \/client\/sign_ups$/).length, 1);
  assert.equal(fapi.callsTo(/prepare_verification/).length, 2);
});

test('a reload at the code page finds the sign-up and sends no second code', async () => {
  const fapi = new FakeFapi();
  const first = await openFlow(fapi);
  await first.flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
  const { flow } = await openFlow(fapi);
  flow.requestStep('verify-email-address');
  assert.equal(at(flow, 'verify-email-address').sent?.to, NEW);
  assert.equal(fapi.calls.length, 0);
});

test('a step that the sign-up has not reached leads to its current one', async () => {
  const { flow } = await openFlow();
  flow.requestStep('verify-email-address');
  at(flow, 'start');
  await flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
  flow.requestStep('start');
  flow.requestStep('continue');
  at(flow, 'verify-email-address');
});

test('the first page knows after the way back, and after a reload, that the password is set', async () => {
  const fapi = new FakeFapi();
  const { flow } = await openFlow(fapi);
  await flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
  const kept = { name: 'password', required: false, isKept: true };
  for (const each of [flow, (await openFlow(fapi)).flow]) {
    each.requestStep('start');
    assert.deepEqual(at(each, 'start').fields.at(-1), kept);
    assert.ok(!JSON.stringify(each.state).includes(PASSWORD));
  }
  await flow.submit({ type: 'fields', values: { emailAddress: NEW } });
  at(flow, 'verify-email-address');
});

test('a sign-up that expired asks again for the password that it had', async () => {
  const { flow, fapi } = await openFlow();
  await flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
  flow.requestStep('start');
  fapi.intercept = (call, next) => (/sign_ups\/\w+$/.test(call.path) ? fail(404, 'resource_not_found') : next());
  await flow.submit({ type: 'fields', values: { emailAddress: NEW } });
  assert.deepEqual(at(flow, 'continue').fields, [{ name: 'password', required: true }]);
});

test('a code that is asked for too soon shows the error and when the next one is possible', async () => {
  const { flow, fapi } = await openFlow();
  await flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
  fapi.intercept = () => ({ ...fail(429, 'too_many_requests'), headers: { 'retry-after': '90' } });
  await flow.submit({ type: 'resend' });
  assert.equal(flow.state.errors.global?.code, 'too_many_requests');
  assert.equal(at(flow, 'verify-email-address').sent?.resendAt, fapi.world.time + 90_000);
});

test('a sign-up that expired leads back to the first page with what the user typed', async () => {
  const { flow, fapi } = await openFlow();
  await flow.submit({ type: 'fields', values: { emailAddress: NEW, firstName: 'Ada', password: PASSWORD } });
  if (fapi.client) fapi.client.sign_up = null;
  await flow.submit({ type: 'code', code: '424242' });
  assert.deepEqual(at(flow, 'start').values, { emailAddress: NEW, firstName: 'Ada' });
  assert.equal(flow.state.errors.global?.code, 'attempt_expired');
  await flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
  at(flow, 'verify-email-address');
});

test('a sign-up that another tab finishes completes', async () => {
  const fapi = new FakeFapi();
  const one = await openFlow(fapi);
  await one.flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
  const two = await openFlow(fapi);
  two.flow.requestStep('verify-email-address');
  await two.flow.submit({ type: 'code', code: '424242' });
  await fapi.world.advance(100);
  assert.equal(at(one.flow, 'complete').sessionId, two.clerk.session?.id);
});

test('a sign-up that starts again after it expired gets a code of its own', async () => {
  const { flow, fapi } = await openFlow();
  await flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
  if (fapi.client) fapi.client.sign_up = null;
  await flow.submit({ type: 'code', code: '424242' });
  await flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
  at(flow, 'verify-email-address');
  assert.equal(fapi.callsTo(/prepare_verification/).length, 2);
});

test('a sign-up that was abandoned while its first page is shown starts again with a code of its own', async () => {
  for (const [status, code] of [
    [400, 'client_state_invalid'],
    [404, 'resource_not_found'],
  ] as const) {
    const { flow, fapi } = await openFlow();
    await flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
    flow.requestStep('start');
    fapi.intercept = (call, next) => (/sign_ups\/\w+$/.test(call.path) ? fail(status, code) : next());
    await flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
    at(flow, 'verify-email-address');
    assert.equal(fapi.callsTo(/POST \/client\/sign_ups$/).length, 2);
    assert.equal(fapi.callsTo(/prepare_verification/).length, 2);
  }
});

test('a value that the user empties is removed from the attempt', async () => {
  const { flow, fapi } = await openFlow();
  await flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD, username: 'ada' } });
  flow.requestStep('start');
  await flow.submit({ type: 'fields', values: { emailAddress: NEW, username: '', firstName: '' } });
  const [patch] = fapi.callsTo(/PATCH \/client\/sign_ups\/\w+$/);
  assert.deepEqual(patch?.body, { email_address: NEW, username: '' });
});

test('going back while a code is being sent shows the earlier step after the answer', async () => {
  const { flow, fapi } = await openFlow();
  await flow.submit({ type: 'fields', values: { emailAddress: NEW, password: PASSWORD } });
  let release = () => {};
  fapi.intercept = async () => {
    await new Promise<void>((resolve) => (release = resolve));
    return fail(422, 'form_code_incorrect');
  };
  const submitted = flow.submit({ type: 'code', code: '000000' });
  await flush();
  flow.requestStep('start');
  at(flow, 'verify-email-address');
  release();
  await submitted;
  assert.equal(at(flow, 'start').values.emailAddress, NEW);
  assert.deepEqual(flow.state.errors.fields, {});
});
