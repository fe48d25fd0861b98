import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import { Clerk } from '../../../src/client/clerk.ts';
import type { SignInFlow } from '../../../src/client/flows/types.ts';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { FakeWorld, flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { PHONE } from '../../support/phone-account.ts';
import { newestCode, TOTP_STEP } from '../../support/second-factors.ts';
import { Secret, TOTP } from 'otpauth';

const ADA = 'ada@example.com';
const MALLORY = 'mallory@example.com';
const NEW = 'another plain long phrase';

describe('the second step and the new password, from the client to the server', () => {
  const undo: (() => unknown)[] = [];
  afterEach(async () => {
    for (const each of undo.splice(0)) await each();
  });

  async function prepare(config: Partial<ConfigInput> = { secondFactors: { totp: true } }) {
    const instance = await getTestInstance({ config });
    undo.push(() => instance.close());
    const home = instance.browser();
    await instance.signUp(home, ADA);
    const page = await open(instance, home);
    return { instance, page };
  }

  async function open(instance: TestInstance, browser = instance.browser()) {
    const world = new FakeWorld((request) => browser.fetch(request));
    world.time = instance.clock.now();
    const openPage = async () => {
      const tab = world.openTab({ url: 'https://app.example.com/' });
      const clerk = new Clerk(instance.config.publishableKey, { platform: tab, environmentCredentials: 'same-origin' });
      await clerk.load();
      await flush();
      const flow = clerk.__internal_createFlow(createSignInFlow);
      undo.push(() => flow.dispose());
      await settle();
      return { clerk, flow };
    };
    return { ...(await openPage()), openPage, world };
  }

  async function settle(): Promise<void> {
    for (let i = 0; i < 8; i++) await flush();
  }

  /** Sets up an authenticator app as a page does. Returns its codes and the backup codes. */
  async function enrol(instance: TestInstance, clerk: Clerk) {
    const { secret, uri, backupCodes } = (await clerk.user?.createTOTP()) ?? {};
    assert.ok(secret && uri?.startsWith('otpauth://totp/Acme%20Labs:'));
    assert.equal(backupCodes, null);
    const code = () => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: instance.clock.now() });
    const verified = await clerk.user?.verifyTOTP({ code: code() });
    assert.equal(verified?.verified, true);
    assert.equal(clerk.user?.totpEnabled, true);
    instance.clock.advance(2 * TOTP_STEP);
    return { code, backupCodes: verified?.backupCodes ?? [] };
  }

  async function passwordOf({ flow }: { flow: SignInFlow }, password = PASSWORD): Promise<void> {
    await flow.submit({ type: 'identify', identifier: ADA, password });
  }

  it('sign-in asks for the authenticator app, accepts a backup code instead, and prefers the app next time', async () => {
    const { instance, page } = await prepare();
    const { code, backupCodes } = await enrol(instance, page.clerk);
    const away = await open(instance);
    await passwordOf(away);
    const { step } = away.flow.state;
    assert.ok(step.name === 'factor-two', JSON.stringify(away.flow.state));
    assert.equal(step.factor.strategy, 'totp');
    assert.deepEqual(step.alternatives, [{ strategy: 'backup_code' }]);
    await away.flow.submit({ type: 'code', code: '000000' });
    if (away.flow.state.step.name === 'factor-two') {
      assert.equal(away.flow.state.errors.fields.code?.code, 'form_code_incorrect');
    }
    await away.flow.submit({ type: 'choose-factor', factor: { strategy: 'backup_code' } });
    assert.equal('factor' in away.flow.state.step && away.flow.state.step.factor.strategy, 'backup_code');
    await away.flow.submit({ type: 'code', code: backupCodes[0] as string });
    assert.equal(away.flow.state.step.name, 'complete', JSON.stringify(away.flow.state.errors));
    assert.equal(away.clerk.session?.factorVerificationAge?.[1], 0);

    await away.clerk.signOut();
    const again = await away.openPage();
    await passwordOf(again);
    // A backup code does not become the preferred factor.
    assert.equal('factor' in again.flow.state.step && again.flow.state.step.factor.strategy, 'totp');
    await again.flow.submit({ type: 'code', code: code() });
    assert.equal(again.flow.state.step.name, 'complete');
  });

  it('a reload keeps the second step, and the user can go back to the start', async () => {
    const { instance, page } = await prepare();
    await enrol(instance, page.clerk);
    const away = await open(instance);
    await passwordOf(away);
    const later = await away.openPage();
    later.flow.requestStep('factor-two');
    assert.equal(later.flow.state.step.name, 'factor-two');
    // The flow ignores steps that are over or not reached yet.
    later.flow.requestStep('reset-password');
    assert.equal(later.flow.state.step.name, 'factor-two');
    later.flow.requestStep('start');
    assert.equal(later.flow.state.step.name, 'start');
  });

  it('a new device needs an email code the first time only', async () => {
    const { instance } = await prepare({ clientTrust: true });
    instance.clock.advance(60_000);
    const away = await open(instance);
    await passwordOf(away);
    assert.equal(away.flow.state.step.name, 'client-trust', JSON.stringify(away.flow.state));
    assert.equal(away.clerk.client?.signIn.clientTrustState, 'new');
    await away.flow.submit({ type: 'code', code: newestCode(instance, ADA) });
    assert.equal(away.flow.state.step.name, 'complete', JSON.stringify(away.flow.state.errors));
    await away.clerk.signOut();
    const again = await away.openPage();
    await passwordOf(again);
    assert.equal(again.flow.state.step.name, 'complete');
  });

  it('a reset shows what it has switched off before the user is signed in, also after a second step', async () => {
    for (const hasApp of [false, true]) {
      const { instance, page } = await prepare();
      const app = hasApp ? await enrol(instance, page.clerk) : undefined;
      const added = await page.clerk.user?.createEmailAddress({ email: MALLORY });
      await added?.prepareVerification({ strategy: 'email_code' });
      await added?.attemptVerification({ code: newestCode(instance, MALLORY) });
      instance.clock.advance(60_000);
      const away = await open(instance);
      const { flow } = away;
      await flow.submit({ type: 'identify', identifier: ADA });
      await flow.submit({ type: 'forgot' });
      await flow.submit({ type: 'code', code: newestCode(instance, ADA) });
      await flow.submit({ type: 'reset-password', password: NEW, signOutOfOtherSessions: false });
      if (app) {
        assert.equal(flow.state.step.name, 'factor-two');
        await flow.submit({ type: 'code', code: app.code() });
      }
      // A user who is quick sees it as well.
      if (app) await flow.submit({ type: 'continue' });
      await settle();
      const { step } = flow.state;
      assert.ok(step.name === 'reset-password-success', JSON.stringify(flow.state));
      await away.world.advance(10_000);
      assert.equal(flow.state.step, step, 'it does not go on by itself');
      assert.deepEqual(
        step.methods.map(({ kind, name }) => [kind, name]),
        [['email_address', MALLORY]],
      );
      assert.equal(away.clerk.isSignedIn, false);
      flow.requestStep('start');
      assert.equal(flow.state.step.name, 'reset-password-success', 'the way back leads nowhere');
      await flow.submit({ type: 'continue', target: '/user#/security' });
      assert.deepEqual(
        { ...flow.state.step, sessionId: '' },
        { name: 'complete', sessionId: '', target: '/user#/security' },
      );
      assert.equal(away.clerk.isSignedIn, true);
    }
  });

  it('a reload where a reset shows what it has switched off leads on', async () => {
    const { instance, page } = await prepare({});
    const added = await page.clerk.user?.createEmailAddress({ email: MALLORY });
    await added?.prepareVerification({ strategy: 'email_code' });
    await added?.attemptVerification({ code: newestCode(instance, MALLORY) });
    instance.clock.advance(60_000);
    const away = await open(instance);
    await away.flow.submit({ type: 'identify', identifier: ADA });
    await away.flow.submit({ type: 'forgot' });
    await away.flow.submit({ type: 'code', code: newestCode(instance, ADA) });
    await away.flow.submit({ type: 'reset-password', password: NEW, signOutOfOtherSessions: false });
    const again = await away.openPage();
    again.flow.requestStep('reset-password-success');
    await settle();
    assert.equal(again.flow.state.step.name, 'complete');
    assert.equal(again.clerk.isSignedIn, true);
  });

  it('a reload keeps the step of a forgotten password and sends no second email', async () => {
    const { instance } = await prepare({});
    instance.clock.advance(60_000);
    const away = await open(instance);
    await away.flow.submit({ type: 'identify', identifier: ADA });
    await away.flow.submit({ type: 'forgot' });
    const mails = instance.mailbox.to(ADA).length;
    const again = await away.openPage();
    again.flow.requestStep('factor-one');
    const { step } = again.flow.state;
    assert.ok(step.name === 'factor-one' && step.factor.strategy === 'reset_password_email_code');
    assert.equal(step.sent?.to, 'a***@example.com');
    assert.deepEqual(step.alternatives.map(({ strategy }) => strategy).toSorted(), ['email_code', 'password']);
    assert.equal(instance.mailbox.to(ADA).length, mails);
    await again.flow.submit({ type: 'code', code: newestCode(instance, ADA) });
    assert.equal(again.flow.state.step.name, 'reset-password');
  });

  it('the code for a new password goes to the number or the address that the user typed', async () => {
    const { instance, page } = await prepare({ attributes: { phoneNumber: 'optional' } });
    const added = await page.clerk.user?.createPhoneNumber({ phoneNumber: PHONE });
    await added?.prepareVerification();
    await added?.attemptVerification({ code: newestCode(instance, PHONE) });
    instance.clock.advance(60_000);
    for (const [identifier, strategy] of [
      [PHONE, 'reset_password_phone_code'],
      [ADA, 'reset_password_email_code'],
    ] as const) {
      const away = await open(instance);
      await away.flow.submit({ type: 'identify', identifier });
      await away.flow.submit({ type: 'forgot' });
      const { step } = away.flow.state;
      assert.equal('factor' in step && step.factor.strategy, strategy);
      await away.flow.submit({ type: 'code', code: newestCode(instance, identifier) });
      assert.equal(away.flow.state.step.name, 'reset-password');
    }
  });

  it('a user who typed an email address can get the code for a new password on the phone', async () => {
    const { instance, page } = await prepare({ attributes: { phoneNumber: 'optional' } });
    const added = await page.clerk.user?.createPhoneNumber({ phoneNumber: PHONE });
    await added?.prepareVerification();
    await added?.attemptVerification({ code: newestCode(instance, PHONE) });
    instance.clock.advance(60_000);
    const { flow } = await open(instance);
    await flow.submit({ type: 'identify', identifier: ADA });
    await flow.submit({ type: 'forgot' });
    const { step } = flow.state;
    assert.ok(step.name === 'factor-one');
    const [phone] = step.alternatives;
    assert.equal(phone?.strategy, 'reset_password_phone_code');
    await flow.submit({ type: 'choose-factor', factor: phone });
    const { step: next } = flow.state;
    assert.ok(next.name === 'factor-one' && next.sent?.to === '+1********23', JSON.stringify(next));
    assert.equal(next.alternatives[0]?.strategy, 'reset_password_email_code');
    await flow.submit({ type: 'code', code: newestCode(instance, PHONE) });
    assert.equal(flow.state.step.name, 'reset-password');
  });

  it('a new password is followed by the second factor', async () => {
    const { instance, page } = await prepare();
    const { code } = await enrol(instance, page.clerk);
    const away = await open(instance);
    await away.flow.submit({ type: 'identify', identifier: ADA });
    await away.flow.submit({ type: 'forgot' });
    await away.flow.submit({ type: 'code', code: newestCode(instance, ADA) });
    await away.flow.submit({ type: 'reset-password', password: NEW, signOutOfOtherSessions: true });
    assert.equal(away.flow.state.step.name, 'factor-two', JSON.stringify(away.flow.state.errors));
    assert.equal(away.clerk.isSignedIn, false);
    await away.flow.submit({ type: 'code', code: code() });
    await away.flow.submit({ type: 'continue' });
    assert.equal(away.flow.state.step.name, 'complete');
  });

  it('the user object manages backup codes, the authenticator app and the password', async () => {
    const { instance, page } = await prepare({ secondFactors: { totp: true }, attributes: { password: 'optional' } });
    const { backupCodes } = await enrol(instance, page.clerk);
    const { clerk } = page;
    const renewed = await clerk.user?.createBackupCode();
    assert.equal(renewed?.codes.length, 10);
    assert.ok(!renewed?.codes.some((code) => backupCodes.includes(code)));
    const changed = await clerk.user?.updatePassword({ currentPassword: PASSWORD, newPassword: NEW });
    assert.equal(changed?.passwordEnabled, true);
    assert.equal((await clerk.user?.removePassword({ currentPassword: NEW }))?.passwordEnabled, false);
    await clerk.user?.disableTOTP();
    assert.deepEqual([clerk.user?.totpEnabled, clerk.user?.backupCodeEnabled], [false, false]);
  });

  it('the session object reverifies the user', async () => {
    const { instance, page } = await prepare();
    const { code } = await enrol(instance, page.clerk);
    instance.clock.advance(600_000);
    const { clerk } = page;
    const refused = await clerk.user
      ?.createBackupCode()
      .catch((error: { errors: { code: string }[] }) => error.errors[0]?.code);
    assert.equal(refused, 'session_reverification_required');
    const { session } = clerk;
    assert.ok(session);
    const begun = await session.startVerification({ level: 'second_factor' });
    assert.equal(begun.status, 'needs_first_factor');
    assert.deepEqual(begun.supportedSecondFactors, [{ strategy: 'totp' }, { strategy: 'backup_code' }]);
    const half = await session.attemptFirstFactorVerification({ strategy: 'password', password: PASSWORD });
    assert.equal(half.status, 'needs_second_factor');
    const done = await session.attemptSecondFactorVerification({ strategy: 'totp', code: code() });
    assert.equal(done.status, 'complete');
    assert.deepEqual(done.session.factorVerificationAge, [0, 0]);
    assert.deepEqual(clerk.session?.factorVerificationAge, [0, 0]);
    assert.equal((await clerk.user?.createBackupCode())?.codes.length, 10);
  });
});
