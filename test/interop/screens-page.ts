import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { answerHttps } from '../support/answer-https.ts';
import { hideDriver } from '../support/browser.ts';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { html, type Pages, type Site, startSite } from '../support/site.ts';

const OLD = 'node_modules/@clerk/clerk-js-5/dist';
/**
 * The published builds with Clerk's own screens, byte for byte. Since version 6 the screens are a separate package; that
 * version comes from the server, as for Clerk's own SDKs.
 */
export const SCREENS = {
  '6.40.0': {
    scripts: ['/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js', '/__clerk/npm/@clerk/ui@1/dist/ui.browser.js'],
  },
  '5.128.0': { scripts: ['/screens/5.128.0/clerk.browser.js'] },
} as const;

export type ScreensVersion = keyof typeof SCREENS;
export type Screen = 'SignIn' | 'SignUp' | 'UserProfile' | 'Waitlist' | 'home';

/** The code that every test address and number accepts without a message. */
export const TEST_CODE = '424242';

/** Serves `/screens/<version>/<Screen>`, a page with one of the screens, and the files that its scripts request. */
const screensPages: Pages = async (url, config) => {
  const [, kind, version = '', name = ''] = url.pathname.split('/');
  const build = SCREENS[version as ScreensVersion];
  if (kind !== 'screens' || !build) return undefined;
  if (name.endsWith('.js')) return serveFile(name);
  const base = `/screens/${version}`;
  const options = {
    telemetry: false,
    signInUrl: `${base}/SignIn`,
    signUpUrl: `${base}/SignUp`,
    waitlistUrl: `${base}/Waitlist`,
    signInFallbackRedirectUrl: `${base}/home`,
    signUpFallbackRedirectUrl: `${base}/home`,
    afterSignOutUrl: `${base}/SignIn`,
  };
  const tags = build.scripts.map(
    (script) => `<script src="${script}" data-clerk-publishable-key="${config.publishableKey}"
      data-clerk-proxy-url="/__clerk"></script>`,
  );
  return html(`<main id="screen"></main>${tags.join('')}<script>
    const ClerkUI = window.__internal_ClerkUICtor;
    Clerk.load({ ...${JSON.stringify(options)}, ...(ClerkUI && { ui: { ClerkUI } }) }).then(() => {
      document.body.dataset.loaded = '';
      Clerk['mount${name}']?.(document.getElementById('screen'), { withSignUp: ${url.searchParams.has('withSignUp')} });
    });
  </script>`);
};

/** Starts a site with these pages, whose server answers the addresses of Clerk's scripts with Clerk's own packages. */
export function startScreens(
  input: Partial<ConfigInput> | ((origin: string) => Promise<Partial<ConfigInput>>) = {},
): Promise<Site> {
  const installed = { sdkScripts: 'installed' } as const;
  return startSite(screensPages, async (origin) => ({
    ...installed,
    ...(typeof input === 'function' ? await input(origin) : input),
  }));
}

async function serveFile(name: string): Promise<Response> {
  const bytes = await readFile(path.join(OLD, path.basename(name))).catch(() => undefined);
  if (!bytes) return new Response(null, { status: 404 });
  const headers = { 'content-type': 'text/javascript', 'cache-control': 'public, max-age=3600' };
  return new Response(new Uint8Array(bytes), { headers });
}

/** Replaces the pictures of wallets and big providers, which a host of Clerk serves. */
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>';
/** Replaces Cloudflare's script with a bot check that always passes. */
const CAPTCHA = `window.turnstile = {
  render(container, { callback }) { setTimeout(() => callback('a token')); return 'widget'; },
  remove() {}, reset() {},
};`;
/**
 * What is no fault: the browser logs a refused request a second time, and Clerk's screens count the seconds until they are
 * there. A screen that never comes fails the test by itself.
 */
const NO_FAULT = /^Failed to load resource|^\[Clerk UI\] Component renderer did not mount within 10s/;

interface ScreensClerk {
  client: { signUp: Record<'create' | 'prepareVerification' | 'attemptVerification', StockCall> };
  user: { id: string };
  setActive(params: object): Promise<void>;
  signOut(done: () => void): Promise<void>;
}

type StockCall = (params: object) => Promise<{ createdSessionId: string; status: string }>;

declare const window: { Clerk: ScreensClerk };

/** One of Clerk's screens in a new browser, as a user sees and uses it. */
export class ScreenPage {
  readonly page: Page;
  readonly #base: string;
  readonly #faults: string[] = [];
  readonly #preparing: Promise<unknown>[] = [];
  #opened: string | undefined;

  private constructor(page: Page, base: string) {
    this.page = page;
    this.#base = base;
    const note = (fault: string): void => void this.#faults.push(fault);
    page.on('pageerror', ({ message }) => note(message));
    page.on('console', (said) => {
      if (said.type() === 'error' && !NO_FAULT.test(said.text())) note(said.text());
    });
    page.on('request', (request) => {
      if (!/\/prepare_/.test(request.url())) return;
      this.#preparing.push(request.response().then((answer) => answer?.finished()));
    });
    page.on('response', (answer) => {
      const { pathname } = new URL(answer.url());
      const step = pathname.replace(/^\/__clerk\/v1|\/$/g, '').replaceAll(/[a-z]+_\w{27}/g, '…');
      if (answer.status() >= 400) note(`${answer.status()} ${step}`);
    });
  }

