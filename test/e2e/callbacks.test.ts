import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { type Site, startSite } from '../support/site.ts';
import { signUp, userButton } from './steps.ts';

const STRATEGY = 'oauth_custom_loop';
const PASSWORD = 'violet kettle on a northern roof';

interface Attempt {
  id?: string;
  create(params: object): Promise<Attempt>;
  authenticateWithRedirect(params: object): Promise<void>;
  prepareFirstFactor(params: object): Promise<Attempt>;
  supportedFirstFactors?: { strategy: string; emailAddressId?: string }[];
}
interface Headless {
  Clerk: {
    load(): Promise<void>;
    user: { id: string } | null;
    session?: { id: string } | null;
    client: { signIn: Attempt; signUp: Attempt };
  };
}
declare const window: Headless;

const pages = authPages({
  others(pathname) {
    if (pathname === '/plain' || pathname === '/done') return '<clerk-user-button></clerk-user-button>';
    if (pathname === '/sso') {
      const targets = 'sign-in-force-redirect-url="/done?in" sign-up-force-redirect-url="/done?up"';
      return `<clerk-sso-callback sign-in-url="/sign-in" sign-up-url="/sign-up" ${targets}></clerk-sso-callback>`;
    }
    if (pathname === '/verify') {
      return '<clerk-email-link-verify redirect-url-complete="/done" sign-in-url="/sign-in"></clerk-email-link-verify>';
    }
    return pathname === '/waitlist' ? '<clerk-waitlist></clerk-waitlist>' : undefined;
  },
});

