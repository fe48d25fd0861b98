import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { EmailLinkErrorCode } from '../../../src/client/email-link-error-code.ts';
import { isEmailLinkError } from '../../../src/client/errors.ts';
import { comeBack, STRATEGY, startProvider } from '../../server/factors/oauth/sign-in-with.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { confirm, lastLink } from '../../support/links.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { ticketsOf } from '../../support/tickets.ts';
import { until } from '../../support/until.ts';
import { guideInstance, signedUp, visit } from './visit.ts';

/** As in `sign-up-and-in.test.ts`: links and tickets, and what a user changes about the own account. */
describe("Clerk's guides for links and for the own account", () => {
  let instance: TestInstance;
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([{ sub: 'nina', email: 'nina.of.loop@example.com', email_verified: true }]);
    instance = await guideInstance(idp.issuer);
  });
  after(async () => {
    await instance.close();
    await idp.close();
  });

  const code = (to: string) => instance.mailbox.lastCode(to);

  test('email links: signs up while the link is opened in another tab', async () => {
    const emailAddress = 'hilda@example.com';
    const visitor = visit(instance);
    const { clerk, signUp, setActive } = await visitor.open();
    const { startEmailLinkFlow } = signUp.createEmailLinkFlow();
    await signUp.create({ emailAddress });
    const waiting = startEmailLinkFlow({ redirectUrl: 'https://app.example.com/verification' });
    await until(() => instance.mailbox.to(emailAddress).length > 0);
    const { to } = await confirm(visitor.browser, lastLink(instance, emailAddress).token);
    const verified = await visitor.open(to?.href);
    await verified.clerk.handleEmailLinkVerification({
      redirectUrl: 'https://app.example.com/next',
      redirectUrlComplete: 'https://app.example.com/done',
    });
    assert.equal(verified.tab.visited.at(-1)?.url, 'https://app.example.com/done');
    const again = await visitor.open('https://app.example.com/verification?__clerk_status=expired');
    const err = await again.clerk.handleEmailLinkVerification({}).catch((error: unknown) => error);
    assert.ok(isEmailLinkError(err) && err.code === EmailLinkErrorCode.Expired);
    await visitor.advance(5000);
    const su = await waiting;
    assert.equal(su.verifications.emailAddress.verifiedFromTheSameClient(), true);
    assert.equal(su.status, 'complete');
    await setActive({ session: su.createdSessionId });
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, emailAddress);
  });

  test('email links: signs in with a flow that was made before the attempt', async () => {
    const identifier = 'irma@example.com';
    await signedUp(instance, identifier);
    instance.clock.advance(60_000);
    const visitor = visit(instance);
    const { clerk, signIn, setActive } = await visitor.open();
    const { startEmailLinkFlow, cancelEmailLinkFlow } = signIn.createEmailLinkFlow();
    const si = await signIn.create({ identifier });
    const factor = si.supportedFirstFactors?.find((ff) => ff.strategy === 'email_link');
    const { emailAddressId } = factor as { emailAddressId: string };
    const waiting = startEmailLinkFlow({ emailAddressId, redirectUrl: 'https://app.example.com/verification' });
    await until(() => instance.mailbox.to(identifier).some(({ url }) => url));
    await confirm(visitor.browser, lastLink(instance, identifier).token);
    await visitor.advance(5000);
    const res = await waiting;
    assert.equal(res.firstFactorVerification.verifiedFromTheSameClient(), true);
    assert.equal(res.status, 'complete');
    await setActive({ session: res.createdSessionId });
    assert.equal(clerk.isSignedIn, true);
    cancelEmailLinkFlow();
  });

  test('invitations: signs up with the ticket of the link', async () => {
    const emailAddress = 'judy@example.com';
    const { token } = await ticketsOf(instance).invitations.create({ emailAddress });
    const { clerk, signUp, setActive } = await visit(instance).open();
    const signUpAttempt = await signUp.create({
      strategy: 'ticket',
      ticket: token,
      firstName: 'Judy',
      lastName: 'Clapp',
      password: PASSWORD,
    });
    assert.equal(signUpAttempt.status, 'complete');
    await setActive({ session: signUpAttempt.createdSessionId });
    assert.equal(clerk.user?.fullName, 'Judy Clapp');
  });

  test('embedded links: signs in with a token of the operator', async () => {
    const { clerk: known } = await signedUp(instance, 'kathleen@example.com');
    const { token } = await ticketsOf(instance).signInTokens.create({ userId: known.user!.id });
    const { clerk, signIn, setActive } = await visit(instance).open();
    const res = await signIn.create({ strategy: 'ticket', ticket: token });
    await setActive({ session: res.createdSessionId });
    assert.equal(clerk.user?.id, known.user?.id);
  });

  test('multiple sessions: switches between accounts and signs out of one', async () => {
    const { clerk, signIn, setActive } = await visit(instance).open();
    for (const address of ['ada@example.com', 'betty@example.com']) await signedUp(instance, address);
    const first = await signIn.create({ identifier: 'ada@example.com', password: PASSWORD });
    await setActive({ session: first.createdSessionId });
    const second = await clerk.client!.signIn.create({ identifier: 'betty@example.com', password: PASSWORD });
    await setActive({ session: second.createdSessionId });
    const availableSessions = clerk.client!.sessions;
    assert.equal(availableSessions.length, 2);
    const other = availableSessions.find(({ id }) => id !== clerk.session?.id)!;
    await setActive({ session: other.id });
    assert.equal(clerk.session?.id, other.id);
    await clerk.signOut({ sessionId: other.id });
    assert.equal(clerk.client!.sessions.length, 1);
    await clerk.signOut();
    assert.equal(clerk.client!.sessions.length, 0);
  });

  test('managing TOTP: adds an authenticator app, makes new backup codes and removes the app', async () => {
    const { clerk } = await signedUp(instance, 'marlyn@example.com');
    const user = clerk.user!;
    const totp = await user.createTOTP();
    assert.ok(totp.uri);
    const secret = Secret.fromBase32(totp.secret!);
    await user.verifyTOTP({ code: TOTP.generate({ secret, timestamp: instance.clock.now() }) });
    assert.deepEqual([user.totpEnabled, user.backupCodeEnabled, user.twoFactorEnabled], [true, true, true]);
    const backupCodes = await user.createBackupCode();
    assert.ok(backupCodes.codes.length > 0);
    await user.disableTOTP();
    assert.equal(user.totpEnabled, false);
  });

  test('adding an email address: finds it after a reload of the user that the page holds, and verifies it', async () => {
    const { clerk } = await signedUp(instance, 'olga@example.com');
    const user = clerk.user!;
    const res = await user.createEmailAddress({ email: 'olga.two@example.com' });
    await user.reload();
    const emailAddress = user.emailAddresses.find((a) => a.id === res.id)!;
    await emailAddress.prepareVerification({ strategy: 'email_code' });
    const emailVerifyAttempt = await emailAddress.attemptVerification({ code: code('olga.two@example.com') });
    assert.equal(emailVerifyAttempt.verification.status, 'verified');
    assert.equal(emailAddress.verification.status, 'verified');
    assert.deepEqual(
      user.emailAddresses.map(({ verification }) => verification.status),
      ['verified', 'verified'],
    );
  });

  test('adding an email address: verifies it with a link', async () => {
    const { clerk, visitor } = await signedUp(instance, 'paula@example.com');
    const emailAddress = await clerk.user!.createEmailAddress({ email: 'paula.two@example.com' });
    const { startEmailLinkFlow, cancelEmailLinkFlow } = emailAddress.createEmailLinkFlow();
    const waiting = startEmailLinkFlow({ redirectUrl: 'https://app.example.com/verification' });
    await until(() => instance.mailbox.to('paula.two@example.com').length > 0);
    await confirm(visitor.browser, lastLink(instance, 'paula.two@example.com').token);
    await visitor.advance(5000);
    assert.equal((await waiting).verification.status, 'verified');
    cancelEmailLinkFlow();
  });

  test('adding a phone number and using it as a second factor, with the objects of the list', async () => {
    const phone = '+12012340121';
    const { clerk, visitor } = await signedUp(instance, 'rosa@example.com');
    const user = clerk.user!;
    const res = await user.createPhoneNumber({ phoneNumber: phone });
    await user.reload();
    const phoneNumber = user.phoneNumbers.find((a) => a.id === res.id)!;
    await phoneNumber.prepareVerification();
    await phoneNumber.attemptVerification({ code: code(phone) });
    const available = user.phoneNumbers
      .filter((ph) => ph.verification.status === 'verified')
      .filter((ph) => !ph.reservedForSecondFactor);
    assert.equal(available.length, 1);
    await available[0]!.setReservedForSecondFactor({ reserved: true });
    assert.equal(available[0]!.reservedForSecondFactor, true);
    // The account has a second factor from here on, and each change of it needs one: the SDKs' useReverification.
    await visitor.advance(60_000);
    const session = clerk.session!;
    await session.startVerification({ level: 'second_factor' });
    await session.prepareSecondFactorVerification({ strategy: 'phone_code', phoneNumberId: phoneNumber.id });
    await session.attemptSecondFactorVerification({ strategy: 'phone_code', code: code(phone) });
    await available[0]!.makeDefaultSecondFactor();
    assert.equal(user.phoneNumbers[0]!.defaultSecondFactor, true);
    assert.ok((await user.createBackupCode()).codes.length > 0);
    await user.phoneNumbers[0]!.setReservedForSecondFactor({ reserved: false });
    await user.phoneNumbers[0]!.destroy();
    assert.equal(user.phoneNumbers.length, 0);
  });

  test('connected accounts: adds one by a redirect, and removes it', async () => {
    const { clerk, visitor } = await signedUp(instance, 'nina@example.com');
    const res = await clerk.user!.createExternalAccount({ strategy: STRATEGY, redirectUrl: '/external-accounts' });
    const { href } = res.verification.externalVerificationRedirectURL!;
    const { location } = await comeBack(visitor.browser, await idp.authorize(href, 'nina'));
    assert.equal(location, 'https://app.example.com/external-accounts');
    const { clerk: back } = await visitor.open(location!);
    const [account] = back.user!.externalAccounts;
    assert.deepEqual([account?.provider, account?.verification.status], ['custom_loop', 'verified']);
    await account!.destroy();
    assert.equal(back.user!.externalAccounts.length, 0);
  });
});