  /** @param script runs before the page's own scripts, as that of an extension does */
  static async open(browser: Browser, origin: string, version: ScreensVersion, script = ''): Promise<ScreenPage> {
    const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' });
    await hideDriver(context);
    // The empty page in a new tab is not a secure context.
    if (script) await context.addInitScript(`if (isSecureContext) { ${script} }`);
    return ScreenPage.#in(context, `${origin}/screens/${version}`);
  }

  static async #in(context: BrowserContext, base: string): Promise<ScreenPage> {
    const page = await context.newPage();
    await answerHttps(page, ({ hostname }) =>
      hostname === 'challenges.cloudflare.com'
        ? { contentType: 'text/javascript', body: CAPTCHA }
        : { contentType: 'image/svg+xml', body: PICTURE },
    );
    return new ScreenPage(page, base);
  }

  /** @param step query or hash, such as `#/security` for a page of the profile */
  async go(screen: Screen, step = ''): Promise<void> {
    await this.page.goto(`${this.#base}/${screen}${step}`);
    await this.page.waitForSelector('body[data-loaded]', { state: 'attached' });
  }

  /** Signs a new user up with a password through the script, before the screens under test. */
  async signUp(emailAddress: string, password: string): Promise<void> {
    await this.go('home');
    await this.page.evaluate(
      async ({ code, ...form }) => {
        const { signUp } = window.Clerk.client;
        await signUp.create(form);
        await signUp.prepareVerification({ strategy: 'email_code' });
        const { createdSessionId } = await signUp.attemptVerification({ strategy: 'email_code', code });
        await window.Clerk.setActive({ session: createdSessionId });
      },
      { emailAddress, password, code: TEST_CODE },
    );
  }

  async type(name: string, value: string): Promise<void> {
    await this.page.locator(`input[name=${name}]`).last().fill(value);
  }

  /** Presses the primary button. */
  async next(): Promise<void> {
    const button = this.page.locator('.cl-formButtonPrimary').last();
    await button.click({ trial: true });
    // A field may lose its hint with the focus, which moves the button, and a click would then miss it.
    await button.press('Enter');
  }

  /** Types a new password twice, and sends it when the screen says that both match. */
  async setPassword(name: string, value: string): Promise<void> {
    await this.type(name, value);
    await this.type('confirmPassword', value);
    await this.reads('Passwords match.');
    await this.next();
  }

  async press(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).last().click();
  }

  async code(digits: string): Promise<void> {
    const field = this.page.locator('[class*=otpCodeField] input').first();
    await field.waitFor({ state: 'attached' });
    // The digits of a refused code stay for a moment.
    await this.page.waitForFunction((input) => (input as HTMLInputElement).value === '', await field.elementHandle());
    await this.#prepared();
    await field.focus();
    await this.page.keyboard.type(digits);
  }

  /**
   * Waits for the answer to the request that sends a code or a link. It brings a new cookie, and the screens do not
   * wait for it.
   */
  async #prepared(): Promise<void> {
    await Promise.all(this.#preparing.splice(0));
  }

  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).last().waitFor();
    await this.#look();
  }

  /** Waits for the page that signed-in users are sent to. */
  async isIn(): Promise<void> {
    await this.page.waitForURL(/\/home$/);
    await this.page.waitForSelector('body[data-loaded]', { state: 'attached' });
  }

  /** Opens the newest link to an address in another tab and confirms it. Returns the page that it leads to. */
  async openLink(to: string): Promise<ScreenPage> {
    const inbox = `${new URL(this.#base).origin}/__dev/messages?to=${encodeURIComponent(to)}`;
    let url: string | undefined;
    // The screen says that the email is sent before it is.
    while (!url || url === this.#opened) url = await fetch(inbox).then(async (answer) => (await answer.json())[0]?.url);
    this.#opened = url;
    await this.#prepared();
    const tab = await ScreenPage.#in(this.page.context(), this.#base);
    await tab.page.goto(url);
    await tab.page.getByRole('button', { name: /^(Sign in|Confirm)$/ }).click();
    return tab;
  }

  async userId(): Promise<string> {
    return this.page.evaluate(() => window.Clerk.user.id);
  }

  async signOut(): Promise<void> {
    await this.page.evaluate(() => window.Clerk.signOut(() => {}));
  }

  /** Checks that only the expected errors occurred and that the page shows readable text, then closes the browser. */
  async close(...expected: string[]): Promise<void> {
    await this.#look();
    assert.deepEqual(this.#faults, expected);
    await this.page.context().close();
  }

  async #look(): Promise<void> {
    const seen = await this.page.evaluate(() => ({
      path: location.pathname,
      text: document.body.innerText,
      broken: [...document.images].filter((image) => image.complete && !image.naturalWidth).map(({ src }) => src),
    }));
    assert.deepEqual(seen.broken, [], 'pictures are broken');
    assert.doesNotMatch(seen.text, /\b[a-z]+_[a-z]+_[a-z_]+\b|\bundefined\b|\bnull\b|\[object /, 'a code shows');
    if (!seen.path.endsWith('/home')) assert.ok(seen.text.length > 20, `The card is blank: "${seen.text}"`);
    const folder = process.env.SCREENS_SHOTS;
    if (folder) await this.page.screenshot({ path: path.join(folder, `${Date.now()}.png`), fullPage: true });
  }
}
