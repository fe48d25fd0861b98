import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeFapi, fail } from '../../support/fake-fapi.ts';
import { flush } from '../../support/fake-platform.ts';
import { at, EMAIL, openSignIn, PASSWORD } from './open-flow.ts';

/** Holds the next request to a path until it is released. */
function hold(fapi: FakeFapi, path: RegExp, answer?: ReturnType<typeof fail>) {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  fapi.intercept = async (call, next) => {
    if (!path.test(call.path)) return next();
    await released;
    return answer ?? next();
  };
  return () => release();
}

test('a sign-in that another tab finishes completes while a wrong password is being sent', async () => {
  const fapi = new FakeFapi();
  const one = await openSignIn(fapi);
  const two = await openSignIn(fapi);
  await one.flow.submit({ type: 'identify', identifier: EMAIL });
  const release = hold(fapi, /attempt_first_factor/, fail(422, 'form_password_incorrect'));
  const submitted = one.flow.submit({ type: 'password', password: 'wrong' });
  await flush();
  await two.flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
  await fapi.world.advance(100);
  release();
  await submitted;
  await flush();
  assert.equal(at(one.flow, 'complete').sessionId, two.clerk.session?.id);
});

test('going back while a password is being sent shows the earlier step without the late error', async () => {
  const { flow, fapi } = await openSignIn();
  await flow.submit({ type: 'identify', identifier: EMAIL });
  const release = hold(fapi, /attempt_first_factor/, fail(422, 'form_password_incorrect'));
  const submitted = flow.submit({ type: 'password', password: 'wrong' });
  await flush();
  flow.requestStep('start');
  at(flow, 'factor-one');
  release();
  await submitted;
  assert.equal(at(flow, 'start').identifier, EMAIL);
  assert.deepEqual(flow.state.errors, { fields: {}, global: null });
});

test('a step named like a property of the prototype leads to the start', async () => {
  const { flow } = await openSignIn();
  await flow.submit({ type: 'identify', identifier: EMAIL });
  for (const name of ['toString', 'constructor']) {
    flow.requestStep(name);
    at(flow, 'start');
    flow.requestStep('factor-one');
  }
});

test('a popup that returns from a provider while the API is down shows the error at the start', async () => {
  const { flow, fapi } = await openSignIn();
  fapi.intercept = () => fail(503, 'service_unavailable');
  void flow.submit({ type: 'method', strategy: 'oauth_google', detail: 'returned' });
  for (let i = 0; i < 200 && flow.state.pending; i++) await flush();
  at(flow, 'start');
  assert.equal(flow.state.errors.global?.code, 'service_unavailable');
});