describe('the pages that providers and emailed links lead back to', () => {
  let idp: OpenIdProvider;
  let site: Site;
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  before(async () => {
    const redirectUris: string[] = [];
    idp = await startOpenIdProvider({
      clientId: 'app',
      clientSecret: 'secret',
      redirectUris,
      accounts: ['ada', 'bo'].map((sub) => ({ sub, email: `${sub}@example.com`, email_verified: true })),
    });
    const provider = { provider: 'custom', slug: 'loop', name: 'Loop', issuer: idp.issuer } as const;
    const oauth = [{ ...provider, clientId: 'app', clientSecret: 'secret' }];
    const config = { oauth, emailLink: true, captcha: { provider: 'proof_of_work' } } as const;
    [site, browser] = await Promise.all([startSite(pages, config), launchBrowser()]);
    redirectUris.push(`${site.origin}/v1/oauth_callback/loop`);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await idp?.close();
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    // This passes the limits of emails to one address.
    site.advance(3_600_000);
  });

  async function open(path: string, context?: BrowserContext): Promise<Page> {
    const own = context ?? (await browser.newContext());
    if (!context) contexts.push(own);
    const page = await own.newPage();
    await page.goto(site.origin + path);
    return page;
  }

  /** Signs in at the provider and comes back to the page of the element. */
  async function authorize(page: Page, account: string | null): Promise<void> {
    await page.waitForFunction(() => !!(window as Partial<Headless>).Clerk);
    await page.evaluate(() => window.Clerk.load());
    await page.evaluate(
      ({ strategy, origin }) =>
        void window.Clerk.client.signIn.authenticateWithRedirect({
          strategy,
          redirectUrl: `${origin}/sso`,
          redirectUrlComplete: `${origin}/done?direct`,
        }),
      { strategy: STRATEGY, origin: site.origin },
    );
    await page.waitForURL(`${idp.issuer}/interaction/**`);
    if (account === null) return page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByLabel('Account').fill(account);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  /** Waits until a user is signed in. */
  const userId = async (page: Page): Promise<string | undefined> => {
    await page.waitForFunction(() => !!(window as Partial<Headless>).Clerk?.user);
    return page.evaluate(() => window.Clerk.user?.id);
  };

  it('<clerk-sso-callback> makes an account for a stranger, and a second visit is harmless', async () => {
    const page = await open('/plain');
    await authorize(page, 'ada');
    await page.waitForURL(`${site.origin}/done?up`);
    await userButton(page).waitFor();
    const id = await userId(page);
    await page.goto(`${site.origin}/sso`);
    await page.waitForURL(`${site.origin}/done?in`);
    await userButton(page).waitFor();
    assert.equal(await userId(page), id);
  });

  it('<clerk-sso-callback> says that the user declined, also after a reload, and leads back to sign-in', async () => {
    const page = await open('/plain');
    await authorize(page, null);
    const title = page.locator('clerk-sso-callback .cl-headerTitle');
    await title.filter({ hasText: 'Signing in did not work' }).waitFor();
    await page.waitForURL(`${site.origin}/sso`);
    await page.reload();
    await title.filter({ hasText: 'Signing in did not work' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/sign-in/);
    await page.locator('input[name=identifier]').waitFor();
  });

  it('<clerk-sso-callback> leads a visitor who comes from nowhere to sign-in', async () => {
    const page = await open('/sso');
    await page.waitForURL(/\/sign-in/);
  });

  const lastLink = async (to: string): Promise<string> => {
    const answer = await fetch(`${site.origin}/__dev/messages?to=${encodeURIComponent(to)}`);
    const messages = (await answer.json()) as { url?: string }[];
    const url = messages.find((message) => message.url)?.url;
    assert.ok(url, `No link was sent to ${to}.`);
    return url;
  };

  /** Asks for a link to sign in that leads to the page of the element. */
  async function askForLink(page: Page, identifier: string): Promise<void> {
    await page.waitForFunction(() => !!(window as Partial<Headless>).Clerk);
    await page.evaluate(
      async ({ identifier, redirectUrl }) => {
        await window.Clerk.load();
        const attempt = await window.Clerk.client.signIn.create({ identifier });
        const { emailAddressId } =
          attempt.supportedFirstFactors?.find(({ strategy }) => strategy === 'email_link') ?? {};
        await attempt.prepareFirstFactor({ strategy: 'email_link', emailAddressId, redirectUrl });
      },
      { identifier, redirectUrl: `${site.origin}/verify` },
    );
  }

  it('<clerk-email-link-verify> goes on in the browser that asked, and says elsewhere what became of the link', async () => {
    const owner = await open('/sign-up');
    await signUp(owner, site, { emailAddress: 'cy@example.com', password: PASSWORD });
    await userButton(owner).waitFor();

    // This passes the pause between two emails to one address.
    site.advance(120_000);
    const page = await open('/plain');
    await askForLink(page, 'cy@example.com');
    const link = await lastLink('cy@example.com');
    await page.goto(link);
    const confirm = page.getByRole('button');
    if (!page.url().startsWith(`${site.origin}/verify`)) await confirm.first().click();
    await page.waitForURL(`${site.origin}/done`);
    await userButton(page).waitFor();

    // What became of a link that cannot be used is in the URL, and does not stay there.
    const other = await open('/verify?__clerk_status=expired&tab=1');
    const title = other.locator('clerk-email-link-verify .cl-headerTitle').filter({ hasText: 'has expired' });
    await title.waitFor();
    await other.waitForURL(`${site.origin}/verify?tab=1`);
    await other.reload();
    await title.waitFor();
    await other.keyboard.press('Enter');
    await other.waitForURL(/\/sign-in/);
  });

  it('the page of emailed links signs nobody in by what its URL says', async () => {
    const owner = await open('/sign-up');
    await signUp(owner, site, { emailAddress: 'eve@example.com', password: PASSWORD });
    // The button shows the user before the client is applied.
    await owner.waitForFunction(() => !!window.Clerk.session);
    const session = await owner.evaluate(() => window.Clerk.session?.id);
    const page = await open(`/verify?__clerk_status=verified&__clerk_created_session=${session}`);
    await page.locator('clerk-email-link-verify .cl-headerTitle').waitFor();
    await page.evaluate(() => window.Clerk.load());
    assert.equal(await page.evaluate(() => window.Clerk.user), null);
    await page.waitForURL(`${site.origin}/verify`);
  });
});

describe('the waitlist', () => {
  let site: Site;
  let browser: Browser;
  before(async () => {
    [site, browser] = await Promise.all([startSite(pages, { signUp: { mode: 'waitlist' } }), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  it('<clerk-waitlist> puts an address on the list by the keyboard alone', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${site.origin}/waitlist#/?email_address=dora%40example.com`);
    const input = page.locator('clerk-waitlist input[name=emailAddress]');
    await input.waitFor();
    assert.equal(await input.inputValue(), 'dora@example.com');
    await input.focus();
    await page.keyboard.press('Enter');
    await page.locator('.cl-headerTitle').filter({ hasText: 'You are on the list' }).waitFor();
  });
});
