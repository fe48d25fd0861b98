import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import type { SignInFlow, WithoutPassword } from '../../../src/client/flows/types.ts';
import { Device } from '../../support/device.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { at } from './open-flow.ts';

const ADA = 'ada@example.com';
const NEW_PASSWORD = 'another long phrase';

/** Opens the first page of a sign-in, and lists the requests that follow. */
async function open(instance: TestInstance): Promise<{ flow: SignInFlow; requests: string[]; device: Device }> {
  const device = new Device(instance);
  // Codes to one address have a pause between them.
  await device.world.advance(61_000);
  const { clerk } = await device.open();
  const flow = clerk.__internal_createFlow(createSignInFlow);
  await device.settle();
  const requests: string[] = [];
  device.deliver = (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.includes('/sign_ins')) requests.push(pathname.replace(/sia_\w+/, 'ID'));
    return undefined;
  };
  return { flow, requests, device };
}

const leave = (flow: SignInFlow, identifier: string, instead: WithoutPassword) =>
  flow.submit({ type: 'identify', identifier, instead });

/** What a flow shows, as far as it may differ between accounts. */
const shown = ({ state: { step, errors } }: SignInFlow) => {
  const { factor, alternatives, choosing, sent } = step as ReturnType<typeof at<'factor-one'>>;
  const names = alternatives?.map(({ strategy }) => strategy);
  return { name: step.name, strategy: factor?.strategy, names, choosing, to: sent?.to, errors };
};

describe('the first page of a sign-in without the password', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
    await instance.signUp(instance.browser(), ADA);
    const other = instance.browser();
    await instance.signUp(other, 'bob@example.com', { username: 'bobby' });
  });
  after(() => instance.close());

  test('a forgotten password is replaced after one request and its code', async () => {
    const { flow, requests } = await open(instance);
    await leave(flow, ADA, 'forgot');
    const step = at(flow, 'factor-one');
    assert.deepEqual([step.factor.strategy, step.sent?.to], ['reset_password_email_code', 'a***@example.com']);
    assert.deepEqual(requests, ['/v1/client/sign_ins']);
    await flow.submit({ type: 'code', code: instance.mailbox.lastCode(ADA) });
    at(flow, 'reset-password');
    await flow.submit({ type: 'reset-password', password: NEW_PASSWORD, signOutOfOtherSessions: true });
    at(flow, 'reset-password-done');
    const other = await open(instance);
    await leave(other.flow, ADA, 'forgot');
    await other.flow.submit({ type: 'code', code: instance.mailbox.lastCode(ADA) });
    await other.flow.submit({ type: 'reset-password', password: PASSWORD, signOutOfOtherSessions: true });
  });

  test('a user who comes back to the code for a new password needs no second one', async () => {
    const { flow, requests } = await open(instance);
    await leave(flow, ADA, 'forgot');
    flow.requestStep('start');
    at(flow, 'start');
    await leave(flow, ADA, 'forgot');
    assert.equal(at(flow, 'factor-one').factor.strategy, 'reset_password_email_code');
    assert.deepEqual(requests, ['/v1/client/sign_ins']);
    flow.requestStep('start');
    await leave(flow, 'bob@example.com', 'forgot');
    assert.equal(at(flow, 'factor-one').sent?.to, 'b***@example.com');
    assert.deepEqual(requests, ['/v1/client/sign_ins', '/v1/client/sign_ins']);
  });

  test('the list of other methods is shown after one request, and nothing is sent', async () => {
    const { flow, requests } = await open(instance);
    const mails = instance.mailbox.messages.length;
    await leave(flow, ADA, 'another');
    const { name, strategy, names, choosing } = shown(flow);
    assert.deepEqual([name, strategy, names, choosing], ['factor-one', 'password', ['email_code'], 'another']);
    assert.deepEqual([requests, instance.mailbox.messages.length], [['/v1/client/sign_ins'], mails]);
  });

  test('a user name gets its code at the address of the account', async () => {
    const { flow, requests } = await open(instance);
    await leave(flow, 'bobby', 'forgot');
    assert.equal(shown(flow).to, 'b***@example.com');
    assert.equal(requests.length, 1);
  });

  test('a wrong password stays on the page, and one request sends a code instead', async () => {
    const { flow, requests } = await open(instance);
    await flow.submit({ type: 'identify', identifier: ADA, password: 'not the phrase' });
    assert.deepEqual(
      [flow.state.step.name, flow.state.errors.fields.password?.code],
      ['start', 'form_password_incorrect'],
    );
    assert.deepEqual(requests.splice(0), ['/v1/client/sign_ins']);
    await leave(flow, ADA, 'code');
    assert.deepEqual([shown(flow).strategy, requests], ['email_code', ['/v1/client/sign_ins']]);
    await flow.submit({ type: 'code', code: instance.mailbox.lastCode(ADA) });
    at(flow, 'complete');
  });

  for (const instead of ['forgot', 'another'] as const) {
    test(`an unknown address is refused below its field: ${instead}`, async () => {
      const { flow } = await open(instance);
      await leave(flow, 'nobody@example.com', instead);
      assert.equal(at(flow, 'start').identifiers.includes('email_address'), true);
      assert.equal(flow.state.errors.fields.identifier?.code, 'form_identifier_not_found');
    });
  }
});

describe('the first page of a sign-in without the password, with enumeration protection', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance({ config: { enumerationProtection: true } });
    await instance.signUp(instance.browser(), ADA);
  });
  after(() => instance.close());

  for (const instead of ['forgot', 'another', 'code'] as const) {
    test(`an unknown address looks the same and makes the same requests: ${instead}`, async () => {
      const known = await open(instance);
      await leave(known.flow, ADA, instead);
      const unknown = await open(instance);
      await leave(unknown.flow, 'abc@example.com', instead);
      assert.deepEqual(shown(unknown.flow), shown(known.flow));
      assert.equal(shown(known.flow).name, 'factor-one');
      assert.deepEqual(unknown.requests, known.requests);
      assert.equal(known.requests.length, 1);
    });
  }
});

describe('the first page of a sign-in, for accounts that lack what is asked for', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance({ config: { emailCode: false } });
    await instance.signUp(instance.browser(), ADA);
  });
  after(() => instance.close());

  test('no other method leads to help, and the way back leads to the password', async () => {
    const { flow } = await open(instance);
    await leave(flow, ADA, 'another');
    assert.deepEqual([shown(flow).choosing, shown(flow).strategy], ['help', 'password']);
  });

  test('a code that the account cannot get leads to its password', async () => {
    const { flow, requests } = await open(instance);
    await leave(flow, ADA, 'code');
    assert.equal(shown(flow).strategy, 'password');
    assert.equal(requests.length, 2);
  });
});
