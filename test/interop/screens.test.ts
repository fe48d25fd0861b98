import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright';
import type { ConfigInput } from '../../src/server/config/config.ts';
import {
  startTurnstileService,
  TURNSTILE_SECRET,
  type TurnstileService,
} from '../server/bot-check/turnstile-service.ts';
import { launchBrowser } from '../support/browser.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import type { Site } from '../support/site.ts';
import { testWalletScript } from '../support/test-wallet-script.ts';
import { SCREENS, ScreenPage, type ScreensVersion, startScreens, TEST_CODE } from './screens-page.ts';

const PASSWORD = 'quite a fine long phrase';
const OTHER = 'another fine long phrase';
const CLIENT = { clientId: 'acme', clientSecret: 'not a secret at all, only for tests' };

const CODES: Partial<ConfigInput> = {
  attributes: { username: 'optional', phoneNumber: 'optional', web3Wallet: 'optional' },
  phoneCode: true,
  sms: { countries: ['*'] },
  passkeys: { enabled: true, autofill: false },
  wallets: ['metamask', 'coinbase_wallet', 'base', 'okx_wallet'],
  secondFactors: { totp: true, phoneCode: true, backupCode: true },
  // The tests sign in from the same address again and again.
  password: { breachCheck: false },
};

/** Settings without email addresses. */
const PHONES: Partial<ConfigInput> = {
  phoneCode: true,
  sms: { countries: ['*'] },
  attributes: { emailAddress: 'optional', phoneNumber: 'optional', username: 'required' },
};

