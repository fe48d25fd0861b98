import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser, BrowserContext, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { type OwnSite, startOwnSite } from '../support/own-site.ts';
import { type Site, startSite } from '../support/site.ts';
import { TestBrowser } from '../support/test-browser.ts';

const PASSWORD = 'violet kettle on a northern roof';
const NEW_PASSWORD = 'seven quiet boats at the long pier';
const CODE = '424242';
/** Where pictures of each step go; nowhere without the variable. */
const SHOTS = process.env.STEP_SHOTS;

describe('without JavaScript, on the pages of a server', () => {
  let browser: Browser;
  let site: Site;
  let other: OwnSite;
  let provider: OpenIdProvider;
  /** Milliseconds that the server's clock is ahead. */
  let ahead = 0;
  const advance = (ms: number) => {
    ahead += ms;
    site.advance(ms);
  };

  before(async () => {
    const redirectUris: string[] = [];
    provider = await startOpenIdProvider({
      clientId: 'app',
      clientSecret: 'secret',
      redirectUris,
      accounts: [{ sub: 'olga', email: 'olga@example.com', email_verified: true, given_name: 'Olga' }],
    });
    other = await startOwnSite(() => site);
    site = await startSite(
      () => undefined,
      async (origin) => ({
        hostedPages: true,
        allowedOrigins: [origin, other.origin],
        homeUrl: origin,
        signInUrl: `${origin}/sign-in`,
        secondFactors: { totp: true },
        oauth: [
          {
            provider: 'custom',
            slug: 'loop',
            name: 'Loop',
            issuer: provider.issuer,
            clientId: 'app',
            clientSecret: 'secret',
          },
        ],
        password: { breachCheck: false },
      }),
    );
    redirectUris.push(`${site.origin}/v1/oauth_callback/loop`);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await other?.close();
    await site?.close();
    await provider?.close();
  });

  /** A page whose browser runs no scripts. */
  async function open(path = '/sign-in', from = site.origin): Promise<Page> {
    const context: BrowserContext = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(from + path);
    return page;
  }

  const email = (name: string) => `${name}+clerk_test@example.com`;
  // Some are links by their role, and those of a <noscript> have no text for `getByText`.
  const press = (page: Page, name: string | RegExp) =>
    page
      .locator('button:visible, a:visible')
      .filter({ hasText: typeof name === 'string' ? new RegExp(`^\\s*${name}\\s*$`) : name })
      .first()
      .click();
  const type = (page: Page, name: string, value: string) => page.locator(`input[name=${name}]`).fill(value);

  /** Signs up a user through the forms, and returns the page that is signed in. */
  async function signUp(name: string): Promise<Page> {
    const page = await open('/sign-up');
    await shoot(page, 'sign-up');
    await type(page, 'emailAddress', email(name));
    await type(page, 'password', PASSWORD);
    await press(page, 'Continue');
    await page.waitForURL('**/sign-up/verify-email-address');
    await shoot(page, 'sign-up-code');
    await type(page, 'code', CODE);
    await press(page, 'Continue');
    await page.waitForURL('**/user');
    return page;
  }

  it('a visitor signs up with a code from a mail, sees who is signed in, and signs out', async () => {
    const page = await open('/sign-up');
    await type(page, 'emailAddress', 'ada@example.com');
    await type(page, 'password', PASSWORD);
    await press(page, 'Continue');
    await page.waitForURL('**/sign-up/verify-email-address');
    await type(page, 'code', '000000');
    await press(page, 'Continue');
    await page.locator('input[name=code][aria-invalid=true]').waitFor();
    await shoot(page, 'sign-up-wrong-code');
    await type(page, 'code', await site.lastCode('ada@example.com'));
    await press(page, 'Continue');
    await page.waitForURL('**/user');
    assert.match(await page.content(), /ada@example\.com/);
    await shoot(page, 'user');
    await press(page, /^Sign out/);
    await page.waitForURL('**/sign-in');
    await page.context().close();
  });

  it('a visitor mistypes the password, then signs in, and reaches the page that sent them', async () => {
    await (await signUp('bo')).context().close();
    const page = await open('/sign-in?redirect_url=/user');
    await shoot(page, 'sign-in');
    await type(page, 'identifier', email('bo'));
    await type(page, 'password', 'something else entirely');
    await press(page, 'Continue');
    await page.locator('input[name=password][aria-invalid=true]').waitFor();
    await shoot(page, 'wrong-password');
    assert.equal(await page.locator('input[name=identifier]').inputValue(), email('bo'));
    assert.equal(await page.locator('input[name=password]').inputValue(), '');
    await type(page, 'password', PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/user');
    await page.context().close();
  });

  it('a visitor who forgot the password sets a new one', async () => {
    await (await signUp('cleo')).context().close();
    advance(61_000);
    const page = await open();
    await type(page, 'identifier', email('cleo'));
    await press(page, /^Forgot password/);
    await page.waitForURL('**/sign-in/factor-one');
    await shoot(page, 'forgot');
    await type(page, 'code', CODE);
    await press(page, 'Continue');
    await page.waitForURL('**/sign-in/reset-password');
    await shoot(page, 'reset-password');
    await type(page, 'password', NEW_PASSWORD);
    await press(page, /Continue|Reset|Set/);
    await page.waitForURL(/reset-password-(done|success)/);
    await shoot(page, 'reset-done');
    await press(page, /Continue/);
    await page.waitForURL('**/user');
    await page.context().close();
  });

  it('a visitor uses a code in place of the password', async () => {
    await (await signUp('dan')).context().close();
    advance(61_000);
    const page = await open();
    await type(page, 'identifier', email('dan'));
    await press(page, 'Use another method');
    await page.waitForURL('**/sign-in/factor-one?choose=another');
    await shoot(page, 'another-method');
    await press(page, /code/i);
    await page.waitForURL('**/sign-in/factor-one');
    await shoot(page, 'email-code');
    await type(page, 'code', CODE);
    await press(page, 'Continue');
    await page.waitForURL('**/user');
    await page.context().close();
  });

  it('a visitor types the code of an authenticator app after the password', async () => {
    const first = await signUp('eve');
    const cookies = await first.context().cookies();
    await first.context().close();
    const owner = new TestBrowser(fetch, site.origin, site.origin, 'test');
    for (const { name, value } of cookies) owner.cookies.set(name, value);
    const { secret } = (await owner.post('/v1/me/totp')).response;
    const app = new TOTP({ secret: Secret.fromBase32(secret) });
    const verified = await owner.post('/v1/me/totp/attempt_verification', {
      code: app.generate({ timestamp: Date.now() + ahead }),
    });
    assert.equal(verified.status, 200);
    const page = await open();
    await type(page, 'identifier', email('eve'));
    await type(page, 'password', PASSWORD);
    await press(page, 'Continue');
    await page.waitForURL('**/sign-in/factor-two');
    await shoot(page, 'totp');
    advance(60_000);
    await type(page, 'code', app.generate({ timestamp: Date.now() + ahead }));
    await press(page, 'Continue');
    await page.waitForURL('**/user');
    await page.context().close();
  });

  it('a visitor signs in at a provider, and comes back', async () => {
    const page = await open();
    await press(page, /Loop/);
    await page.locator('input[name=account]').fill('olga');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/user');
    await page.context().close();
  });

  it('a visitor with two accounts chooses one of them', async () => {
    const page = await signUp('fay');
    await page.goto(`${site.origin}/sign-up`);
    await type(page, 'emailAddress', email('gus'));
    await type(page, 'password', PASSWORD);
    await press(page, 'Continue');
    await type(page, 'code', CODE);
    await press(page, 'Continue');
    await page.waitForURL('**/user');
    await page.goto(`${site.origin}/sign-in/choose`);
    await shoot(page, 'choose');
    await press(page, /fay/);
    await page.waitForURL('**/user');
    await page.goto(`${site.origin}/sign-in/choose`);
    await press(page, 'Sign out of all accounts');
    await page.waitForURL('**/sign-in');
    await page.context().close();
  });

  for (const policy of ['strict-origin-when-cross-origin', 'no-referrer']) {
    it(`a form in the page of another site with the policy ${policy} goes on at the server`, async () => {
      await (await signUp(policy === 'no-referrer' ? 'hal' : 'ivy')).context().close();
      const address = email(policy === 'no-referrer' ? 'hal' : 'ivy');
      other.referrer = policy;
      const page = await open('/', other.origin);
      await shoot(page, 'own-site');
      await type(page, 'identifier', address);
      await type(page, 'password', PASSWORD);
      await press(page, 'Continue');
      if (policy === 'no-referrer') {
        await page.waitForURL((url) => url.origin === site.origin);
        assert.match(await page.content(), /Nothing was sent yet/);
        await shoot(page, 'origin-hidden');
        assert.equal(await page.locator('input[name=identifier]').inputValue(), address);
        await type(page, 'password', PASSWORD);
        await press(page, 'Continue');
      }
      await page.waitForURL((url) => url.origin !== other.origin && !url.pathname.startsWith('/sign-in'));
      await page.goto(`${site.origin}/user`);
      assert.ok((await page.content()).includes(address));
      await page.context().close();
    });
  }

  it('every other control in the page of another site goes on at the server, and what needs a script is out of sight', async () => {
    await (await signUp('jon')).context().close();
    advance(61_000);
    other.referrer = 'strict-origin-when-cross-origin';
    const page = await open('/comes-back', other.origin);
    assert.equal(await page.getByRole('button', { name: 'Show password' }).count(), 0);
    await type(page, 'identifier', email('jon'));
    await press(page, /^Forgot password/);
    await page.waitForURL(`${site.origin}/sign-in/factor-one*`);
    await type(page, 'code', CODE);
    await press(page, 'Continue');
    await page.waitForURL('**/sign-in/reset-password*');
    await page.goto(`${other.origin}/comes-back`);
    await press(page, /Loop/);
    await page.locator('input[name=account]').fill('olga');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((url) => url.origin === other.origin);
    await page.goto(`${site.origin}/user`);
    assert.match(await page.content(), /olga@example\.com/);
    await page.context().close();
  });

  it('a form that no page could read says that it needs JavaScript, and shows nothing that does not work', async () => {
    const page = await open('/without-pages', other.origin);
    await shoot(page, 'no-pages');
    await page.getByText(/^This form needs JavaScript/).waitFor();
    assert.equal(await page.locator('button:visible, input:visible, form:visible').count(), 0);
    assert.equal(await page.locator('.cl-dividerRow:visible').count(), 0);
    await page.context().close();
  });
});

async function shoot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({ path: `${SHOTS}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
}
