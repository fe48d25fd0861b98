import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import { createSignUpFlow } from '../../../src/client/flows/create-sign-up-flow.ts';
import { Clerk } from '../../../src/client/clerk.ts';
import type { Flow, FlowOptions, FlowState } from '../../../src/client/flows/types.ts';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { FakeWorld, flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { ticketsOf } from '../../support/tickets.ts';

const EMAIL = 'ada@example.com';
const PAGE = 'https://app.example.com/';

/** Resolves with the first state for which the condition holds. */
function firstState<S extends { name: string }, A extends { type: string }>(
  flow: Flow<S, A>,
  satisfies: (state: FlowState<S>) => boolean,
): Promise<FlowState<S>> {
  if (satisfies(flow.state)) return Promise.resolve(flow.state);
  return new Promise((resolve) => {
    const stop = flow.subscribe(() => {
      if (!satisfies(flow.state)) return;
      stop();
      resolve(flow.state);
    });
  });
}

function withTicket(ticket: string, more: Partial<FlowOptions> & { status?: string } = {}): FlowOptions {
  const { status = 'sign_in', ...options } = more;
  return { params: () => new URLSearchParams({ __clerk_ticket: ticket, __clerk_status: status }), ...options };
}

describe('tickets, the waitlist and accounts to choose, in the flows', () => {
  let instance: TestInstance | undefined;
  afterEach(() => instance?.close());

  async function open(config: Partial<ConfigInput> = {}) {
    const opened = await getTestInstance({ config });
    instance = opened;
    const browser = opened.browser();
    const world = new FakeWorld((request) => browser.fetch(request));
    world.time = opened.clock.now();
    const page = async () => {
      const clerk = new Clerk(opened.config.publishableKey, {
        platform: world.openTab({ url: PAGE }),
        environmentCredentials: 'same-origin',
      });
      await clerk.load();
      await flush();
      return clerk;
    };
    return { opened, page, ...ticketsOf(opened) };
  }

  test('a sign-in token signs in when the page opens', async () => {
    const { opened, page, signInTokens } = await open();
    const { userId } = await opened.signUp(opened.browser(), EMAIL);
    const { token } = await signInTokens.create({ userId });
    const clerk = await page();
    const flow = clerk.__internal_createFlow(createSignInFlow, withTicket(token));
    await firstState(flow, ({ step }) => step.name === 'complete');
    assert.equal(clerk.user?.id, userId);
    const again = (await page()).__internal_createFlow(createSignInFlow, withTicket(token));
    const { errors, step } = await firstState(again, (state) => state.errors.global !== null);
    assert.deepEqual([step.name, errors.global?.code], ['start', 'sign_in_token_already_used_code']);
  });

  test('an invitation is sent when the page opens, and the form asks for the rest', async () => {
    const { page, invitations } = await open({ signUp: { mode: 'restricted' } });
    const { token } = await invitations.create({ emailAddress: EMAIL });
    const clerk = await page();
    const flow = clerk.__internal_createFlow(createSignUpFlow, withTicket(token));
    await firstState(flow, () => clerk.client?.signUp.emailAddress === EMAIL);
    const { step } = flow.state;
    assert.ok(step.name === 'start' && !step.fields.some(({ name }) => name === 'emailAddress'));
    // The form does not ask for the address, but password managers need it to know the account.
    assert.equal('values' in flow.state.step && flow.state.step.values.emailAddress, EMAIL);
    await flow.submit({ type: 'fields', values: { password: PASSWORD } });
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, EMAIL);
  });

  test('fields that are submitted while the invitation is sent wait for it', async () => {
    const { page, invitations } = await open();
    const { token } = await invitations.create({ emailAddress: EMAIL });
    const flow = (await page()).__internal_createFlow(createSignUpFlow, withTicket(token));
    await flow.submit({ type: 'fields', values: { password: PASSWORD } });
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
  });

  test('an invitation that would create the account by itself waits for the button', async () => {
    const { opened, page, invitations } = await open({ attributes: { password: 'off' } });
    const { token } = await invitations.create({ emailAddress: EMAIL });
    const clerk = await page();
    const flow = clerk.__internal_createFlow(createSignUpFlow, withTicket(token));
    for (let turn = 0; turn < 20; turn++) await flush();
    assert.equal((await invitations.list())[0]?.status, 'pending');
    assert.equal(flow.state.step.name, 'start');
    await flow.submit({ type: 'fields', values: {} });
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
    assert.equal(await opened.storage.findVerifiedEmailAddress(EMAIL).then((row) => row?.strategy), 'ticket');
  });

  test('an invalid invitation shows an error above the form', async () => {
    const { page, invitations } = await open();
    const { id, token } = await invitations.create({ emailAddress: EMAIL });
    await invitations.revoke(id);
    const flow = (await page()).__internal_createFlow(createSignUpFlow, withTicket(token));
    const { errors } = await firstState(flow, (state) => state.errors.global !== null);
    assert.equal(errors.global?.code, 'revoked_invitation');
  });

  test('invitations and unknown identifiers lead to sign-up in a sign-in that also signs up', async () => {
    const { page, invitations } = await open();
    const { token } = await invitations.create({ emailAddress: EMAIL });
    for (const status of ['sign_in', 'sign_up']) {
      const invited = (await page()).__internal_createFlow(
        createSignInFlow,
        withTicket(token, { status, withSignUp: true }),
      );
      await firstState(invited, ({ step }) => step.name === 'create');
    }
    const flow = (await page()).__internal_createFlow(createSignInFlow, { withSignUp: true });
    await flow.submit({ type: 'identify', identifier: 'new@example.com' });
    const { step } = flow.state;
    assert.deepEqual(step, { name: 'create', values: { emailAddress: 'new@example.com' } });
    flow.requestStep('start');
    assert.equal(flow.state.step.name, 'start');
    const alone = (await page()).__internal_createFlow(createSignInFlow);
    await alone.submit({ type: 'identify', identifier: 'new@example.com' });
    alone.requestStep('create');
    assert.equal(alone.state.step.name, 'start');
    assert.equal(alone.state.errors.fields.identifier?.code, 'form_identifier_not_found');
  });

  test('the waitlist accepts an address, and shows an error of one below its field', async () => {
    const { page } = await open({ signUp: { mode: 'waitlist' } });
    const clerk = await page();
    const flow = clerk.__internal_createFlow(createSignUpFlow);
    await firstState(flow, ({ step }) => step.name === 'waitlist');
    await flow.submit({ type: 'join-waitlist', emailAddress: 'no address' });
    assert.equal(flow.state.errors.fields.emailAddress?.code, 'form_param_format_invalid');
    await flow.submit({ type: 'join-waitlist', emailAddress: ` ${EMAIL} ` });
    assert.ok(flow.state.step.name === 'waitlist' && flow.state.step.joined);
    const again = await clerk.joinWaitlist({ emailAddress: EMAIL });
    assert.match(again.id, /^wle_/);
  });

  test('the user can choose among the signed-in accounts where several are allowed', async () => {
    const { opened, page } = await open();
    const clerk = await page();
    const token = async (email: string) => {
      const { userId } = await opened.signUp(opened.browser(), email);
      return (await ticketsOf(opened).signInTokens.create({ userId })).token;
    };
    const sessions: string[] = [];
    for (const email of [EMAIL, 'bo@example.com']) {
      const flow = clerk.__internal_createFlow(createSignInFlow, withTicket(await token(email)));
      const { step } = await firstState(flow, (state) => state.step.name === 'complete');
      if (step.name === 'complete') sessions.push(step.sessionId);
      flow.dispose();
    }
    const flow = clerk.__internal_createFlow(createSignInFlow);
    flow.requestStep('choose');
    const { step } = await firstState(flow, (state) => state.step.name === 'choose');
    assert.ok(step.name === 'choose');
    assert.deepEqual(step.sessions.map(({ id }) => id).sort(), [...sessions].sort());
    await flow.submit({ type: 'choose-session', sessionId: sessions[0] ?? '' });
    assert.equal(flow.state.step.name, 'complete');
    assert.equal(clerk.session?.id, sessions[0]);
  });

  test('the list of accounts leads to the start when no account is signed in', async () => {
    const { page } = await open();
    const flow = (await page()).__internal_createFlow(createSignInFlow);
    flow.requestStep('choose');
    await flush();
    assert.equal(flow.state.step.name, 'start');
  });
});
