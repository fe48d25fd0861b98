import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { createSignUpFlow } from '../../../src/client/flows/create-sign-up-flow.ts';
import { Clerk } from '../../../src/client/clerk.ts';
import { FakeWorld, flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

const WORK = { captcha: { provider: 'proof_of_work', difficulty: 8 } } as const;

describe('a sign-up with a bot check', () => {
  let instance: TestInstance;
  const open = async () => {
    const browser = instance.browser();
    const requests: string[] = [];
    const world = new FakeWorld((request) => {
      requests.push(`${request.method} ${new URL(request.url).pathname}`);
      return browser.fetch(request);
    });
    world.time = instance.clock.now();
    const tab = world.openTab({ url: 'https://app.example.com/' });
    const clerk = new Clerk(instance.config.publishableKey, { platform: tab, environmentCredentials: 'same-origin' });
    await clerk.load();
    await flush();
    return { clerk, requests };
  };
  afterEach(() => instance.close());

  it('a sign-up does the proof of work without the user', async () => {
    instance = await getTestInstance({ config: WORK });
    const { clerk, requests } = await open();
    const flow = clerk.__internal_createFlow(createSignUpFlow);
    for (let i = 0; i < 5; i++) await flush();
    await flow.submit({ type: 'fields', values: { emailAddress: 'ada@example.com', password: PASSWORD } });
    assert.equal(flow.state.step.name, 'verify-email-address', JSON.stringify(flow.state.errors));
    assert.equal(requests.filter((request) => request === 'POST /v1/client/sign_ups').length, 2);
    flow.dispose();
  });

  it('a headless sign-up does the proof of work, and a wrong form stays an error of the form', async () => {
    instance = await getTestInstance({ config: WORK });
    const { clerk } = await open();
    const signUp = await clerk.client?.signUp.create({ emailAddress: 'ada@example.com', password: PASSWORD });
    assert.deepEqual(signUp?.unverifiedFields, ['email_address']);
    const wrong = clerk.client?.signUp.create({ emailAddress: 'bob@example.com', password: 'short' });
    await assert.rejects(wrong as Promise<unknown>, /at least 8/);
  });

  it('a sign-up without a bot check sends one request', async () => {
    instance = await getTestInstance();
    const { clerk, requests } = await open();
    await clerk.client?.signUp.create({ emailAddress: 'ada@example.com', password: PASSWORD });
    assert.equal(requests.filter((request) => request === 'POST /v1/client/sign_ups').length, 1);
  });
});
