import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import { createSignUpFlow } from '../../../src/client/flows/create-sign-up-flow.ts';
import { Clerk } from '../../../src/client/clerk.ts';
import type { SignUpStep } from '../../../src/client/flows/types.ts';
import { FakeFapi, fail, KEY } from '../../support/fake-fapi.ts';
import { flush } from '../../support/fake-platform.ts';
import { at, EMAIL, PASSWORD } from './open-flow.ts';

/** Opens a page that has the environment, and an API that does not answer `GET /client` until it is told to. */
async function openEarly() {
  const fapi = new FakeFapi();
  fapi.addAccount({ email: EMAIL, password: PASSWORD });
  let answerClient = () => {};
  fapi.intercept = async ({ method, path, request }, next) => {
    if (method === 'GET' && path === '/client') {
      await new Promise<void>((resolve, reject) => {
        answerClient = resolve;
        request.signal.addEventListener('abort', () => reject(new TypeError('aborted')));
      });
    }
    return next();
  };
  const clerk = new Clerk(KEY, { platform: fapi.world.openTab(), environment: structuredClone(fapi.environment) });
  void clerk.load();
  await flush();
  return { fapi, clerk, answerClient: () => answerClient() };
}

test('a sign-in that is submitted before the client is known waits for it, and then goes through', async () => {
  const { fapi, clerk, answerClient } = await openEarly();
  const flow = clerk.__internal_createFlow(createSignInFlow);
  assert.deepEqual(at(flow, 'start').identifiers, ['email_address', 'username']);
  const submitted = flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  await flush();
  assert.equal(flow.state.pending, 'identify');
  assert.deepEqual(fapi.callsTo(/POST/), []);
  answerClient();
  await submitted;
  at(flow, 'complete');
  assert.equal(clerk.user?.fullName, 'Ada');
});

test('a sign-up that is submitted before the client is known waits for it, and then goes through', async () => {
  const { fapi, clerk, answerClient } = await openEarly();
  const flow = clerk.__internal_createFlow(createSignUpFlow);
  const { step } = flow.state as { step: Extract<SignUpStep, { name: 'start' }> };
  assert.ok(step.fields.some(({ name }) => name === 'emailAddress'));
  const submitted = flow.submit({
    type: 'fields',
    values: { emailAddress: 'new@acme.example', username: 'new', password: PASSWORD },
  });
  await flush();
  assert.equal(flow.state.pending, 'fields');
  assert.deepEqual(fapi.callsTo(/POST/), []);
  answerClient();
  await submitted;
  assert.equal(flow.state.step.name, 'verify-email-address');
});

test('a sign-in that was submitted before the client is known completes when the user turns out to be signed in', async () => {
  const { fapi, clerk, answerClient } = await openEarly();
  const { id } = fapi.signIn(EMAIL);
  const flow = clerk.__internal_createFlow(createSignInFlow);
  const submitted = flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  await flush();
  answerClient();
  await submitted;
  assert.equal(at(flow, 'complete').sessionId, id);
});

test('an instance of one session completes such a sign-in with the session of another user', async () => {
  const { fapi, clerk, answerClient } = await openEarly();
  const { id } = fapi.signIn('bob@acme.example');
  const flow = clerk.__internal_createFlow(createSignInFlow);
  const submitted = flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  await flush();
  const held = fapi.intercept;
  fapi.intercept = (call, next) =>
    call.method === 'POST' ? fail(400, 'session_exists') : (held?.(call, next) ?? next());
  answerClient();
  await submitted;
  assert.equal(at(flow, 'complete').sessionId, id);
});

test('a sign-in that was submitted while the API is down fails with a text, and can be sent again', async () => {
  const { fapi, clerk } = await openEarly();
  fapi.world.online = false;
  const flow = clerk.__internal_createFlow(createSignInFlow);
  const submitted = flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  await fapi.world.advance(20_000);
  await submitted;
  assert.equal(flow.state.errors.global?.code, 'network_error');
  at(flow, 'start');
  fapi.world.online = true;
  fapi.intercept = undefined;
  await fapi.world.advance(60_000);
  await flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  at(flow, 'complete');
});
