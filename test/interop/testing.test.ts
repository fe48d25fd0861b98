import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Route } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import {
  clerk,
  createPageObjects,
  type PageObjects,
  setupClerkTestingToken,
  unusedMethods,
} from '../support/clerk-testing.ts';
import { startTestingSite, type TestingSite } from '../support/testing-site.ts';
import {
  ABSENT,
  ADA,
  ADA_PHONE,
  answerGuarded,
  type backendOf,
  BEA,
  createPersons,
  CY,
  OTHER,
  PAGES,
  PASSWORD,
  settings,
  setUp,
} from './testing-pages.ts';
import { describeOtherInstances } from './testing-others.ts';

/** Milliseconds after which a sensitive change needs reverification. */
const STALE = 700_000;

for (const [kind, write] of Object.entries(PAGES)) {
  describe(`@clerk/testing with ${kind}`, { concurrency: 1 }, () => {
    let site: TestingSite;
    let browser: Browser;
    let backend: ReturnType<typeof backendOf>;
    let adaId: string;
    let po: PageObjects;

    before(async () => {
      site = await startTestingSite(write, settings, answerGuarded);
      browser = await launchBrowser();
      ({ backend, adaId } = await createPersons(site));
      await setUp(site);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    /** Opens the home page in a new browser, with the testing token in every request. */
    const visit = async (): Promise<PageObjects> => {
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      po = createPageObjects(await context.newPage(), site.origin);
      await po.page.goToAppHome();
      return po;
    };
    const visitAs = async (identifier: string): Promise<PageObjects> => {
      await visit();
      await clerk.signIn({ page: po.page, signInParams: { strategy: 'email_code', identifier } });
      return po;
    };
    const press = (name: string): Promise<void> => po.page.getByRole('button', { name, exact: true }).click();

    test('the helpers sign in with each strategy, and out again', async () => {
      const { token: ticket } = await backend.signInTokens.createSignInToken({
        userId: adaId,
        expiresInSeconds: 300,
      });
      const ways = [
        { strategy: 'password', identifier: ADA, password: PASSWORD },
        { strategy: 'email_code', identifier: ADA },
        { strategy: 'phone_code', identifier: ADA_PHONE },
        { strategy: 'ticket', ticket },
      ] as const;
      for (const signInParams of ways) {
        await visit();
        await clerk.signIn({ page: po.page, signInParams });
        await po.expect.toBeSignedIn();
        assert.equal((await po.clerk.getClientSideUser())?.id, adaId, signInParams.strategy);
        await clerk.signOut({ page: po.page });
        await clerk.loaded({ page: po.page });
        await po.expect.toBeSignedOut();
      }
    });

    test('a user signs in with a password, another method, and a new password', async () => {
      let { signIn } = await visit();
      await signIn.goTo();
      await po.page.waitForClerkComponentMounted();
      await signIn.usePhoneNumberIdentifier().click();
      await signIn.getPhoneNumberInput().or(signIn.getIdentifierInput()).waitFor();
      await signIn.useEmailIdentifier().click();
      await signIn.getGoToSignUp().waitFor();
      await signIn.signInWithOauth('Google').waitFor();
      await signIn.signInWithEmailAndInstantPassword({ email: BEA, password: PASSWORD });
      await po.expect.toBeSignedIn();
      await po.page.signOut();
      await po.expect.toBeSignedOut();

      ({ signIn } = await visit());
      await signIn.goTo();
      await signIn.setIdentifier(BEA);
      await signIn.continue();
      await signIn.getUseAnotherMethodLink().click();
      await signIn.getAltMethodsEmailLinkButton().waitFor();
      await signIn.getAltMethodsEmailCodeButton().click();
      await signIn.enterTestOtpCode({ awaitPrepare: false });
      await signIn.waitForSession();

      ({ signIn } = await visit());
      await signIn.goTo();
      await signIn.setIdentifier(BEA);
      await signIn.continue();
      await signIn.setInstantPassword('a wrong password');
      await signIn.getForgotPassword().click();
      await signIn.enterOtpCode('424242', { awaitPrepare: false });
      await signIn.setPassword(OTHER);
      await signIn.getResetPassword().click();
      await signIn.waitForSession();
    });

    test('a visitor signs up past the bot check, which nobody passes without the testing token', async () => {
      let { signUp } = await visit();
      await po.testingToken.setup();
      await setupClerkTestingToken({ page: po.page });
      await signUp.goTo();
      await signUp.signUpWithOauth('Google').waitFor();
      await signUp.getPhoneNumberInput().waitFor();
      await signUp.getUsernameInput().waitFor();
      await signUp.getPasswordInput().waitFor();
      await signUp.getFirstNameInput().waitFor();
      await signUp.getLastNameInput().waitFor();
      await signUp.signUp({
        email: 'dan+clerk_test@example.com',
        password: PASSWORD,
        firstName: 'Dan',
        lastName: 'Berg',
        username: 'dan_b',
        legalAccepted: true,
      });
      await signUp.enterTestOtpCode({ awaitPrepare: false });
      await signUp.waitForSession();

      ({ signUp } = await visit());
      await signUp.goTo();
      await signUp.getEmailAddressInput().waitFor();
      await signUp.getLegalAccepted().check();
      await signUp.signUpWithEmailAndPassword({ email: 'eve+clerk_test@example.com', password: PASSWORD });
      await signUp.waitForEmailVerificationScreen();
      await signUp.fillTestOtpCode('Enter verification code', { awaitPrepare: false });
      await po.expect.toBeSignedIn();
      // The page that signed up is left now, and the next one has to load Clerk.
      await po.page.waitForAppUrl('/');
      await po.expect.toBeSignedIn();
      await po.expect.toHaveResolvedTask();
      assert.equal(await po.clerk.getClientSideActor(), null);
    });

    test('a user opens the menu, the profile and the other account, and signs out', async () => {
      const { userButton, userProfile } = await visitAs(ADA);
      await po.page.waitForClerkJsLoaded();
      await userButton.waitForMounted();
      await userButton.toggleTrigger();
      await userButton.waitForPopover();
      await userButton.toHaveVisibleMenuItems([/Manage account/i, 'Sign out']);
      await userButton.toggleTrigger();
      await userButton.waitForPopoverClosed();
      await userButton.toggleTrigger();
      await userButton.triggerManageAccount();
      await userProfile.waitForUserProfileModal('open');
      await po.page.keyboard.press('Escape');
      await userProfile.waitForUserProfileModal('closed');

      await clerk.signIn({ page: po.page, signInParams: { strategy: 'email_code', identifier: CY } });
      await userButton.toggleTrigger();
      await userButton.switchAccount('Ada Berg');
      await userButton.waitForPopoverClosed();
      await po.page.waitForFunction((id: string) => window.Clerk?.user?.id === id, adaId);
      await userButton.toggleTrigger();
      await userButton.triggerSignOut();
      await po.page.waitForFunction((id: string) => window.Clerk?.user?.id !== id, adaId);
    });

    test('a user changes name, username, addresses, numbers and password in the profile', async () => {
      const { userProfile } = await visitAs(CY);
      await userProfile.goTo();
      await userProfile.clickToUpdateProfile();
      await userProfile.waitForSectionCardOpened('profile');
      await userProfile.typeFirstName('Cyd');
      await userProfile.typeLastName('Berger');
      await press('Save');
      await userProfile.waitForSectionCardClosed('profile');
      await userProfile.clickSetUsername();
      await userProfile.waitForSectionCardOpened('username');
      await userProfile.typeUsername('cy_b');
      await press('Save');
      await userProfile.waitForSectionCardClosed('username');
      await userProfile.clickUpdateUsername();
      await userProfile.waitForSectionCard('username', true);
      await press('Cancel');
      await userProfile.clickAddEmailAddress();
      await userProfile.waitForSectionCardOpened('emailAddresses');
      await userProfile.typeEmailAddress('cy2+clerk_test@example.com');
      await press('Add');
      await userProfile.enterTestOtpCode({ awaitPrepare: false });
      await userProfile.waitForSectionCardClosed('emailAddresses');
      await userProfile.clickAddPhoneNumber();
      await userProfile.waitForSectionCardOpened('phoneNumbers');
      await userProfile.typePhoneNumber('2015550177');
      await press('Add');
      await userProfile.enterTestOtpCode({ awaitPrepare: false });
      await userProfile.waitForSectionCardClosed('phoneNumbers');
      await userProfile.switchToSecurityTab();
      await userProfile.clickSetPassword();
      await userProfile.waitForSectionCardOpened('password' as 'username');
      const { firstName, username } = await backend.users.getUserList({ query: CY }).then(({ data }) => data[0]!);
      assert.deepEqual([firstName, username], ['Cyd', 'cy_b']);
    });

    test('a user proves who they are before a change, or does not', async () => {
      const { userProfile, userVerification } = await visitAs(ADA);
      await userProfile.goTo();
      const add = async (): Promise<void> => {
        await userProfile.clickAddEmailAddress();
        await userProfile.setEmailAddress('ada2+clerk_test@example.com');
        await press('Add');
        await userVerification.waitForMounted();
      };
      site.advance(STALE);
      await add();
      await userVerification.closeReverificationModal();
      await userVerification.waitForClosed();
      await press('Cancel');
      await add();
      await userVerification.getUseAnotherMethodLink().click();
      await userVerification.getAltMethodsEmailCodeButton().click();
      await userVerification.enterTestOtpCode({ awaitPrepare: false });
      await userVerification.waitForClosed();
    });

    test('a dialog opens and closes where the page objects look for it', async () => {
      await visit();
      for (const [name, object] of [
        ['SignIn', po.signIn],
        ['SignUp', po.signUp],
      ] as const) {
        await po.page.evaluate((screen: 'SignIn' | 'SignUp') => window.Clerk?.[`open${screen}`](), name);
        await object.waitForModal('open');
        await object.waitForMounted();
        await po.page.keyboard.press('Escape');
        await object.waitForModal('closed');
      }
    });

    test('the note that somebody acts as a user is where the page objects look for it', async () => {
      const { token: ticket } = await backend.actorTokens.create({
        userId: adaId,
        actor: { sub: 'user_kim' },
        expiresInSeconds: 300,
      });
      await visit();
      await clerk.signIn({ page: po.page, signInParams: { strategy: 'ticket', ticket: ticket ?? '' } });
      await po.expect.toBeSignedInAsActor();
      await po.impersonation.waitForMounted();
      await po.impersonation.getSignOutLink().click();
      await po.expect.toBeSignedOut();
    });

    test('the picture of a user is an image with a name', async () => {
      await visitAs(ADA);
      await po.userAvatar.goTo();
      await po.userAvatar.waitForMounted();
      await po.userAvatar.toBeVisible();
    });

    test('the status of Clerk is known', async () => {
      await visitAs(ADA);
      await po.clerk.toBeLoaded();
      await po.clerk.toBeReady();
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      await po.page.route('**/v1/client?*', async (route: Route) => {
        await held;
        await route.fulfill({ status: 500, body: '{}' });
      });
      await po.page.goToRelative('/user');
      await po.clerk.toBeLoading();
      release();
      await po.clerk.toBeDegraded();
    });
  });
}

describeOtherInstances();

test('every method of the page objects has passed, or says why it cannot', () => {
  const unexplained = unusedMethods().filter((name) => !(name in ABSENT || (name.split('.')[0] ?? '') in ABSENT));
  assert.deepEqual(unexplained, []);
});