// The screens wait a lot, so both versions run side by side.
describe('Clerk’s own screens', { concurrency: 2 }, () => {
  for (const version of Object.keys(SCREENS) as ScreensVersion[]) {
    const major = version[0];
    const address = (name: string): string => `${name}.${major}+clerk_test@example.com`;

    describe(`version ${version}`, { concurrency: 1 }, () => {
      let browser: Browser;
      let provider: OpenIdProvider;
      let turnstile: TurnstileService;
      let site: Site;
      const others: Site[] = [];

      before(async () => {
        const redirectUris: string[] = [];
        provider = await startOpenIdProvider({ ...CLIENT, redirectUris, accounts: [] });
        turnstile = await startTurnstileService();
        [browser, site] = await Promise.all([
          launchBrowser(),
          startScreens((origin) => {
            redirectUris.push(`${origin}/v1/oauth_callback/acme`);
            const acme = {
              provider: 'custom',
              slug: 'acme',
              name: 'Acme',
              issuer: provider.issuer,
              ...CLIENT,
            } as const;
            return Promise.resolve({ ...CODES, oauth: [acme] });
          }),
        ]);
      });
      after(async () => {
        await browser?.close();
        await Promise.all([site, ...others].map((each) => each?.close()));
        await Promise.all([provider?.close(), turnstile?.close()]);
      });

      const open = (at = site, script = ''): Promise<ScreenPage> =>
        ScreenPage.open(browser, at.origin, version, script);
      /** Starts another instance, for settings that conflict with those of the first. */
      const start = async (config: Partial<ConfigInput>): Promise<Site> => {
        const other = await startScreens({ password: { breachCheck: false }, ...config });
        others.push(other);
        return other;
      };
      const identify = async (screen: ScreenPage, identifier: string): Promise<void> => {
        await screen.go('SignIn');
        await screen.type('identifier', identifier);
        await screen.next();
      };
      const signIn = async (screen: ScreenPage, identifier: string, password = PASSWORD): Promise<void> => {
        await identify(screen, identifier);
        await screen.type('password', password);
        await screen.next();
      };

      test(`Clerk’s screens ${version} sign up with an email code, and in with the password or another code`, async () => {
        const screen = await open();
        await screen.go('SignUp');
        await screen.type('emailAddress', address('ada'));
        await screen.type('password', PASSWORD);
        await screen.next();
        await screen.reads('Verify your email');
        await screen.code('000000');
        await screen.reads(/incorrect|wrong/i);
        await screen.code(TEST_CODE);
        await screen.isIn();
        await screen.signOut();
        await signIn(screen, address('ada'), 'not the password');
        await screen.reads(/incorrect/i);
        await screen.press('Use another method');
        await screen.press(/^Email code to/);
        await screen.code(TEST_CODE);
        await screen.isIn();
        await screen.signOut();
        await signIn(screen, address('ada'));
        await screen.isIn();
        await screen.close(
          '422 /client/sign_ups/…/attempt_verification',
          '422 /client/sign_ins/…/attempt_first_factor',
        );
      });

      test(`Clerk’s screens ${version} sign up and in with a phone number, and with a username`, async () => {
        const number = `20155501${major}1`;
        const screen = await open(await start(PHONES));
        await screen.go('SignUp');
        await screen.press('Use phone instead');
        await screen.type('phoneNumber', number);
        await screen.type('username', `ada_${major}`);
        await screen.type('password', PASSWORD);
        await screen.next();
        await screen.code(TEST_CODE);
        await screen.isIn();
        await screen.signOut();
        await signIn(screen, `ada_${major}`);
        await screen.isIn();
        await screen.signOut();
        await screen.go('SignIn');
        await screen.press('Use phone');
        await screen.type('identifier', number);
        await screen.next();
        await screen.press('Use another method');
        await screen.press(/SMS code to/);
        await screen.code(TEST_CODE);
        await screen.isIn();
        await screen.signOut();
        await screen.go('SignIn');
        await screen.press('Use phone');
        await screen.type('identifier', number);
        await screen.next();
        await screen.press('Forgot password?');
        await screen.press('Reset your password');
        await screen.code(TEST_CODE);
        await screen.setPassword('password', OTHER);
        await screen.isIn();
        await screen.close();
      });

      test(`Clerk’s screens ${version} reset the password with an email code`, async () => {
        const screen = await open();
        await screen.signUp(address('reset'), PASSWORD);
        await screen.signOut();
        await identify(screen, address('reset'));
        await screen.press('Forgot password?');
        await screen.press('Reset your password');
        await screen.code(TEST_CODE);
        await screen.setPassword('password', OTHER);
        await screen.isIn();
        await screen.signOut();
        await signIn(screen, address('reset'), OTHER);
        await screen.isIn();
        await screen.close();
      });

      test(`Clerk’s screens ${version} sign up and in with a provider`, async () => {
        const sub = `cy${major}`;
        provider.accounts.push({ sub, email: `${sub}@example.com`, email_verified: true, given_name: 'Cy' });
        const screen = await open();
        await screen.go('SignUp');
        await screen.page.locator('[class*=socialButtons] button').first().click();
        await screen.page.fill('input[name=account]', sub);
        await screen.page.getByRole('button', { name: 'Sign in' }).click();
        await screen.isIn();
        await screen.signOut();
        await screen.go('SignIn');
        await screen.page.locator('[class*=socialButtons] button').first().click();
        await screen.isIn();
        await screen.close();
      });

      test(`Clerk’s screens ${version} sign up and in with a wallet`, async () => {
        const screen = await open(site, await testWalletScript({ privateKey: `${major}1`.repeat(32) }));
        await screen.go('SignUp');
        await screen.page.getByRole('button', { name: /MetaMask/ }).click();
        await screen.type('emailAddress', address('wallet'));
        await screen.next();
        await screen.code(TEST_CODE);
        await screen.isIn();
        await screen.signOut();
        await screen.go('SignIn');
        await screen.page.getByRole('button', { name: /MetaMask/ }).click();
        await screen.isIn();
        // The screen first tries the wallet as that of an existing account.
        await screen.close('422 /client/sign_ins');
      });

      test(`Clerk’s screens ${version} sign up and in with an email link`, async () => {
        const links = await start({ emailLink: true });
        // The server sends nothing to a test address.
        const mailed = 'link@example.com';
        const screen = await open(links);
        await screen.go('SignUp');
        await screen.type('emailAddress', mailed);
        await screen.type('password', PASSWORD);
        await screen.next();
        await screen.reads('Use the verification link sent to your email address');
        // The tab of the link continues; the waiting tab is done.
        const first = await screen.openLink(mailed);
        await first.isIn();
        await screen.go('home');
        await screen.signOut();
        links.advance(60_000);
        await identify(screen, mailed);
        await screen.press('Use another method');
        await screen.press(/^Email link to/);
        const tab = await screen.openLink(mailed);
        await tab.isIn();
        await screen.go('UserProfile');
        await screen.press('Add email address');
        await screen.type('emailAddress', 'another@example.com');
        await screen.next();
        await screen.reads(/Click on the verification link/);
        await screen.openLink('another@example.com');
        await screen.reads('Add email address');
        await screen.close();
      });

      test(`Clerk’s screens ${version} verify an unknown device`, async () => {
        const trust = await start({ clientTrust: true });
        const home = await open(trust);
        await home.signUp(address('trust'), PASSWORD);
        await home.close();
        const screen = await open(trust);
        await signIn(screen, address('trust'));
        await screen.reads(/new device/i);
        await screen.code(TEST_CODE);
        await screen.isIn();
        await screen.close();
      });

      test(`Clerk’s screens ${version} accept an invitation and a sign-in token where sign-up is restricted`, async () => {
        const restricted = await start({ signUp: { mode: 'restricted' }, supportEmail: 'help@example.com' });
        const screen = await open(restricted);
        await screen.go('SignUp');
        await screen.reads(/restricted/i);
        const { token } = await restricted.tickets.invitations.create({ emailAddress: 'guest@example.com' });
        await screen.page.goto(`${screen.page.url()}?__clerk_ticket=${token}&__clerk_status=sign_up`);
        await screen.type('password', PASSWORD);
        await screen.next();
        await screen.isIn();
        const userId = await screen.userId();
        await screen.signOut();
        const ticket = await restricted.tickets.signInTokens.create({ userId });
        await screen.page.goto(`${restricted.origin}/screens/${version}/SignIn?__clerk_ticket=${ticket.token}`);
        await screen.isIn();
        await screen.close();
      });

      test(`Clerk’s screens ${version} pass a bot check`, async () => {
        const keys = { siteKey: 'a key', invisibleSiteKey: 'another key', secretKey: TURNSTILE_SECRET };
        const guarded = await start({
          instanceType: 'development',
          captcha: { provider: 'turnstile', ...keys, verifyUrl: turnstile.url },
        });
        turnstile.tokens.add('a token');
        const screen = await open(guarded);
        await screen.go('SignUp');
        await screen.type('emailAddress', address('ada'));
        await screen.type('password', PASSWORD);
        await screen.next();
        await screen.code(TEST_CODE);
        await screen.isIn();
        assert.equal(turnstile.requests.at(-1)?.response, 'a token');
        await screen.close();
      });

      test(`Clerk’s screens ${version} join a waitlist`, async () => {
        const screen = await open(await start({ signUp: { mode: 'waitlist' } }));
        await screen.go('SignUp');
        await screen.reads(/waitlist/i);
        await screen.press('Join waitlist');
        await screen.type('emailAddress', 'dee@example.com');
        await screen.next();
        await screen.reads(/Thanks for joining/i);
        await screen.close();
      });

      test(`Clerk’s screens ${version} ask for consent, and do not reveal who has an account`, async () => {
        const quiet = await start({
          enumerationProtection: true,
          signUp: { legalConsent: true },
          branding: { termsUrl: 'https://example.com/terms', privacyPolicyUrl: 'https://example.com/privacy' },
        });
        const screen = await open(quiet);
        await screen.go('SignUp');
        await screen.type('emailAddress', address('ada'));
        await screen.type('password', PASSWORD);
        await screen.page.locator('input[type=checkbox]').check();
        await screen.next();
        await screen.code(TEST_CODE);
        await screen.isIn();
        await screen.signOut();
        for (const identifier of [address('ada'), 'unknown@example.com']) {
          await signIn(screen, identifier, 'not the password');
          await screen.reads(/incorrect/i);
        }
        await screen.close(
          '422 /client/sign_ins/…/attempt_first_factor',
          '422 /client/sign_ins/…/attempt_first_factor',
        );
      });
    });
  }
});
