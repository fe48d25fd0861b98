import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import { createSignUpFlow } from '../../../src/client/flows/create-sign-up-flow.ts';
import { Clerk } from '../../../src/client/clerk.ts';
import type { FlowOptions, SignInStep, SignUpStep } from '../../../src/client/flows/types.ts';
import { FakeWorld, flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { choicesOf, confirm, lastLink, openPage } from '../../support/links.ts';

const EMAIL = 'ada@example.com';
const PAGE = 'https://app.example.com/sign-in';
const OPTIONS: FlowOptions = { stepUrl: (step) => `${PAGE}#/${step}` };

describe('flows with an email link, against the server', () => {
  const opened: TestInstance[] = [];
  afterEach(async () => {
    for (const instance of opened.splice(0)) await instance.close();
  });

  /** Opens a server with one user, and a signed-out browser. */
  async function setUp(config: Parameters<typeof getTestInstance>[0] = {}) {
    const instance = await getTestInstance({
      ...config,
      config: { emailLink: true, emailCode: false, ...config.config },
    });
    opened.push(instance);
    await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(60_000);
    const browser = instance.browser();
    const requests: string[] = [];
    const world = new FakeWorld((request) => {
      requests.push(request.url);
      return browser.fetch(request);
    });
    world.time = instance.clock.now();
    const advance = async (milliseconds: number) => {
      for (let left = milliseconds; left > 0; left -= 1000) {
        instance.clock.advance(Math.min(1000, left));
        await world.advance(Math.min(1000, left));
        for (let i = 0; i < 10; i++) await flush();
      }
    };
    const open = async (url = PAGE) => {
      const tab = world.openTab({ url });
      const clerk = new Clerk(instance.config.publishableKey, { platform: tab, environmentCredentials: 'same-origin' });
      await clerk.load();
      await settle();
      return { clerk, tab };
    };
    return { instance, browser, requests, advance, open };
  }

  async function settle(): Promise<void> {
    for (let i = 0; i < 20; i++) await flush();
  }

  /** Starts a sign-in that waits for its link. */
  async function waiting(clerk: Clerk) {
    const flow = clerk.__internal_createFlow(createSignInFlow, OPTIONS);
    await settle();
    await flow.submit({ type: 'identify', identifier: EMAIL });
    const { step } = flow.state;
    assert.ok(step.name === 'factor-one', JSON.stringify(flow.state.errors));
    const link =
      'alternatives' in step && [step.factor, ...step.alternatives].find((each) => each.strategy === 'email_link');
    assert.ok(link);
    await flow.submit({ type: 'choose-factor', factor: link });
    return flow;
  }

  const factorStep = (step: SignInStep) => {
    assert.ok(step.name === 'factor-one', step.name);
    return step;
  };

  test('the waiting tab shows a number, stays open for the code, and completes when the link is confirmed', async () => {
    const { instance, browser, advance, open } = await setUp();
    const { clerk } = await open();
    const flow = await waiting(clerk);
    const step = factorStep(flow.state.step);
    assert.equal(flow.state.pending, null);
    assert.match(step.link?.matchNumber ?? '', /^\d\d$/);
    assert.deepEqual([step.link?.sameClientOnly, step.link?.isOver], [false, false]);
    assert.equal(step.sent?.resendAt, instance.clock.now() + 60_000);
    await advance(3_000);
    assert.equal(flow.state.step.name, 'factor-one');
    assert.equal((await confirm(browser, lastLink(instance, EMAIL).token)).outcome, 'verified');
    await advance(1_000);
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, EMAIL);
    flow.dispose();
  });

  test('another device offers the number of the waiting tab among three, and confirming it signs the tab in', async () => {
    const { instance, advance, open } = await setUp();
    const { clerk } = await open();
    const flow = await waiting(clerk);
    const number = factorStep(flow.state.step).link?.matchNumber ?? '';
    const phone = instance.browser();
    const { path, token } = lastLink(instance, EMAIL);
    assert.ok(choicesOf((await openPage(phone, path)).html).includes(number));
    await confirm(phone, token, { number });
    await advance(1_000);
    assert.equal(flow.state.step.name, 'complete');
    flow.dispose();
  });

  test('the waiting tab says that a link was refused, and can send another one', async () => {
    const { instance, browser, advance, open } = await setUp();
    const { clerk } = await open();
    const flow = await waiting(clerk);
    await confirm(browser, lastLink(instance, EMAIL).token, { answer: 'no' });
    await advance(2_000);
    assert.equal(factorStep(flow.state.step).link?.isOver, true);
    await advance(60_000);
    await flow.submit({ type: 'resend' });
    assert.equal(factorStep(flow.state.step).link?.isOver, false, JSON.stringify(flow.state.errors));
    await confirm(browser, lastLink(instance, EMAIL).token);
    await advance(1_000);
    assert.equal(flow.state.step.name, 'complete');
    flow.dispose();
  });

  test('the waiting tab says that a link has expired', async () => {
    const { advance, open } = await setUp();
    const { clerk } = await open();
    const flow = await waiting(clerk);
    await advance(601_000);
    assert.equal(factorStep(flow.state.step).link?.isOver, true);
    flow.dispose();
  });

  test('the code in the same email completes the flow', async () => {
    const { instance, open } = await setUp();
    const { clerk } = await open();
    const flow = await waiting(clerk);
    await flow.submit({ type: 'code', code: '000000' });
    assert.equal(flow.state.errors.fields.code?.code, 'form_code_incorrect');
    await flow.submit({ type: 'code', code: instance.mailbox.lastCode(EMAIL) });
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
    flow.dispose();
  });

  test('a hidden tab and a disposed flow send no requests', async () => {
    const { requests, browser, instance, advance, open } = await setUp();
    const { clerk, tab } = await open();
    const flow = await waiting(clerk);
    const polls = () => requests.filter((url) => /sign_ins\/sia_\w+(\?|$)/.test(url)).length;
    tab.hide();
    await settle();
    const before = polls();
    await advance(5_000);
    assert.equal(polls(), before);
    await confirm(browser, lastLink(instance, EMAIL).token);
    tab.show();
    await advance(1_000);
    assert.equal(flow.state.step.name, 'complete');
    flow.dispose();
    const after = polls();
    await advance(5_000);
    assert.equal(polls(), after);
  });

  test('a reload finds the link and its number, and continues when the link is confirmed', async () => {
    const { instance, browser, advance, open } = await setUp();
    const first = await open();
    const number = factorStep((await waiting(first.clerk)).state.step).link?.matchNumber;
    const { clerk } = await open();
    const flow = clerk.__internal_createFlow(createSignInFlow, OPTIONS);
    await settle();
    flow.requestStep('factor-one');
    await settle();
    const step = factorStep(flow.state.step);
    assert.equal(step.factor.strategy, 'email_link');
    assert.equal(step.link?.matchNumber, number);
    await confirm(browser, lastLink(instance, EMAIL).token);
    await advance(1_000);
    assert.equal(flow.state.step.name, 'complete');
    flow.dispose();
  });

  /** Opens the page that the confirmed link leads to. */
  async function land(open: Awaited<ReturnType<typeof setUp>>['open'], to: URL | undefined) {
    const { clerk } = await open(to?.href);
    const flow = clerk.__internal_createFlow(createSignInFlow, {
      ...OPTIONS,
      params: () => to?.searchParams ?? new URLSearchParams(),
    });
    await settle();
    flow.requestStep('verify');
    await settle();
    return { clerk, flow };
  }

  test('a link that is opened in the same browser signs its page in, too', async () => {
    const { instance, browser, open } = await setUp();
    const { clerk: first } = await open();
    const flow = await waiting(first);
    flow.dispose();
    const { to } = await confirm(browser, lastLink(instance, EMAIL).token);
    assert.equal(to?.href.replace(/\?.*#/, '#'), `${PAGE}#/verify`);
    const { clerk, flow: landing } = await land(open, to);
    assert.equal(landing.state.step.name, 'complete', JSON.stringify(landing.state));
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, EMAIL);
  });

  test('a link that is opened in another browser shows what happened and offers to start again', async () => {
    const { open } = await setUp();
    for (const [status, outcome] of [
      ['verified&__clerk_created_session=sess_elsewhere', 'verified'],
      ['expired', 'expired'],
      ['client_mismatch', 'client_mismatch'],
      ['constructor', 'failed'],
    ]) {
      const { flow } = await land(open, new URL(`${PAGE}?__clerk_status=${status}#/verify`));
      assert.deepEqual(flow.state.step, { name: 'verify', outcome });
      flow.requestStep('start');
      assert.equal(flow.state.step.name, 'start');
      flow.dispose();
    }
    const { flow } = await land(open, new URL(`${PAGE}#/verify`));
    assert.equal(flow.state.step.name, 'start');
  });

  test('a link after the password verifies an unknown device', async () => {
    const { instance, browser, advance, open } = await setUp({ config: { clientTrust: true } });
    const { clerk } = await open();
    const flow = clerk.__internal_createFlow(createSignInFlow, OPTIONS);
    await settle();
    await flow.submit({ type: 'identify', identifier: EMAIL, password: PASSWORD });
    const { step } = flow.state;
    assert.ok(step.name === 'client-trust', JSON.stringify(flow.state));
    const all = [step.factor, ...step.alternatives];
    const link = all.find((each) => each.strategy === 'email_link');
    assert.ok(link);
    if (step.factor !== link) {
      await advance(60_000);
      await flow.submit({ type: 'choose-factor', factor: link });
    }
    assert.match((flow.state.step as typeof step).link?.matchNumber ?? '', /^\d\d$/, JSON.stringify(flow.state));
    await confirm(browser, lastLink(instance, EMAIL).token);
    await advance(1_000);
    assert.equal(flow.state.step.name, 'complete');
    flow.dispose();
  });

  test('a sign-up verifies its address by link on any device, and continues by itself', async () => {
    const { instance, advance, open } = await setUp();
    const { clerk } = await open();
    const flow = clerk.__internal_createFlow(createSignUpFlow, OPTIONS);
    await settle();
    await flow.submit({ type: 'fields', values: { emailAddress: 'bo@example.com', password: PASSWORD } });
    const step = flow.state.step as Extract<SignUpStep, { name: 'verify-email-address' }>;
    assert.deepEqual([step.name, step.strategy], ['verify-email-address', 'email_link'], JSON.stringify(flow.state));
    const number = step.link?.matchNumber ?? '';
    await confirm(instance.browser(), lastLink(instance, 'bo@example.com').token, { number });
    await advance(1_000);
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state));
    flow.dispose();
  });
});
