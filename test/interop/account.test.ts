import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { type Site, startSite } from '../support/site.ts';
import { testWalletScript } from '../support/test-wallet-script.ts';
import { addVirtualAuthenticator } from '../support/virtual-authenticator.ts';
import {
  type AccountWindow,
  AUTHENTICATOR_APPS,
  EMAILS,
  type Operation,
  PASSKEYS,
  PASSWORD,
  PASSWORDS,
  PHONES,
  PROFILE,
  SECOND_EMAIL,
  SECOND_PHONES,
  WALLETS,
} from './account-operations.ts';
import { CLIENTS, named, openStock, stockPages } from './stock-page.ts';

const STRATEGY = 'oauth_custom_loop';
declare const window: AccountWindow;

for (const version of CLIENTS) {
  describe(`the own account through ${named(version)}`, () => {
    const client = named(version);
    const email = `ada.${version}+clerk_test@example.com`;
    let idp: OpenIdProvider;
    let site: Site;
    let browser: Browser;
    let page: Page;

    before(async () => {
      const redirectUris: string[] = [];
      idp = await startOpenIdProvider({
        clientId: 'app',
        clientSecret: 'secret',
        redirectUris,
        accounts: [{ sub: 'ada', email: 'at@work.example', email_verified: true }],
      });
      const provider = { provider: 'custom', slug: 'loop', name: 'Loop', issuer: idp.issuer } as const;
      [site, browser] = await Promise.all([
        startSite(stockPages, {
          attributes: { phoneNumber: 'optional', web3Wallet: 'optional', username: 'optional', password: 'optional' },
          secondFactors: { totp: true, phoneCode: true },
          passkeys: { enabled: true },
          emailLink: true,
          wallets: ['metamask'],
          oauth: [{ ...provider, clientId: 'app', clientSecret: 'secret' }],
        }),
        launchBrowser(),
      ]);
      redirectUris.push(`${site.origin}/v1/oauth_callback/loop`);
      const context = await browser.newContext();
      await context.addInitScript(await testWalletScript());
      page = await openStock(context, site.origin, version);
      await addVirtualAuthenticator(page);
      await page.evaluate(
        async (form) => {
          const { signUp } = window.Clerk.client;
          await signUp.create(form);
          await signUp.prepareEmailAddressVerification();
          const done = await signUp.attemptEmailAddressVerification({ code: '424242' });
          await window.Clerk.setActive({ session: done.createdSessionId });
        },
        { emailAddress: email, password: PASSWORD },
      );
    });
    after(async () => {
      await browser?.close();
      await site?.close();
      await idp?.close();
    });

    const table = (operations: Operation[]): void => {
      for (const { name, run, expected, since } of operations) {
        if (since && version === '5.128.0') continue;
        test(`${client} on the own account: ${name}`, async () => {
          assert.deepEqual(await page.evaluate(run), expected);
        });
      }
    };
    /** Signs in with the password in another browser. */
    const openOther = async (): Promise<Page> => {
      const other = await openStock(await browser.newContext(), site.origin, version);
      await other.evaluate(
        async (form) => {
          const done = await window.Clerk.client.signIn.create(form);
          await window.Clerk.setActive({ session: done.createdSessionId });
        },
        { identifier: SECOND_EMAIL, password: PASSWORD },
      );
      return other;
    };
    /** Goes to the provider and back to the page. The provider asks for the account the first time. */
    const authorize = async (url: string, asks: boolean): Promise<void> => {
      await page.goto(url);
      if (asks) {
        await page.getByLabel('Account').fill('ada');
        await page.getByRole('button', { name: 'Sign in' }).click();
      }
      await page.waitForURL(`${site.origin}/stock/${version}?*`);
      await page.evaluate(() => window.Clerk.load({ telemetry: false }));
    };

    table(PROFILE);
    table(PASSWORDS);
    table(EMAILS);

    test(`${client} on the own account: createEmailAddress and a link`, async () => {
      const to = 'third+clerk_test@example.com';
      const landing = `${site.origin}/stock/${version}`;
      const sent = page.waitForResponse(/\/prepare_verification/);
      await page.evaluate(
        async ([address, redirectUrl]) => {
          const added = await window.Clerk.user.createEmailAddress({ email: address });
          const flow = added.createEmailLinkFlow();
          window.waiting = flow.startEmailLinkFlow({ redirectUrl });
        },
        [to, landing] as const,
      );
      await (await sent).finished();
      const answer = await fetch(`${site.origin}/__dev/messages?to=${encodeURIComponent(to)}`);
      const [message] = (await answer.json()) as { url: string }[];
      const tab = await page.context().newPage();
      await tab.goto(message?.url ?? '');
      await tab.getByRole('button', { name: /^(Sign in|Confirm)$/ }).click();
      await tab.waitForURL(`${landing}?*`);
      await tab.close();
      const status = await page.evaluate(async () => {
        await window.waiting;
        const added = window.Clerk.user.emailAddresses.find((each) => each.emailAddress.startsWith('third'));
        const status = added?.verification.status;
        await added?.destroy();
        return [status, window.Clerk.user.emailAddresses.length];
      });
      assert.deepEqual(status, ['verified', 1]);
    });

    table(WALLETS);
    table(PASSKEYS);

    test(`${client} on the own account: createExternalAccount`, async () => {
      const redirectUrl = `/stock/${version}?connected`;
      const url = await page.evaluate(
        async ([strategy, to]) => {
          const account = await window.Clerk.user.createExternalAccount({ strategy, redirectUrl: to });
          return String(account.verification?.externalVerificationRedirectURL);
        },
        [STRATEGY, redirectUrl] as const,
      );
      await authorize(url, true);
      const seen = await page.evaluate(() =>
        window.Clerk.user.verifiedExternalAccounts.map(({ provider, emailAddress }) => [provider, emailAddress]),
      );
      assert.deepEqual(seen, [['custom_loop', 'at@work.example']]);
    });

    test(`${client} on the own account: reauthorize with more scopes`, async () => {
      const url = await page.evaluate(async (redirectUrl) => {
        const [account] = window.Clerk.user.externalAccounts;
        const again = await account?.reauthorize({ redirectUrl, additionalScopes: ['phone'] });
        return String(again?.verification?.externalVerificationRedirectURL);
      }, `/stock/${version}?again`);
      assert.ok(new URL(url).searchParams.get('scope')?.split(' ').includes('phone'));
      await authorize(url, false);
      const status = await page.evaluate(() => window.Clerk.user.externalAccounts[0]?.verification?.status);
      assert.equal(status, 'verified');
    });

    test(`${client} on the own account: destroy a connected account`, async () => {
      const left = await page.evaluate(async () => {
        await window.Clerk.user.externalAccounts[0]?.destroy();
        return window.Clerk.user.externalAccounts.length;
      });
      assert.equal(left, 0);
    });

    test(`${client} on the own account: getSessions and revoke`, async () => {
      const other = await openOther();
      const seen = await page.evaluate(async () => {
        const sessions = await window.Clerk.user.getSessions();
        const own = window.Clerk.client.lastActiveSessionId;
        const revoked = await sessions.find(({ id }) => id !== own)?.revoke();
        return [sessions.length, revoked?.status];
      });
      assert.deepEqual(seen, [2, 'revoked']);
      await other.reload();
      await other.evaluate(() => window.Clerk.load({ telemetry: false }));
      assert.equal(await other.evaluate(() => window.Clerk.user?.id ?? null), null);
      await other.context().close();
    });

    table(PHONES);
    table(SECOND_PHONES);

    test(`${client} on the own account: createTOTP`, async () => {
      const secret = await page.evaluate(async () => (await window.Clerk.user.createTOTP()).secret ?? '');
      const code = TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() });
      await page.evaluate((typed) => {
        window.code = typed;
      }, code);
      assert.match(secret, /^[A-Z2-7]{16,}$/);
    });
    table(AUTHENTICATOR_APPS);

    test(`${client} on the own account: delete`, async () => {
      const other = await openOther();
      // Each client learns at a time of its own that the session is over.
      await other.evaluate(() => {
        window.user = window.Clerk.user;
      });
      const seen = await page.evaluate(async () => {
        await window.Clerk.user.delete();
        return [window.Clerk.user ?? null, window.Clerk.client.sessions.length];
      });
      assert.deepEqual(seen, [null, 0]);
      const codes = await other.evaluate(async (identifier) => {
        const read = ({ errors: [error] }: { errors: { code: string }[] }) => error?.code;
        const changed = await window.user.update({ firstName: 'Eve' }).then(() => 'changed', read);
        const found = await window.Clerk.client.signIn.create({ identifier }).then(() => 'found', read);
        return [changed, found];
      }, SECOND_EMAIL);
      assert.deepEqual(codes, ['authentication_invalid', 'form_identifier_not_found']);
    });
  });
}
