import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser, BrowserContext, Page } from 'playwright';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { collectErrors } from './browser.ts';
import { startGoogle, type TestGoogle, withOneTap } from './google.ts';
import { installGoogleDouble } from './google-identity-double.ts';
import type { KeySite } from './key-site.ts';
import { type OpenIdProvider, startOpenIdProvider } from './openid-provider.ts';
import { CODE, PASSWORD } from './react-flows.ts';
import type { MatrixRow } from './sdk-matrix.ts';
import { addVirtualAuthenticator, type VirtualAuthenticator } from './virtual-authenticator.ts';

const ZOE = 'zoe+clerk_test@example.com';
const EVE = 'eve+clerk_test@example.com';
const PEOPLE = ['ada', 'bo', 'cleo', 'dan', 'fay', 'gil'].map((sub) => ({ sub, email: `${sub}@example.com` }));
const BUTTON = 'button[class*=__custom_loop]:visible';
const ONE_TAP = 'https://accounts.google.com/gsi/client';
const EXPECTED_ERRORS = /status of (401|403|422)/;

/** What the story needs of the test file. */
export interface WaysTools {
  browser(): Browser;
  /** Starts the app with a server of its own. */
  start(config: Partial<ConfigInput>): Promise<KeySite>;
  /** Origin of the Frontend API. */
  api: string;
}

/**
 * Tells how people of the React app sign in with a provider, a passkey, a second factor and Google One Tap, in the screens and
 * in forms of the app's own, and how they change between accounts.
 */
