import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { SetActiveParams } from '../../../src/client/types.ts';
import { comeBack, STRATEGY, startProvider, withProvider } from '../../server/factors/oauth/sign-in-with.ts';
import { Authenticator } from '../../support/authenticator.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { addPasskeysToPage } from '../../support/passkey-page.ts';
import { enrolTotp, newestCode } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';
import { type FuturePage, openPage } from './open-future.ts';

/*
 * Clerk's guides for custom flows, written as an application with hooks writes them: a component is a function that is
 * called with each change, and reads `signIn`, `errors` and `fetchStatus` anew each time.
 */

const ADA = 'ada@example.com';
const EVE = 'eve@example.com';
const NEW_PASSWORD = 'another plain long phrase';

/** A page whose component is drawn with each change, as `useSyncExternalStore` does it. */
function draw<Screen>({ state }: FuturePage, component: () => Screen) {
  let screen: Screen | undefined;
  const stop = state.__internal_effect(() => {
    screen = component();
  });
  return {
    get screen(): Screen {
      return screen as Screen;
    },
    stop,
  };
}

describe("Clerk's guides for custom flows", () => {
  let idp: OpenIdProvider;
  let instance: TestInstance;
  before(async () => {
    idp = await startProvider([
      { sub: 'ada', email: ADA, email_verified: true },
      { sub: 'eve', email: EVE, email_verified: true },
    ]);
    instance = await getTestInstance({
      config: {
        ...withProvider(idp.issuer),
        passkeys: { enabled: true },
        secondFactors: { totp: true, backupCode: true },
      },
    });
  });
  after(async () => {
    await instance.close();
    await idp.close();
  });

  /** The application's hooks and its router. */
  async function application(browser: TestBrowser = instance.browser(), path = '/') {
    const page = await openPage(instance, { browser, url: `https://app.example.com${path}` });
    const routes: string[] = [];
    const navigate: SetActiveParams['navigate'] = ({ session, decorateUrl }) => {
      if (session?.currentTask) return;
      const url = decorateUrl('/');
      routes.push(url.startsWith('http') ? 'left' : url);
    };
    return {
      ...page,
      page,
      routes,
      navigate,
      useSignIn: () => page.state.signInSignal(),
      useSignUp: () => page.state.signUpSignal(),
      useAuth: () => ({ isSignedIn: page.clerk.isSignedIn }),
    };
  }

  test('email and password: sign up', async () => {
    const { page, clerk, routes, navigate, useSignUp, useAuth } = await application();
    const SignUp = () => {
      const { signUp, errors, fetchStatus } = useSignUp();
      const handleSubmit = async (emailAddress: string, password: string) => {
        const { error } = await signUp.password({ emailAddress, password });
        if (error) {
          JSON.stringify(error, null, 2);
          return;
        }
        await signUp.verifications.sendEmailCode();
      };
      const handleVerify = async (code: string) => {
        await signUp.verifications.verifyEmailCode({ code });
        if (signUp.status === 'complete') await signUp.finalize({ navigate });
        else JSON.stringify(signUp);
      };
      if (signUp.status === 'complete' || useAuth().isSignedIn) return null;
      const isVerifying =
        signUp.status === 'missing_requirements' &&
        signUp.unverifiedFields.includes('email_address') &&
        signUp.missingFields.length === 0;
      return { isVerifying, errors, isDisabled: fetchStatus === 'fetching', handleSubmit, handleVerify };
    };
    const app = draw(page, SignUp);
    await app.screen?.handleSubmit('nobody', 'short');
    assert.ok(app.screen?.errors.fields.emailAddress?.message);
    const pending = app.screen?.handleSubmit(ADA, PASSWORD);
    assert.equal(app.screen?.isDisabled, true);
    await pending;
    assert.deepEqual([app.screen?.isVerifying, app.screen?.isDisabled], [true, false]);
    await app.screen?.handleVerify('000000');
    assert.equal(app.screen?.errors.fields.code?.code, 'form_code_incorrect');
    await app.screen?.handleVerify(newestCode(instance, ADA));
    assert.equal(app.screen, null);
    assert.deepEqual(routes, ['/']);
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, ADA);
  });

  test('email and password: sign in, and reset the password', async () => {
    instance.clock.advance(60_000);
    const { page, clerk, routes, navigate, useSignIn } = await application();
    const SignIn = () => {
      const { signIn, errors } = useSignIn();
      return {
        status: signIn.status,
        errors,
        async handleSubmit(emailAddress: string, password: string) {
          const { error } = await signIn.password({ emailAddress, password });
          if (!error && signIn.status === 'complete') await signIn.finalize({ navigate });
        },
        async sendResetCode(identifier: string) {
          const { error } = await signIn.create({ identifier });
          if (!error) await signIn.resetPasswordEmailCode.sendCode();
        },
        async reset(code: string, password: string) {
          await signIn.resetPasswordEmailCode.verifyCode({ code });
          assert.equal<string>(signIn.status, 'needs_new_password');
          await signIn.resetPasswordEmailCode.submitPassword({ password });
          if (signIn.status === 'complete') await signIn.finalize({ navigate });
        },
      };
    };
    const app = draw(page, SignIn);
    await app.screen.handleSubmit('nobody@example.com', PASSWORD);
    assert.equal(app.screen.errors.fields.identifier?.code, 'form_identifier_not_found');
    await app.screen.handleSubmit(ADA, 'not the phrase');
    assert.equal(app.screen.errors.fields.password?.code, 'form_password_incorrect');
    await app.screen.sendResetCode(ADA);
    assert.equal(app.screen.status, 'needs_first_factor');
    await app.screen.reset(newestCode(instance, ADA), NEW_PASSWORD);
    assert.equal(clerk.isSignedIn, true);
    await clerk.signOut(() => {});
    assert.equal(app.screen.status, 'needs_identifier');
    await app.screen.handleSubmit(ADA, NEW_PASSWORD);
    assert.equal(clerk.isSignedIn, true);
    assert.deepEqual(routes, ['/', '/']);
  });

  test('email code', async () => {
    instance.clock.advance(60_000);
    const { page, clerk, navigate, useSignIn } = await application();
    const SignIn = () => {
      const { signIn } = useSignIn();
      return {
        isSent: signIn.firstFactorVerification.strategy === 'email_code',
        async handleSubmit(emailAddress: string) {
          const { error } = await signIn.create({ identifier: emailAddress });
          if (!error) await signIn.emailCode.sendCode();
        },
        async handleVerify(code: string) {
          await signIn.emailCode.verifyCode({ code });
          if (signIn.status === 'complete') await signIn.finalize({ navigate });
        },
        startOver: () => signIn.reset(),
      };
    };
    const app = draw(page, SignIn);
    await app.screen.handleSubmit(ADA);
    assert.equal(app.screen.isSent, true);
    await app.screen.startOver();
    assert.equal(app.screen.isSent, false);
    instance.clock.advance(60_000);
    await app.screen.handleSubmit(ADA);
    await app.screen.handleVerify(newestCode(instance, ADA));
    assert.equal(clerk.isSignedIn, true);
  });

  test('multi-factor', async () => {
    const home = instance.browser();
    await instance.signUp(home, 'mfa@example.com');
    const authenticatorApp = await enrolTotp(instance, home);
    for (const useBackupCode of [false, true]) {
      const { page, clerk, navigate, useSignIn } = await application();
      const SignIn = () => {
        const { signIn, errors } = useSignIn();
        return {
          needsCode: signIn.status === 'needs_second_factor',
          errors,
          handleSubmit: (emailAddress: string) => signIn.password({ emailAddress, password: PASSWORD }),
          async handleVerify(code: string) {
            if (useBackupCode) await signIn.mfa.verifyBackupCode({ code });
            else await signIn.mfa.verifyTOTP({ code });
            if (signIn.status === 'complete') await signIn.finalize({ navigate });
          },
        };
      };
      const app = draw(page, SignIn);
      await app.screen.handleSubmit('mfa@example.com');
      assert.equal(app.screen.needsCode, true);
      await app.screen.handleVerify('000000');
      assert.ok(app.screen.errors.fields.code);
      await app.screen.handleVerify(useBackupCode ? authenticatorApp.backupCodes[0]! : authenticatorApp.code());
      assert.equal(clerk.isSignedIn, true);
    }
  });

  test('passkeys', async () => {
    const device = addPasskeysToPage(new Authenticator());
    const home = instance.browser();
    await instance.signUp(home, 'passkey@example.com');
    const first = await application(home);
    await first.clerk.user?.createPasskey();
    const { page, clerk, navigate, useSignIn } = await application();
    const app = draw(page, () => {
      const { signIn } = useSignIn();
      return async () => {
        const { error } = await signIn.passkey({ flow: 'discoverable' });
        if (!error && signIn.status === 'complete') await signIn.finalize({ navigate });
      };
    });
    await app.screen();
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, 'passkey@example.com');
    device.remove();
  });

  /** The page that providers lead back to. */
  async function ssoCallback(app: Awaited<ReturnType<typeof application>>): Promise<string> {
    const { clerk, navigate, useSignIn, useSignUp } = app;
    const { signIn } = useSignIn();
    const { signUp } = useSignUp();
    if (signIn.status === 'complete') {
      await signIn.finalize({ navigate });
      return 'signed in';
    }
    if (signUp.isTransferable) {
      await signIn.create({ transfer: true });
      const status = signIn.status as string;
      if (status !== 'complete') return 'sign-in';
      await signIn.finalize({ navigate });
      return 'signed in with the account that exists';
    }
    if (signIn.isTransferable) {
      await signUp.create({ transfer: true });
      if (signUp.status !== 'complete') return 'continue';
      await signUp.finalize({ navigate });
      return 'signed up';
    }
    if (signIn.status === 'needs_second_factor' || signIn.status === 'needs_new_password') return 'sign-in';
    const { sessionId } = signIn.existingSession ?? signUp.existingSession ?? {};
    if (!sessionId) return 'nothing';
    await clerk.setActive({ session: sessionId, navigate });
    return 'signed in already';
  }

  test('OAuth connections', async () => {
    const sso = { strategy: STRATEGY, redirectCallbackUrl: '/sso-callback', redirectUrl: '/' };
    const go = async (browser: TestBrowser, kind: 'signIn' | 'signUp', account: string | null) => {
      const app = await application(browser);
      const { signIn } = app.useSignIn();
      const { signUp } = app.useSignUp();
      const { error } = await (kind === 'signIn' ? signIn.sso(sso) : signUp.sso(sso));
      assert.equal(error, null);
      const left = app.tab.visited.at(-1)?.url ?? '';
      const { location } = await comeBack(browser, await idp.authorize(left, account));
      const back = await application(browser, new URL(location ?? '').pathname);
      return { back, path: new URL(location ?? '').pathname };
    };
    const browser = instance.browser();
    const created = await go(browser, 'signIn', 'eve');
    assert.equal(created.path, '/sso-callback');
    assert.equal(await ssoCallback(created.back), 'signed up');
    assert.equal(created.back.clerk.user?.primaryEmailAddress?.emailAddress, EVE);

    const again = await go(browser, 'signIn', 'eve');
    assert.equal(await ssoCallback(again.back), 'signed in already');

    const elsewhere = instance.browser();
    const known = await go(elsewhere, 'signUp', 'eve');
    assert.equal(await ssoCallback(known.back), 'signed in with the account that exists');
    assert.equal(known.back.clerk.user?.id, created.back.clerk.user?.id);

    const refused = await go(instance.browser(), 'signIn', null);
    assert.equal(refused.path, '/sso-callback');
    const { signIn } = refused.back.useSignIn();
    assert.equal(await ssoCallback(refused.back), 'nothing');
    assert.equal(signIn.firstFactorVerification.error?.code, 'oauth_access_denied');
  });
});
