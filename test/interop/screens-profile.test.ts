import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { drawPicture } from '../support/pictures.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import type { Site } from '../support/site.ts';
import { testWalletScript } from '../support/test-wallet-script.ts';
import { addVirtualAuthenticator } from '../support/virtual-authenticator.ts';
import { SCREENS, ScreenPage, type ScreensVersion, startScreens, TEST_CODE } from './screens-page.ts';

const PASSWORD = 'quite a fine long phrase';
const OTHER = 'another fine long phrase';
const CLIENT = { clientId: 'acme', clientSecret: 'not a secret at all, only for tests' };
/** Milliseconds after which a sensitive change needs reverification. */
const STALE = 700_000;

// The screens wait a lot, so both versions run side by side.
describe('Clerk’s own profile', { concurrency: 2 }, () => {
  for (const version of Object.keys(SCREENS) as ScreensVersion[]) {
    const major = version[0];
    const address = (name: string): string => `${name}.${major}+clerk_test@example.com`;

    describe(`version ${version}`, { concurrency: 1 }, () => {
      let browser: Browser;
      let provider: OpenIdProvider;
      let site: Site;
      let ahead = 0;

      before(async () => {
        const redirectUris: string[] = [];
        const sub = 'cy';
        const accounts = [{ sub, email: `${sub}@example.com`, email_verified: true, given_name: 'Cy' }];
        provider = await startOpenIdProvider({ ...CLIENT, redirectUris, accounts });
        [browser, site] = await Promise.all([
          launchBrowser(),
          startScreens(async (origin) => {
            redirectUris.push(`${origin}/v1/oauth_callback/acme`);
            return {
              attributes: {
                username: 'optional',
                firstName: 'optional',
                lastName: 'optional',
                phoneNumber: 'optional',
                web3Wallet: 'optional',
              },
              phoneCode: true,
              sms: { countries: ['*'] },
              passkeys: { enabled: true, autofill: false },
              wallets: ['metamask', 'coinbase_wallet', 'base', 'okx_wallet'],
              secondFactors: { totp: true, phoneCode: true, backupCode: true },
              password: { breachCheck: false },
              oauth: [{ provider: 'custom', slug: 'acme', name: 'Acme', issuer: provider.issuer, ...CLIENT }],
            };
          }),
        ]);
      });
      after(async () => {
        await browser?.close();
        await site?.close();
        await provider?.close();
      });

      const advance = (ms: number): void => {
        ahead += ms;
        site.advance(ms);
      };
      /** Signs a new user up with a password and opens the profile. */
      const open = async (emailAddress: string, step = '', script = ''): Promise<ScreenPage> => {
        const screen = await ScreenPage.open(browser, site.origin, version, script);
        await addVirtualAuthenticator(screen.page);
        await screen.signUp(emailAddress, PASSWORD);
        await screen.go('UserProfile', step);
        return screen;
      };
      const section = (screen: ScreenPage, name: string) => screen.page.locator(`.cl-profileSection__${name}`);

      test(`Clerk’s profile ${version} changes name, username, addresses and numbers`, async () => {
        const screen = await open(address('ada'));
        await screen.press('Update profile');
        await screen.reads('Upload');
        // A new user has no picture to remove.
        assert.equal(await screen.page.getByText('Remove', { exact: true }).count(), 0);
        const buffer = await drawPicture(300, 200).png().toBuffer();
        await screen.page.setInputFiles('input[type=file]', { name: 'me.png', mimeType: 'image/png', buffer });
        // The form closes when the picture is there, and when it is removed.
        await screen.page.locator('input[type=file]').waitFor({ state: 'detached' });
        assert.ok((await screen.page.locator('img[src*="profile_images"]').count()) > 0);
        await screen.press('Update profile');
        await screen.page.getByText('Remove', { exact: true }).click();
        await screen.page.locator('input[type=file]').waitFor({ state: 'detached' });
        assert.equal(await screen.page.locator('img[src*="profile_images"]').count(), 0);
        await screen.press('Update profile');
        await screen.type('firstName', 'Ada');
        await screen.type('lastName', 'Berg');
        await screen.next();
        await screen.reads('Ada Berg');
        await screen.press('Set username');
        await screen.type('username', `ada_${major}`);
        await screen.next();
        await section(screen, 'username').getByText(`ada_${major}`, { exact: true }).waitFor();
        await screen.press('Add email address');
        await screen.type('emailAddress', address('ada2'));
        await screen.next();
        await screen.code(TEST_CODE);
        await screen.reads('Add email address');
        await section(screen, 'emailAddresses').getByRole('button', { name: 'Open menu' }).last().click();
        await screen.press('Set as primary');
        await section(screen, 'emailAddresses').getByText('Primary').waitFor();
        await screen.press('Add phone number');
        await screen.type('phoneNumber', `20155501${major}3`);
        await screen.next();
        await screen.code(TEST_CODE);
        await screen.reads('Add phone number');
        await section(screen, 'phoneNumbers').getByRole('button', { name: 'Open menu' }).click();
        await screen.press('Remove phone number');
        await screen.next();
        await section(screen, 'phoneNumbers').getByText('+1').first().waitFor({ state: 'detached' });
        // The profile offers what the server supports.
        await screen.go('UserProfile', '#/security');
        await screen.reads('Active devices');
        assert.equal(await section(screen, 'danger').count(), 1);
        await screen.close();
      });

      test(`Clerk’s profile ${version} connects and removes a provider, a wallet and a passkey`, async () => {
        const wallet = await testWalletScript({ privateKey: `${major}2`.repeat(32) });
        const screen = await open(address('cy'), '', wallet);
        await screen.press('Connect wallet');
        await screen.press('MetaMask');
        await section(screen, 'web3Wallets').getByText(/0x/).first().waitFor();
        await screen.press('Connect account');
        await screen.press('Acme');
        await screen.page.fill('input[name=account]', 'cy');
        await screen.page.getByRole('button', { name: 'Sign in' }).click();
        await screen.reads(/cy@example\.com/);
        await section(screen, 'connectedAccounts').getByRole('button', { name: 'Open menu' }).click();
        await screen.press('Remove');
        await screen.next();
        await screen.reads('Connect account');
        await section(screen, 'web3Wallets').getByRole('button', { name: 'Open menu' }).click();
        await screen.press('Remove wallet');
        await screen.next();
        await section(screen, 'web3Wallets').getByText(/0x/).first().waitFor({ state: 'detached' });
        await screen.go('UserProfile', '#/security');
        await screen.press('Add a passkey');
        await screen.reads('Chrome on Linux');
        await section(screen, 'passkeys').getByRole('button', { name: 'Open menu' }).click();
        await screen.press('Rename');
        await screen.type('passkeyName', 'My laptop');
        await screen.next();
        await screen.reads('My laptop');
        await screen.signOut();
        await screen.go('SignIn');
        await screen.press('Use passkey instead');
        await screen.isIn();
        await screen.close();
      });

      test(`Clerk’s profile ${version} switches second factors on, and each signs in`, async () => {
        const screen = await open(address('bo'), '#/security');
        await screen.press('Add a passkey');
        await screen.reads('Chrome on Linux');
        await screen.press('Add two-step verification');
        await screen.press('Authenticator application');
        await screen.press(/Can.t scan QR code/);
        const secret = Secret.fromBase32(await section(screen, 'mfa').locator('input').first().inputValue());
        const totp = (): string => TOTP.generate({ secret, timestamp: Date.now() + ahead });
        await screen.next();
        await screen.code(totp());
        await screen.reads('Two-step verification is now enabled');
        const codes = (await section(screen, 'mfa').innerText()).match(/\b[a-z0-9]{8,12}\b/g) ?? [];
        await screen.press('Finish');
        await screen.press('Add two-step verification');
        await screen.press('SMS code');
        await screen.press('Add phone number');
        await screen.type('phoneNumber', `20155501${major}4`);
        await screen.next();
        await screen.code(TEST_CODE);
        await screen.reads(/SMS code verification/i);
        await screen.press('Finish');
        const prove = {
          totp: () => screen.code(totp()),
          async sms() {
            await screen.press('Use another method');
            await screen.press(/SMS code/);
            await screen.code(TEST_CODE);
          },
          async backupCode() {
            await screen.press('Use another method');
            await screen.press(/backup code/i);
            await screen.type('code', codes.find((code) => /\d/.test(code)) ?? '');
            await screen.next();
          },
        };
        for (const way of Object.values(prove)) {
          await screen.signOut();
          advance(60_000);
          await screen.go('SignIn');
          await screen.type('identifier', address('bo'));
          await screen.next();
          // The screen asks a user with a passkey for it first.
          await screen.press('Use another method');
          await screen.press(/with your password/);
          await screen.type('password', PASSWORD);
          await screen.next();
          await screen.reads(/Two-step verification/i);
          await way();
          await screen.isIn();
        }
        await screen.close();
      });

      test(`Clerk’s profile ${version} reverifies before it changes the password, and signs another device out`, async () => {
        const screen = await open(address('dee'), '#/security');
        const other = await ScreenPage.open(browser, site.origin, version);
        await other.go('SignIn');
        await other.type('identifier', address('dee'));
        await other.next();
        await other.type('password', PASSWORD);
        await other.next();
        await other.isIn();
        advance(STALE);
        await screen.page.reload();
        await section(screen, 'activeDevices').getByRole('button', { name: 'Open menu' }).click();
        await screen.press('Sign out of device');
        const dialog = screen.page.locator('.cl-modalContent');
        await screen.press('Update password');
        await screen.setPassword('newPassword', OTHER);
        await dialog.locator('input[name=password]').fill(PASSWORD);
        await dialog.locator('.cl-formButtonPrimary').click();
        await dialog.waitFor({ state: 'detached' });
        await screen.page.locator('input[name=newPassword]').waitFor({ state: 'detached' });
        await screen.signOut();
        await screen.go('SignIn');
        await screen.type('identifier', address('dee'));
        await screen.next();
        await screen.type('password', OTHER);
        await screen.next();
        await screen.isIn();
        await screen.close('403 /me/change_password');
      });

      test(`Clerk’s profile ${version} deletes the account after a reverification, and the address is free`, async () => {
        const screen = await open(address('eve'), '#/security');
        advance(STALE);
        await section(screen, 'danger').getByRole('button', { name: 'Delete account' }).click();
        await screen.type('deleteConfirmation', 'Delete account');
        await screen.page.getByRole('button', { name: 'Delete account' }).last().click();
        const dialog = screen.page.locator('.cl-modalContent');
        await dialog.locator('input[name=password]').fill(PASSWORD);
        const deleted = screen.page.waitForResponse(
          (answer) => answer.ok() && /\/me\?.*_method=DELETE/.test(answer.url()),
        );
        await dialog.locator('.cl-formButtonPrimary').click();
        // The screen then leaves for the page after a sign-out.
        await deleted;
        await screen.page.waitForURL((url) => !url.hash.includes('security'));
        await screen.go('SignIn');
        await screen.type('identifier', address('eve'));
        await screen.next();
        await screen.reads(/no account|find your account/i);
        await screen.close('403 /me', '422 /client/sign_ins');
      });
    });
  }
});
