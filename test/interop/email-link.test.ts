import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { hideDriver, launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { CLIENTS, named, openStock, stockPages } from './stock-page.ts';

interface LinkFlow<Resource> {
  startEmailLinkFlow(params: Record<string, unknown>): Promise<Resource>;
  cancelEmailLinkFlow(): void;
}
interface Attempt {
  status: string;
  createdSessionId: string | null;
  firstFactorVerification: { status: string; verifiedFromTheSameClient(): boolean };
  verifications: { emailAddress: { status: string } };
  supportedFirstFactors: { strategy: string; emailAddressId?: string }[];
  supportedSecondFactors: { strategy: string; emailAddressId?: string }[] | null;
  create(params: Record<string, unknown>): Promise<Attempt>;
  createEmailLinkFlow(): LinkFlow<Attempt>;
}
declare const window: {
  waiting: Promise<unknown>;
  Clerk: {
    client: { signIn: Attempt; signUp: Attempt; signedInSessions: { id: string }[] };
    user: {
      primaryEmailAddress: { emailAddress: string };
      createEmailAddress(params: { email: string }): Promise<{
        createEmailLinkFlow(): LinkFlow<{ verification: { status: string } }>;
      }>;
    } | null;
    load(options: Record<string, unknown>): Promise<void>;
    setActive(params: { session: string | null }): Promise<void>;
    signOut(done: () => void): Promise<void>;
    handleEmailLinkVerification(
      params: Record<string, unknown>,
      navigate?: (to: string) => Promise<unknown>,
    ): Promise<unknown>;
  };
};

for (const version of CLIENTS) {
  describe(`email links with ${named(version)}`, () => {
    const email = `ada.${version}@example.com`;
    let site: Site;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    let landing = '';

    before(async () => {
      [site, browser] = await Promise.all([
        startSite(stockPages, { emailLink: true, clientTrust: true }),
        launchBrowser(),
      ]);
      context = await browser.newContext();
      page = await openStock(context, site.origin, version);
      landing = `${site.origin}/stock/${version}`;
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    /**
     * Runs a step that sends a link in the page that waits for it. The answer to the request that sends the link brings
     * a new cookie, so a link that is opened earlier belongs to another browser. A reader of mail is never that fast.
     */
    async function send<Result>(waiting: Page, step: () => Promise<Result>): Promise<Result> {
      const [answer, result] = await Promise.all([waiting.waitForResponse(/\/prepare_/), step()]);
      await answer.finished();
      return result;
    }

    /** Opens the newest link to an address and confirms it. Returns the landing page with Clerk loaded. */
    async function follow(to: string, where = context): Promise<Page> {
      const answer = await fetch(`${site.origin}/__dev/messages?to=${encodeURIComponent(to)}`);
      const [message] = (await answer.json()) as { url?: string }[];
      assert.ok(message?.url, `No link was sent to ${to}.`);
      const tab = await where.newPage();
      await tab.goto(message.url);
      await tab.getByRole('button', { name: /^(Sign in|Confirm)$/ }).click();
      await tab.waitForURL(`${landing}?*`);
      await tab.evaluate(() => window.Clerk.load({ telemetry: false }));
      return tab;
    }

    /** Calls `handleEmailLinkVerification` on the landing page. Returns where the call went, or the code that it threw. */
    const handle = (tab: Page): Promise<string> =>
      tab.evaluate(async () => {
        let went = 'nowhere';
        const navigate = async (to: string) => {
          went = to;
        };
        const onOtherDevice = () => {
          went = 'other device';
        };
        try {
          const params = { redirectUrl: '/continue', onVerifiedOnOtherDevice: onOtherDevice };
          await window.Clerk.handleEmailLinkVerification(params, navigate);
        } catch (error) {
          return String((error as { code?: string }).code ?? error);
        }
        return window.Clerk.user ? `signed in as ${window.Clerk.user.primaryEmailAddress.emailAddress}` : went;
      });

    test(`${named(version)} signs up with a link, and the waiting tab sees the new account`, async () => {
      await send(page, () =>
        page.evaluate(
          async ({ emailAddress, redirectUrl }) => {
            const signUp = await window.Clerk.client.signUp.create({ emailAddress, password: 'a fine long password' });
            window.waiting = signUp.createEmailLinkFlow().startEmailLinkFlow({ redirectUrl });
          },
          { emailAddress: email, redirectUrl: landing },
        ),
      );
      await waitForMail(email);
      const tab = await follow(email);
      assert.equal(await handle(tab), `signed in as ${email}`);
      const seen = await page.evaluate(async () => {
        const done = (await window.waiting) as Attempt;
        await window.Clerk.setActive({ session: done.createdSessionId });
        return [
          done.status,
          done.verifications.emailAddress.status,
          window.Clerk.user?.primaryEmailAddress.emailAddress,
        ];
      });
      assert.deepEqual(seen, ['complete', 'verified', email]);
      await tab.close();
    });

    test(`${named(version)} verifies another address with a link`, async () => {
      const other = `other.${version}@example.com`;
      await send(page, () =>
        page.evaluate(
          async ({ address, redirectUrl }) => {
            const created = await window.Clerk.user?.createEmailAddress({ email: address });
            window.waiting = created?.createEmailLinkFlow().startEmailLinkFlow({ redirectUrl }) ?? Promise.reject();
          },
          { address: other, redirectUrl: landing },
        ),
      );
      await waitForMail(other);
      const tab = await follow(other);
      const status = await page.evaluate(
        async () => ((await window.waiting) as { verification: { status: string } }).verification.status,
      );
      assert.equal(status, 'verified');
      await tab.close();
    });

    const start = () =>
      send(page, () =>
        page.evaluate(
          async ({ identifier, redirectUrl }) => {
            const signIn = await window.Clerk.client.signIn.create({ identifier });
            const factor = signIn.supportedFirstFactors.find(({ strategy }) => strategy === 'email_link');
            const { emailAddressId } = factor ?? {};
            window.waiting = signIn.createEmailLinkFlow().startEmailLinkFlow({ emailAddressId, redirectUrl });
          },
          { identifier: email, redirectUrl: landing },
        ),
      );

    test(`${named(version)} signs in with a link in the waiting tab and on the landing page`, async () => {
      await page.evaluate(() => window.Clerk.signOut(() => {}));
      site.advance(60_000);
      const before = await mailsTo(email);
      await start();
      await waitForMail(email, before + 1);
      const tab = await follow(email);
      assert.equal(await handle(tab), `signed in as ${email}`);
      const seen = await page.evaluate(async () => {
        const done = (await window.waiting) as Attempt;
        const { firstFactorVerification: verification } = done;
        await window.Clerk.setActive({ session: done.createdSessionId });
        return [done.status, verification.status, verification.verifiedFromTheSameClient(), window.Clerk.user !== null];
      });
      assert.deepEqual(seen, ['complete', 'verified', true, true]);
      await tab.close();
    });

    test(`another browser is told to go back, and the email link of ${named(version)} stays valid`, async () => {
      await page.evaluate(() => window.Clerk.signOut(() => {}));
      site.advance(60_000);
      const before = await mailsTo(email);
      await start();
      await waitForMail(email, before + 1);
      const another = await browser.newContext();
      await hideDriver(another);
      const answer = await fetch(`${site.origin}/__dev/messages?to=${encodeURIComponent(email)}`);
      const [message] = (await answer.json()) as { url: string }[];
      const foreign = await another.newPage();
      await foreign.goto(message?.url ?? '');
      assert.equal(await foreign.getByRole('heading').innerText(), 'Open this link where you started');
      await another.close();
      const tab = await follow(email);
      assert.equal(await page.evaluate(async () => ((await window.waiting) as Attempt).status), 'complete');
      await tab.close();
    });

    // The older version has no such step.
    if (version !== '5.128.0') {
      test(`${named(version)} verifies an unknown device with a link after the password`, async () => {
        site.advance(60_000);
        const before = await mailsTo(email);
        const another = await browser.newContext();
        const other = await openStock(another, site.origin, version);
        const status = await send(other, () =>
          other.evaluate(
            async ({ identifier, redirectUrl }) => {
              const signIn = await window.Clerk.client.signIn.create({ identifier, password: 'a fine long password' });
              const factor = signIn.supportedSecondFactors?.find(({ strategy }) => strategy === 'email_link');
              const { emailAddressId } = factor ?? {};
              window.waiting = signIn.createEmailLinkFlow().startEmailLinkFlow({ emailAddressId, redirectUrl });
              return signIn.status;
            },
            { identifier: email, redirectUrl: landing },
          ),
        );
        assert.equal(status, 'needs_client_trust');
        await waitForMail(email, before + 1);
        assert.equal(await handle(await follow(email, another)), `signed in as ${email}`);
        assert.equal(await other.evaluate(async () => ((await window.waiting) as Attempt).status), 'complete');
        await another.close();
      });
    }

    test(`${named(version)} reports an expired link`, async () => {
      const tab = await context.newPage();
      await tab.goto(`${landing}?__clerk_status=expired`);
      await tab.evaluate(() => window.Clerk.load({ telemetry: false }));
      assert.equal(await handle(tab), 'expired');
      await tab.goto(`${landing}?__clerk_status=client_mismatch`);
      await tab.evaluate(() => window.Clerk.load({ telemetry: false }));
      assert.equal(await handle(tab), 'client_mismatch');
      await tab.close();
    });

    async function mailsTo(to: string): Promise<number> {
      const answer = await fetch(`${site.origin}/__dev/messages?to=${encodeURIComponent(to)}`);
      return ((await answer.json()) as unknown[]).length;
    }

    /** Waits until the server has sent the email. */
    async function waitForMail(to: string, count = 1): Promise<void> {
      await page.waitForFunction(
        async ([url, wanted]) => {
          const messages = (await (await fetch(url)).json()) as unknown[];
          return messages.length >= wanted;
        },
        [`/__dev/messages?to=${encodeURIComponent(to)}`, count] as const,
        { polling: 100 },
      );
    }
  });
}