export function tellWays(row: MatrixRow, sdk: string, tools: WaysTools): void {
  let idp: OpenIdProvider;
  let google: TestGoogle;
  let site: KeySite;
  let context: BrowserContext;
  let page: Page;
  let errors: string[];
  let ahead = 0;
  let secret = '';
  let backupCodes: string[] = [];

  before(async () => {
    const accounts = [...PEOPLE, { sub: 'zoe', email: ZOE }].map((person) => ({ ...person, email_verified: true }));
    const client = { clientId: 'app', clientSecret: 'secret' };
    const redirectUris = [`${tools.api}/v1/oauth_callback/loop`];
    [idp, google] = await Promise.all([startOpenIdProvider({ ...client, redirectUris, accounts }), startGoogle()]);
    const { oauth, ...oneTap } = withOneTap(google);
    site = await tools.start({
      ...oneTap,
      oauth: [...oauth, { provider: 'custom', slug: 'loop', name: 'Loop', issuer: idp.issuer, ...client }],
      secondFactors: { totp: true, backupCode: true },
      passkeys: { enabled: true, autofill: false, offerAfterSignIn: false },
      attributes: { phoneNumber: 'optional' },
    });
    context = await tools.browser().newContext();
    page = await context.newPage();
    errors = collectErrors(page, site.origin);
  });
  after(async () => {
    await context?.close();
    await site?.close();
    await Promise.all([idp?.close(), google?.close()]);
  });

  for (const [path, name] of [
    ['/sign-in', 'on the page'],
    ['/popup-sign-in', 'in a popup'],
  ] as const) {
    row.it('screens', `sign a person up and in with a provider ${name}`, async () => {
      for (const _ of ['up', 'in']) {
        await open(path);
        await atProvider(path === '/sign-in' ? 'ada' : 'bo', () => page.locator(BUTTON).click(), path !== '/sign-in');
        await isIn(path === '/sign-in' ? 'ada@example.com' : 'bo@example.com');
        await leave();
      }
    });
  }

  row.it('custom flow, older calls', 'signs up and in with a provider, with transfers both ways', async () => {
    for (const [form, person] of [
      ['in', 'cleo'],
      ['in', 'cleo'],
      ['up', 'cleo'],
    ] as const) {
      await open('/older-ways');
      await atProvider(person, () => submit(form));
      await isIn('cleo@example.com');
      await leave();
    }
  });

  row.it('custom flow, newer calls', 'signs up and in with a provider, with a transfer', async () => {
    for (const _ of ['up', 'in']) {
      await open('/newer-ways');
      await atProvider('dan', () => submit('in'));
      await isIn('dan@example.com');
      await leave();
    }
  });

  for (const [cell, path, person] of [
    ['custom flow, older calls', '/older-ways', 'fay'],
    ['custom flow, newer calls', '/newer-ways', 'gil'],
  ] as const) {
    row.it(cell, 'signs up and in with a provider in a popup', async () => {
      for (const _ of ['up', 'in']) {
        await open(path);
        await atProvider(person, () => submit('popup'), true);
        await isIn(`${person}@example.com`);
        await leave();
      }
    });

    // The component of version 6 for the newer hooks shows nothing then.
    if (path === '/newer-ways' && sdk === 'react') continue;
    row.it(cell, 'leads a person who cancels at the provider to the form', async () => {
      await open(path);
      await atProvider(null, () => submit('in'));
      await page.waitForURL(`${site.origin}/sign-in`);
      await page.locator(BUTTON).waitFor();
    });
  }

  row.it('screens', 'create a passkey in the profile', async () => {
    await signUp(ZOE);
    authenticator = await addVirtualAuthenticator(page);
    await open('/profile/security');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('The passkey is added.').waitFor();
    assert.equal(await authenticator.count(), 1);
    await leave();
  });
  let authenticator: VirtualAuthenticator;

  for (const [cell, path] of [
    ['custom flow, older calls', '/older-ways'],
    ['custom flow, newer calls', '/newer-ways'],
  ] as const) {
    row.it(cell, 'signs in with a passkey', async () => {
      await open(path);
      await submit('passkey');
      await isIn(ZOE);
      if (cell === 'custom flow, older calls') await leave();
    });
  }

  row.it('hooks', 'useUser adds an authenticator app and backup codes', async () => {
    await open('/accounts');
    await submit('app');
    secret = (await answer(/^[A-Z2-7]{16,}$/)) ?? '';
    await submit('confirm', { code: totp() });
    await answer('true');
    await submit('codes');
    backupCodes = ((await answer(/\w+ \w+/)) ?? '').split(' ');
    await leave();
  });

  for (const [cell, path] of [
    ['custom flow, older calls', '/older-ways'],
    ['custom flow, newer calls', '/newer-ways'],
  ] as const) {
    for (const form of ['totp', 'backup'] as const) {
      row.it(cell, `signs in with a second factor: ${form}`, async () => {
        await open(path);
        await submit('enter', { identifier: ZOE, password: PASSWORD });
        await shows('#status-of-it', 'needs_second_factor');
        await submit(form, { code: form === 'totp' ? '000000' : 'nothing' });
        await shows('#problem', 'form_code_incorrect');
        await submit(form, { code: form === 'totp' ? totp() : (backupCodes.pop() ?? '') });
        await isIn(ZOE);
        await leave();
      });
    }

    row.it(cell, 'signs in with a provider and a second factor', async () => {
      await open(path);
      await atProvider('zoe', () => submit('in'));
      if (path === '/newer-ways' && sdk === 'react') {
        await shows('#status-of-it', 'needs_second_factor');
        await submit('totp', { code: totp() });
      } else {
        await page.waitForURL(`${site.origin}/sign-in/factor-two`);
        await page.locator('input[autocomplete=one-time-code]').fill(totp());
      }
      await isIn(ZOE);
      await leave();
    });
  }

  row.it('hooks', 'useSessionList and the menu change between two accounts', async () => {
    await signUp(EVE);
    await open('/accounts');
    await page.locator('.cl-userButtonTrigger').click();
    await page.locator('.cl-userButtonPopoverActionButton__addAccount').click();
    await page.waitForURL(`${site.origin}/sign-in*`);
    await atProvider('ada', () => page.locator(BUTTON).click());
    // Back to where the menu was.
    await page.waitForURL(`${site.origin}/accounts`);
    await shows('#user', 'ada@example.com');
    await page.getByRole('button', { name: `Act as ${EVE}` }).click();
    await shows('#user', EVE);
    await page.locator('.cl-userButtonTrigger').click();
    await page.locator('.cl-userButtonPopoverCard button', { hasText: 'ada@example.com' }).click();
    await shows('#user', 'ada@example.com');
    await open('/accounts');
    await page.getByRole('button', { name: `Act as ${EVE}` }).click();
    await shows('#user', EVE);
  });

  row.it('hooks', 'useReverification asks again before a number or a new password', async () => {
    for (const [form, values, done] of [
      ['number', { phone: '+12015550123' }, 'added +12015550123'],
      ['change', { password: 'another plain long phrase' }, 'changed true'],
    ] as const) {
      advance(3_600_000);
      await submit(form, values);
      await page.locator('dialog input[name=password]').fill(PASSWORD);
      await page.locator('dialog .cl-formButtonPrimary:visible').click();
      await answer(done);
    }
    await leave();
  });

  row.it('screens', 'sign a person in with Google One Tap', async () => {
    await page.exposeFunction('tokenOfGoogle', (nonce?: string) =>
      google.token({ sub: 'hal', email: 'hal@example.com', email_verified: true, nonce }, { now: Date.now() + ahead }),
    );
    const body = `window.googleDouble = { token: (nonce) => window.tokenOfGoogle(nonce) };(${installGoogleDouble})(window)`;
    await page.route(ONE_TAP, (route) => route.fulfill({ contentType: 'text/javascript', body }));
    await open('/one-tap');
    await page.getByRole('button', { name: 'Continue as Ada' }).click();
    await page.waitForFunction(() => (window as unknown as { Clerk: { user?: object } }).Clerk.user);
    await open('/');
    await isIn('hal@example.com');
    await leave();
  });

  row.it('provider', 'logs no error when people sign in in these ways', () => {
    assert.deepEqual(
      errors.filter((line) => !EXPECTED_ERRORS.test(line)),
      [],
    );
  });

  const shows = (selector: string, hasText: string) => page.locator(selector, { hasText }).first().waitFor();

  async function open(path: string): Promise<void> {
    await page.goto(site.origin + path);
    await shows('#status', 'loaded');
  }

  async function submit(form: string, values: Record<string, string> = {}): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      await page.locator(`#${form} input[name=${name}]`).fill(value);
    }
    await page.locator(`#${form} button`).click();
  }

  async function answer(hasText: string | RegExp): Promise<string | null> {
    const found = page.locator('#answer', { hasText });
    await found.waitFor();
    return found.textContent();
  }

  async function atProvider(account: string | null, begin: () => Promise<void>, isPopup = false): Promise<void> {
    const opened = isPopup ? page.waitForEvent('popup') : page;
    await begin();
    const window = await opened;
    await window.waitForURL(`${idp.issuer}/interaction/**`);
    const closed = isPopup && window.waitForEvent('close');
    if (account === null) return window.getByRole('button', { name: 'Cancel' }).click();
    await window.getByLabel('Account').fill(account);
    await window.getByRole('button', { name: 'Sign in' }).click();
    await closed;
  }

  /** Waits until the app shows who is signed in on its home page. */
  async function isIn(email: string): Promise<void> {
    await page.waitForURL(`${site.origin}/`);
    await shows('#user', email);
  }

  async function leave(): Promise<void> {
    await open('/');
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await shows('#user', 'nobody');
    // The provider keeps its own session otherwise.
    await context.clearCookies({ domain: '127.0.0.1' });
  }

  async function signUp(email: string): Promise<void> {
    await open('/sign-up');
    await page.locator('input[name=emailAddress]').fill(email);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('.cl-formButtonPrimary:visible').click();
    await page.locator('input[autocomplete=one-time-code]').fill(CODE);
    await isIn(email);
  }

  function advance(ms: number): void {
    ahead += ms;
    site.advance(ms);
  }

  /** Returns what the authenticator app shows. The server takes the code of a time step once. */
  function totp(): string {
    advance(60_000);
    return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + ahead });
  }
}
