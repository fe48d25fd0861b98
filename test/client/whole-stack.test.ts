import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createSignInFlow } from '../../src/client/flows/create-flow.ts';
import { createSignUpFlow } from '../../src/client/flows/create-sign-up-flow.ts';
import type { Clerk } from '../../src/client/clerk.ts';
import { decodeToken } from '../../src/tokens/decode.ts';
import { Device } from '../support/device.ts';
import { flush } from '../support/fake-platform.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../support/instance.ts';

async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await flush();
}

async function signUp(instance: TestInstance, clerk: Clerk, emailAddress: string): Promise<void> {
  const flow = clerk.__internal_createFlow(createSignUpFlow);
  await settle();
  await flow.submit({ type: 'fields', values: { emailAddress, password: PASSWORD } });
  assert.equal(flow.state.step.name, 'verify-email-address', JSON.stringify(flow.state.errors));
  await flow.submit({ type: 'code', code: instance.mailbox.lastCode(emailAddress) });
  assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
  flow.dispose();
}

describe('the client against the server', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
  });
  after(() => instance.close());

  test('a new user signs up with an email code and gets a token that the server signed', async () => {
    const device = new Device(instance);
    const { clerk } = await device.open();
    assert.equal(clerk.status, 'ready');
    assert.equal(clerk.isSignedIn, false);
    await signUp(instance, clerk, 'ada@example.com');
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, 'ada@example.com');
    const { claims } = decodeToken((await clerk.session?.getToken()) ?? '');
    assert.equal(claims.iss, `https://${instance.config.frontendApi}`);
    assert.equal(claims.azp, 'https://app.example.com');
    assert.equal(claims.sid, clerk.session?.id);
    assert.equal(device.world.cookie('__session'), clerk.session?.lastActiveToken?.getRawString());
    assert.equal(clerk.client?.signUp.status, null);
  });

  test('the mail of an attempt is in the language of the texts that the application gave to load()', async () => {
    const { clerk } = await new Device(instance).open({ localization: { locale: 'fr-FR' } });
    await signUp(instance, clerk, 'amelie@example.com');
    assert.equal(instance.mailbox.to('amelie@example.com').at(-1)?.language, 'fr-FR');
    const userId = clerk.user?.id ?? '';
    assert.equal((await instance.storage.findUser(userId))?.locale, 'fr-FR');
  });

  test('a wrong password shows an error below the field, and the right one signs in', async () => {
    const { clerk } = await new Device(instance).open();
    const flow = clerk.__internal_createFlow(createSignInFlow);
    await settle();
    await flow.submit({ type: 'identify', identifier: 'ada@example.com', password: 'not the phrase' });
    assert.equal(flow.state.step.name, 'start', JSON.stringify(flow.state.errors));
    assert.ok(flow.state.errors.fields.password);
    await flow.submit({ type: 'identify', identifier: 'ada@example.com' });
    await flow.submit({ type: 'password', password: 'still not the phrase' });
    assert.ok(flow.state.errors.fields.password);
    await flow.submit({ type: 'password', password: PASSWORD });
    assert.equal(flow.state.step.name, 'complete');
    assert.equal(clerk.isSignedIn, true);
  });

  test('an email code signs in, also after a reload', async () => {
    const device = new Device(instance);
    const first = await device.open();
    const flow = first.clerk.__internal_createFlow(createSignInFlow);
    await settle();
    await flow.submit({ type: 'identify', identifier: 'ada@example.com' });
    assert.equal(flow.state.step.name, 'factor-one');
    const code = flow.state.step.alternatives.find(({ strategy }) => strategy === 'email_code');
    assert.ok(code);
    await device.world.advance(61_000);
    await flow.submit({ type: 'choose-factor', factor: code });
    assert.deepEqual(flow.state.errors.global, null);
    first.tab.close();

    const { clerk } = await device.open();
    const reloaded = clerk.__internal_createFlow(createSignInFlow);
    await settle();
    reloaded.requestStep('factor-one');
    assert.equal(reloaded.state.step.name === 'factor-one' && reloaded.state.step.factor.strategy, 'email_code');
    await reloaded.submit({ type: 'code', code: instance.mailbox.lastCode('ada@example.com') });
    assert.equal(reloaded.state.step.name, 'complete', JSON.stringify(reloaded.state.errors));
  });

  test('a user adds a second account, switches between both, and signs out of one', async () => {
    const device = new Device(instance);
    const { clerk } = await device.open();
    await signUp(instance, clerk, 'one@example.com');
    const first = clerk.session;
    await signUp(instance, clerk, 'two@example.com');
    const second = clerk.session;
    assert.notEqual(first?.id, second?.id);
    assert.equal(clerk.client?.signedInSessions.length, 2);
    await clerk.setActive({ session: first?.id });
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, 'one@example.com');
    assert.equal(decodeToken(device.world.cookie('__session') ?? '').claims.sid, first?.id);
    assert.equal(clerk.client?.lastActiveSessionId, first?.id);
    await clerk.signOut({ sessionId: second?.id });
    assert.equal(clerk.session?.id, first?.id);
    assert.equal(clerk.client?.signedInSessions.length, 1);
    await clerk.signOut(() => {});
    assert.equal(clerk.user, null);
    assert.equal(clerk.client?.signedInSessions.length, 0);
    assert.equal(device.world.cookie('__session'), undefined);
    const { clerk: reopened } = await device.open();
    assert.equal(reopened.user, null);
  });

  test('every listener sees a change of the user, and unsafe metadata is replaced as a whole', async () => {
    const { clerk } = await new Device(instance).open();
    await signUp(instance, clerk, 'edit@example.com');
    const names: (string | null | undefined)[] = [];
    clerk.addListener(({ user }) => names.push(user?.fullName));
    const before = clerk.user;
    const returned = await before?.update({ firstName: 'Grace', lastName: 'Hopper' });
    assert.equal(clerk.user?.fullName, 'Grace Hopper');
    assert.equal(returned, clerk.user);
    assert.equal(before?.firstName, 'Grace', 'a user that the page holds changes as well');
    assert.equal(names.at(-1), 'Grace Hopper');
    await clerk.user?.update({ unsafeMetadata: { theme: 'dark', nested: { a: 1, b: 2 } } });
    await clerk.user?.update({ unsafeMetadata: { nested: { b: 3 } } });
    assert.deepEqual(clerk.user?.unsafeMetadata, { nested: { b: 3 } });
    await assert.rejects(async () => clerk.user?.update({ username: 'no blanks allowed' }), { status: 422 });
  });

  test('the token is renewed in the background before it expires', async () => {
    const device = new Device(instance);
    const { clerk } = await device.open();
    await signUp(instance, clerk, 'poll@example.com');
    const first = device.world.cookie('__session');
    await device.world.advance(55_000);
    assert.notEqual(device.world.cookie('__session'), first);
    await device.world.advance(600_000);
    const { exp } = decodeToken(device.world.cookie('__session') ?? '').claims;
    assert.ok(exp * 1000 > instance.clock.now());
    assert.equal(clerk.status, 'ready');
  });

  test('a device that another one revokes gets no token and is signed out', async () => {
    const laptop = new Device(instance);
    const phone = new Device(instance);
    const one = await laptop.open();
    await signUp(instance, one.clerk, 'devices@example.com');
    phone.world.time = instance.clock.now();
    const two = await phone.open();
    const flow = two.clerk.__internal_createFlow(createSignInFlow);
    await settle();
    await flow.submit({ type: 'identify', identifier: 'devices@example.com', password: PASSWORD });
    assert.equal(flow.state.step.name, 'complete');
    const sessions = await two.clerk.user?.getSessions();
    assert.equal(sessions?.length, 2);
    const other = sessions?.find(({ id }) => id === one.clerk.session?.id);
    assert.ok(other?.latestActivity.browserName);
    await other.revoke();
    assert.equal(await one.clerk.session?.getToken({ skipCache: true }), null);
    assert.equal(one.clerk.user, null);
    assert.equal(laptop.world.cookie('__session'), undefined);
    assert.equal((await two.clerk.user?.getSessions())?.length, 1);
  });

  test('a user who signs in twice in one browser gets the existing session', async () => {
    const { clerk } = await new Device(instance).open();
    await signUp(instance, clerk, 'twice@example.com');
    const session = clerk.session?.id;
    const flow = clerk.__internal_createFlow(createSignInFlow);
    await settle();
    await flow.submit({ type: 'identify', identifier: 'twice@example.com', password: PASSWORD });
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
    assert.equal(clerk.session?.id, session);
  });
});
