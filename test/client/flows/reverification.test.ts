import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { Clerk } from '../../../src/client/clerk.ts';
import {
  createReverificationFlow,
  type ReverificationFlow,
} from '../../../src/client/flows/reverification/reverification-flow.ts';
import type { VerificationLevel } from '../../../src/client/resources/types/session.ts';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { FakeWorld, flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD } from '../../support/instance.ts';
import { newestCode, TOTP_STEP } from '../../support/second-factors.ts';

const EMAIL = 'ada@example.com';
const TEN_MINUTES = 600_000;

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0)) await each();
});

/** Opens a page of a user whose verified factors are too old. */
async function openSignedIn(config: Partial<ConfigInput> = {}) {
  const instance = await getTestInstance({ config });
  undo.push(() => instance.close());
  const browser = instance.browser();
  await instance.signUp(browser, EMAIL);
  let isDown = false;
  const world = new FakeWorld((request) => {
    if (isDown && request.method === 'POST') throw new TypeError('failed to fetch');
    return browser.fetch(request);
  });
  world.time = instance.clock.now();
  const clerk = new Clerk(instance.config.publishableKey, {
    platform: world.openTab({ url: 'https://app.example.com/' }),
    environmentCredentials: 'same-origin',
  });
  await clerk.load();
  await flush();
  const enrol = async () => {
    const secret = (await clerk.user?.createTOTP())?.secret ?? '';
    const code = () => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: instance.clock.now() });
    const verified = await clerk.user?.verifyTOTP({ code: code() });
    instance.clock.advance(2 * TOTP_STEP);
    return { code, backupCodes: verified?.backupCodes ?? [] };
  };
  const start = async (level: VerificationLevel = 'second_factor') => {
    instance.clock.advance(TEN_MINUTES);
    assert.ok(clerk.session);
    const flow = createReverificationFlow(
      { clock: instance.clock, session: clerk.session, environment: () => clerk.__internal_environment },
      level,
    );
    assert.equal(flow.state.step.name, 'loading');
    await flow.submit({ type: 'start' });
    return flow;
  };
  const setDown = (next: boolean) => {
    isDown = next;
  };
  return { instance, clerk, enrol, start, setDown };
}

function factorStep(flow: ReverificationFlow) {
  const { step } = flow.state;
  assert.ok('factor' in step, JSON.stringify(flow.state));
  return step;
}

test('the password and then a code of the authenticator app complete a reverification', async () => {
  const { clerk, enrol, start } = await openSignedIn({ secondFactors: { totp: true } });
  const { code } = await enrol();
  const flow = await start();
  const first = factorStep(flow);
  assert.deepEqual([first.name, first.identifier, first.factor], ['factor-one', EMAIL, { strategy: 'password' }]);
  assert.deepEqual(
    first.alternatives.map(({ strategy }) => strategy),
    ['email_code'],
  );
  await flow.submit({ type: 'password', password: 'a wrong password' });
  assert.equal(flow.state.errors.fields['password']?.code, 'form_password_incorrect');
  await flow.submit({ type: 'password', password: PASSWORD });
  const second = factorStep(flow);
  assert.deepEqual([second.name, second.factor.strategy], ['factor-two', 'totp']);
  assert.deepEqual(
    second.alternatives.map(({ strategy }) => strategy),
    ['backup_code'],
  );
  await flow.submit({ type: 'code', code: code() });
  assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state));
  assert.deepEqual(clerk.session?.factorVerificationAge, [0, 0]);
});

test('reverification sends a code when the user chooses it, and says when it can send another one', async () => {
  const { instance, start } = await openSignedIn();
  const flow = await start('first_factor');
  const [emailCode] = factorStep(flow).alternatives;
  assert.ok(emailCode);
  await flow.submit({ type: 'choose-factor', factor: emailCode });
  const { factor, sent, alternatives } = factorStep(flow);
  assert.equal(factor, emailCode);
  assert.deepEqual(sent, { to: 'a***@example.com', resendAt: instance.clock.now() + 30_000 });
  assert.deepEqual(alternatives, [{ strategy: 'password' }]);
  instance.clock.advance(10_000);
  await flow.submit({ type: 'resend' });
  assert.equal(flow.state.errors.global?.code, 'too_many_requests', JSON.stringify(flow.state));
  assert.equal(factorStep(flow).sent?.resendAt, instance.clock.now() + 20_000);
  await flow.submit({ type: 'code', code: newestCode(instance, EMAIL) });
  assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state));
});

test('a reverification that cannot start can be started again', async () => {
  const { start, setDown } = await openSignedIn();
  setDown(true);
  const flow = await start();
  assert.deepEqual([flow.state.step.name, flow.state.errors.global?.code], ['failed', 'network_error']);
  setDown(false);
  await flow.submit({ type: 'start' });
  assert.equal(factorStep(flow).factor.strategy, 'password');
});

test('a reverification that expired starts again and shows why', async () => {
  const { instance, start } = await openSignedIn();
  const flow = await start('first_factor');
  instance.clock.advance(7 * TEN_MINUTES);
  await flow.submit({ type: 'password', password: PASSWORD });
  assert.equal(flow.state.errors.global?.code, 'session_reverification_missing', JSON.stringify(flow.state));
  await flow.submit({ type: 'password', password: PASSWORD });
  assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state));
});

test('reverification cannot ask an account without a known factor', async () => {
  const { clerk } = await openSignedIn();
  const { session } = clerk;
  assert.ok(session);
  const startVerification = async () => ({
    ...(await session.startVerification({ level: 'first_factor' })),
    supportedFirstFactors: [{ strategy: 'ticket' as const }],
  });
  const flow = createReverificationFlow(
    { clock: { now: () => 0 }, session: { ...session, startVerification }, environment: () => undefined },
    'first_factor',
  );
  await flow.submit({ type: 'start' });
  assert.deepEqual(flow.state.step, { name: 'no-factors', identifier: EMAIL });
});
