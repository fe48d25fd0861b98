import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import type { Clerk } from '../../../src/client/clerk.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { EVERYTHING, signUpWhole } from '../../support/whole-account.ts';
import { openPage } from '../future/open-future.ts';

const BO = 'bo@example.com';
const METHODS = [
  'destroy',
  'delete',
  'reload',
  'update',
  'prepareVerification',
  'attemptVerification',
  'setReservedForSecondFactor',
  'makeDefaultSecondFactor',
  'reauthorize',
];
const PARAMS = { strategy: 'email_code', code: '424242', name: 'Mallory', reserved: true, redirectUrl: '/' };

describe('what a page holds of one account, while another one is signed in', () => {
  let instance: TestInstance;
  afterEach(() => instance.close());

  /** Opens a page of somebody who has everything, and takes hold of all of it. */
  async function open(singleSession: boolean) {
    instance = await getTestInstance({ config: { ...EVERYTHING, singleSession } });
    const browser = instance.browser();
    await signUpWhole(instance, browser);
    const { clerk } = await openPage(instance, { browser });
    await instance.signUp(instance.browser(), BO, { username: 'bo_the_other' });
    return { clerk, held: holdAll(clerk) };
  }

  function holdAll(clerk: Clerk) {
    const user = clerk.user!;
    const [address, other] = user.emailAddresses;
    const owned = [address!, other!, user.phoneNumbers[0]!, user.web3Wallets[0]!, user.passkeys[0]!];
    return { session: clerk.session!, user, address: address!, owned: [...owned, user.externalAccounts[0]!] };
  }

  /** Signs the other user in. @returns a function that tells what the server knows of them */
  async function signInBo(clerk: Clerk) {
    const signIn = await clerk.client!.signIn.create({ identifier: BO, password: PASSWORD });
    await clerk.setActive({ session: signIn.createdSessionId });
    assert.equal(clerk.user?.username, 'bo_the_other');
    const { id } = clerk.user;
    return async () => {
      const { storage } = instance;
      return JSON.stringify([await storage.findUser(id), await storage.listEmailAddresses([id])]);
    };
  }

  /** Calls every method of what the page holds. @returns the names of those that were not refused */
  async function callAll({ session, user, address, owned }: ReturnType<typeof holdAll>): Promise<string[]> {
    const calls: [string, () => unknown][] = [
      ['user.update', () => user.update({ firstName: 'Mallory' })],
      ['user.updateMetadata', () => user.updateMetadata({ unsafeMetadata: { a: 1 } })],
      ['user.reload', () => user.reload()],
      ['user.createEmailAddress', () => user.createEmailAddress({ email: 'mallory@example.com' })],
      ['user.createPhoneNumber', () => user.createPhoneNumber({ phoneNumber: '+12015550188' })],
      ['user.createTOTP', () => user.createTOTP()],
      ['user.createBackupCode', () => user.createBackupCode()],
      ['user.updatePassword', () => user.updatePassword({ currentPassword: PASSWORD, newPassword: `${PASSWORD}!` })],
      ['user.removePassword', () => user.removePassword({ currentPassword: PASSWORD })],
      ['user.setProfileImage', () => user.setProfileImage({ file: null })],
      ['user.getSessions', () => user.getSessions()],
      ['user.getSignInMethods', () => user.getSignInMethods()],
      ['session.touch', () => session.touch()],
      ['session.startVerification', () => session.startVerification({ level: 'first_factor' })],
      ['link', () => address.createEmailLinkFlow().startEmailLinkFlow({ redirectUrl: 'https://app.example.com/' })],
    ];
    for (const each of owned) {
      for (const name of METHODS) {
        const method: unknown = Reflect.get(each, name);
        if (typeof method === 'function') calls.push([`${each.pathRoot} ${name}`, () => method(PARAMS)]);
      }
    }
    calls.push(['user.delete', () => user.delete()], ['session.end', () => session.end()]);
    const done: string[] = [];
    for (const [name, call] of calls) {
      try {
        await call();
        done.push(name);
      } catch {
        // It was refused.
      }
    }
    return done;
  }

  for (const mode of ['one session', 'several sessions']) {
    test(`after sign-out, nothing of it acts or shows in the other account, with ${mode} per browser`, async () => {
      const { clerk, held } = await open(mode === 'one session');
      await clerk.signOut(() => {});
      const stateOfBo = await signInBo(clerk);
      const before = await stateOfBo();
      const sessions = new Set<string | null>();
      clerk.__internal_onBeforeRequest(({ url }) => {
        if (url?.pathname.startsWith('/v1/me')) sessions.add(url.searchParams.get('_clerk_session_id'));
      });
      assert.equal(await held.session.getToken().catch(() => null), null);
      assert.deepEqual(await callAll(held), ['session.end'], 'a session that is over can be ended again');
      assert.deepEqual([...sessions], [held.session.id], 'no call was made for the session of the other account');
      assert.equal(await stateOfBo(), before);
      assert.equal(clerk.user?.username, 'bo_the_other');
      assert.deepEqual([held.user.username, held.session.user?.username], ['ada_berg', 'ada_berg']);
      assert.ok(!JSON.stringify(held).includes('bo_the_other'));
      assert.ok(!JSON.stringify([clerk.client, clerk.user, clerk.session]).includes('ada_berg'));
    });
  }

  test('beside the other account, everything acts in its own', async () => {
    const { clerk, held } = await open(false);
    const stateOfBo = await signInBo(clerk);
    const before = await stateOfBo();
    await held.user.update({ firstName: 'Ada' });
    assert.deepEqual([held.user.firstName, held.session.user?.firstName, clerk.user?.firstName], ['Ada', 'Ada', null]);
    const email = await held.user.createEmailAddress({ email: 'c@example.com' });
    assert.ok(held.user.emailAddresses.some(({ id }) => id === email.id));
    await held.address.reload();
    const done = await callAll(held);
    assert.ok(done.includes('user.update') && done.includes('user.delete'), done.join());
    assert.equal(await stateOfBo(), before);
    assert.equal(clerk.user?.username, 'bo_the_other');
  });
});
