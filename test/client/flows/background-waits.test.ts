import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { ClerkAPIResponseError, ClerkRuntimeError } from '../../../src/client/errors.ts';
import type { FlowContext } from '../../../src/client/flows/flow-context.ts';
import { waitForLink } from '../../../src/client/flows/email-link/wait-for-link.ts';
import { waitInField } from '../../../src/client/flows/passkey/wait-in-field.ts';
import type { SignInMachine } from '../../../src/client/flows/methods.ts';
import { ceremony } from '../../../src/client/platform/passkeys/ceremony.ts';
import { flush } from '../../support/fake-platform.ts';

afterEach(() => mock.restoreAll());

/** Creates a context whose timers the test fires. */
function openContext() {
  const timers: { callback: () => void; ms: number }[] = [];
  const clock = {
    now: () => 0,
    setTimeout: (callback: () => void, ms: number) => timers.push({ callback, ms }),
    clearTimeout() {},
  };
  const context = { clock, isVisible: () => true, painted: async () => {} } as unknown as FlowContext;
  const next = async () => {
    timers.shift()?.callback();
    await flush();
  };
  return { context, timers, next };
}

const refused = (status: number, code: string, retryAfter?: number) =>
  new ClerkAPIResponseError(status, [{ code, message: '', longMessage: '', meta: {} }], retryAfter);

test('the flow stops waiting for a link when its attempt is over', async () => {
  const { context, timers, next } = openContext();
  waitForLink({ context, stepSignal: new AbortController().signal }, async () => {
    throw refused(404, 'resource_not_found');
  });
  await next();
  assert.equal(timers.length, 0);
});

test('the flow looks for a link again when the API says so, or a second after the network failed', async () => {
  const { context, timers, next } = openContext();
  const failures = [refused(429, 'too_many_requests', 30), new ClerkRuntimeError('network_error', '')];
  waitForLink({ context, stepSignal: new AbortController().signal }, async () => {
    throw failures.shift();
  });
  await next();
  assert.equal(timers[0]?.ms, 30_000);
  await next();
  assert.equal(timers[0]?.ms, 1_000);
});

test('passkeys are offered in the field again after the network failed', async () => {
  mock.method(ceremony, 'isAutofillSupported', async () => true);
  mock.method(ceremony, 'getPasskey', async () => 'proof');
  const { context } = openContext();
  let isDown = true;
  const attempt = { firstFactorVerification: { nonce: '{}' } };
  const create = async () => {
    if (isDown) throw new ClerkRuntimeError('network_error', '');
    return attempt;
  };
  const stepSignal = new AbortController().signal;
  const machine = {
    context,
    stepSignal,
    state: { pending: null },
    currentAttempt: async () => ({ create }),
    queueBehind: (held: Promise<unknown>) => held.catch(() => {}),
  };
  await assert.rejects(waitInField(machine as unknown as SignInMachine), { code: 'network_error' });
  isDown = false;
  assert.deepEqual(await waitInField(machine as unknown as SignInMachine), { attempt, credential: 'proof' });
  assert.equal(await waitInField(machine as unknown as SignInMachine), undefined, 'once per stay');
});

test('no attempt for passkeys in the field replaces one that the user has begun meanwhile', async () => {
  mock.method(ceremony, 'isAutofillSupported', async () => true);
  mock.method(ceremony, 'getPasskey', async () => 'proof');
  const { context } = openContext();
  const attempt = { firstFactorVerification: { nonce: '{}' } };
  let created = 0;
  /** Waits on the first page; the client arrives after `meanwhile`. */
  const wait = async (meanwhile: (machine: { pending: string | null; page: AbortController }) => void) => {
    const client = Promise.withResolvers<void>();
    const page = new AbortController();
    const state = { pending: null, page };
    const currentAttempt = async () => {
      await client.promise;
      return { create: async () => (created++, attempt) };
    };
    const machine = { context, stepSignal: page.signal, state, currentAttempt, queueBehind() {} };
    const waiting = waitInField(machine as unknown as SignInMachine);
    meanwhile(state);
    client.resolve();
    return { chosen: await waiting, machine: machine as unknown as SignInMachine, state };
  };

  const left = await wait(({ page }) => page.abort());
  assert.deepEqual([left.chosen, created], [undefined, 0], 'the user has left the first page');
  const busy = await wait((state) => {
    state.pending = 'identify';
  });
  assert.deepEqual([busy.chosen, created], [undefined, 0], 'a request of the user is pending');
  busy.state.pending = null;
  assert.deepEqual(await waitInField(busy.machine), { attempt, credential: 'proof' }, 'that request failed');
});
