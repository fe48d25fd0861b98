import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Clerk } from '../../../src/client/clerk.ts';
import { Device } from '../../support/device.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

describe('resources that a page holds', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
  });
  after(() => instance.close());

  async function open(): Promise<Clerk> {
    const { clerk } = await new Device(instance).open();
    await clerk.load();
    return clerk;
  }

  /** Signs up as Clerk's documentation does it: one object over all calls. */
  async function signUp(clerk: Clerk, emailAddress: string): Promise<void> {
    const { signUp } = clerk.client!;
    await signUp.create({ emailAddress, password: PASSWORD });
    await signUp.prepareEmailAddressVerification({ strategy: 'email_code' });
    await signUp.attemptEmailAddressVerification({ code: instance.mailbox.lastCode(emailAddress) });
    assert.equal(signUp.status, 'complete');
    await clerk.setActive({ session: signUp.createdSessionId });
  }

  it('a sign-up that the page holds goes through all its steps', async () => {
    const clerk = await open();
    const { signUp } = clerk.client!;
    assert.equal(signUp.id, undefined);
    const created = await signUp.create({ emailAddress: 'held@example.com', password: PASSWORD });
    assert.deepEqual([created.id, created.emailAddress], [clerk.client?.signUp.id, 'held@example.com']);
    assert.deepEqual([signUp.status, signUp.unverifiedFields], ['missing_requirements', ['email_address']]);
    const { id } = signUp;
    const { prepareEmailAddressVerification } = signUp;
    await prepareEmailAddressVerification();
    assert.equal(signUp.verifications.emailAddress.status, 'unverified');
    await signUp.attemptEmailAddressVerification({ code: instance.mailbox.lastCode('held@example.com') });
    assert.deepEqual([signUp.id, signUp.status], [id, 'complete']);
    assert.equal(clerk.client?.signUp.status, null, 'the client has a new sign-up to begin');
    await clerk.setActive({ session: signUp.createdSessionId });
    assert.equal(clerk.user?.id, signUp.createdUserId);
  });

  it('a refused step leaves a sign-in that the page holds as it was', async () => {
    const clerk = await open();
    await signUp(clerk, 'refused@example.com');
    await clerk.signOut(() => {});
    const { signIn } = clerk.client!;
    await signIn.create({ identifier: 'refused@example.com' });
    const { id } = signIn;
    await assert.rejects(signIn.attemptFirstFactor({ strategy: 'password', password: 'not the phrase' }));
    assert.deepEqual([signIn.id, signIn.status], [id, 'needs_first_factor']);
    await signIn.attemptFirstFactor({ strategy: 'password', password: PASSWORD });
    assert.deepEqual([signIn.id, signIn.status], [id, 'complete']);
  });

  it('a second attempt takes the place of the first one in the object that began it', async () => {
    const clerk = await open();
    const { signUp } = clerk.client!;
    await signUp.create({ emailAddress: 'first@example.com', password: PASSWORD });
    const first = clerk.client!.signUp;
    await signUp.create({ emailAddress: 'second@example.com', password: PASSWORD });
    assert.deepEqual([signUp.emailAddress, first.emailAddress], ['second@example.com', 'first@example.com']);
  });

  it('a client, session, user and address that the page holds show each change', async () => {
    const clerk = await open();
    const { client } = clerk;
    await signUp(clerk, 'change@example.com');
    assert.deepEqual(
      client?.sessions.map(({ id }) => id),
      [clerk.session?.id],
    );
    const [session, user] = [clerk.session!, clerk.user!];
    const emailAddress = await user.createEmailAddress({ email: 'more@example.com' });
    assert.deepEqual(user.emailAddresses.map(String).sort(), ['change@example.com', 'more@example.com']);
    await emailAddress.prepareVerification({ strategy: 'email_code' });
    await emailAddress.attemptVerification({ code: instance.mailbox.lastCode('more@example.com') });
    assert.equal(emailAddress.verification.status, 'verified');
    await user.update({ firstName: 'Ada' });
    assert.deepEqual(
      [user.firstName, session.user?.firstName, client?.sessions[0]?.user?.firstName],
      Array(3).fill('Ada'),
    );
    await session.end();
    assert.equal(session.status, 'ended');
    assert.equal(user.firstName, 'Ada', 'the last known state of a user who signed out');
  });

  it('a change gives the instance a new view of what has changed, and only of that', async () => {
    const clerk = await open();
    await signUp(clerk, 'identity@example.com');
    const [user, address, { signIn }] = [clerk.user!, clerk.user!.emailAddresses[0], clerk.client!];
    assert.equal(clerk.user, user);
    assert.equal(clerk.session?.user, user);
    assert.equal(clerk.client?.sessions[0]?.user, user);
    const seen: unknown[] = [];
    clerk.addListener((resources) => seen.push(resources.user), { skipInitialEmit: true });
    assert.equal(await user.update({ firstName: 'Ada' }), clerk.user);
    assert.notEqual(clerk.user, user);
    assert.deepEqual(new Set(seen), new Set([clerk.user]));
    assert.equal(clerk.client?.signIn, signIn);
    assert.equal(address?.emailAddress, 'identity@example.com');
  });

  it('a view is no plain object, which frameworks would make copies of', async () => {
    const { client } = await open();
    assert.notEqual(Object.getPrototypeOf(client), Object.prototype);
  });

  it('a page may copy, list and destructure a view', async () => {
    const clerk = await open();
    await signUp(clerk, 'copy@example.com');
    const user = clerk.user!;
    assert.deepEqual(JSON.parse(JSON.stringify(user)).emailAddresses[0].emailAddress, 'copy@example.com');
    assert.ok(Object.keys(user).includes('fullName') && 'update' in user);
    const { update } = user;
    assert.equal((await update({ firstName: 'Ada' })).firstName, 'Ada');
    assert.equal({ ...user }.firstName, 'Ada');
    assert.equal(user.update, user.update);
  });
});
