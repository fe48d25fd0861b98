import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { type BreachService, startBreachService } from '../server/factors/password/breach-service.ts';
import {
  startTurnstileService,
  TURNSTILE_SECRET,
  type TurnstileService,
} from '../server/bot-check/turnstile-service.ts';
import { continueWith, enterCode, signedIn } from './steps.ts';

const LEAKED = 'xylophone under the marmalade bridge';
const PASSWORD = 'violet kettle on a northern roof';
const METER = '.cl-strengthText';

/** Replaces Turnstile's script: a widget that asks for a click before it returns its token. */
const WIDGET = `window.turnstile = {
  render(container, { sitekey, callback }) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'I am human';
    button.dataset.sitekey = sitekey;
    button.onclick = () => callback('a token');
    container.append(button);
    return 'widget';
  },
  remove() { document.querySelector('[data-sitekey]').remove(); },
};`;

describe('the protection against guesses and bots', () => {
  let browser: Browser;
  let breaches: BreachService;
  let turnstile: TurnstileService;
  let site: Site | undefined;
  let page: Page;

  before(async () => {
    [browser, breaches, turnstile] = await Promise.all([
      launchBrowser(),
      startBreachService([LEAKED]),
      startTurnstileService(),
    ]);
  });
  after(async () => {
    await browser?.close();
    await Promise.all([breaches?.close(), turnstile?.close(), site?.close()]);
  });
  const open = async (config: NonNullable<Parameters<typeof startSite>[1]>): Promise<Site> => {
    await site?.close();
    site = await startSite(authPages(), config);
    await page?.context().close();
    page = await browser.newPage();
    return site;
  };
  const fillIn = async (to: Site, email: string, password: string): Promise<void> => {
    await page.goto(`${to.origin}/sign-up`);
    await page.locator('input[name=emailAddress]').fill(email);
    await page.locator('input[name=password]').pressSequentially(password);
  };

  test('a new password is measured as it is typed, and a breached one is refused with the form kept', async () => {
    const to = await open({
      password: { showStrength: true, minStrength: 2, breachCheck: true, breachCheckUrl: breaches.url },
    });
    const errors = collectErrors(page);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await page.goto(`${to.origin}/sign-up`);
    const password = page.locator('input[name=password]');
    await password.waitFor();
    assert.ok(!requests.some((path) => /strength|word-lists/.test(path)), 'not fetched before it is needed');
    await fillIn(to, 'ada@example.com', 'aaaaaaaa');
    await page.locator(METER, { hasText: 'Repeats such as aaa are easy to guess' }).waitFor();
    await password.fill(LEAKED);
    await page.locator(METER, { hasText: 'A strong password' }).waitFor();
    await continueWith(page);
    await page.locator('.cl-formFieldErrorText__password', { hasText: 'data breach' }).waitFor();
    assert.equal(await page.locator('input[name=emailAddress]').inputValue(), 'ada@example.com');
    await password.fill(PASSWORD);
    await continueWith(page);
    await enterCode(page, to, 'ada@example.com');
    await signedIn(page, to.origin);
    assert.deepEqual(
      errors.filter((error) => !error.includes('422')),
      [],
    );
  });

  test('a sign-up does the proof of work invisibly', async () => {
    const to = await open({ captcha: { provider: 'proof_of_work', difficulty: 10 } });
    await fillIn(to, 'bob@example.com', PASSWORD);
    await continueWith(page);
    await enterCode(page, to, 'bob@example.com');
    await signedIn(page, to.origin);
  });

  test('Turnstile can ask for a click inside the form', async () => {
    const to = await open({
      instanceType: 'development',
      captcha: { provider: 'turnstile', siteKey: 'a key', secretKey: TURNSTILE_SECRET, verifyUrl: turnstile.url },
    });
    turnstile.tokens.add('a token');
    const script = 'https://challenges.cloudflare.com/**';
    await page.route(script, (route) => route.fulfill({ contentType: 'text/javascript', body: WIDGET }));
    await fillIn(to, 'carl@example.com', PASSWORD);
    await continueWith(page);
    await page.locator('form #clerk-captcha').getByRole('button', { name: 'I am human' }).click();
    await enterCode(page, to, 'carl@example.com');
    await signedIn(page, to.origin);
    assert.equal(turnstile.requests.at(-1)?.response, 'a token');
  });

  test('a bot check that cannot load is named as the cause, and the form keeps its values', async () => {
    const to = await open({
      instanceType: 'development',
      captcha: { provider: 'turnstile', siteKey: 'a key', secretKey: TURNSTILE_SECRET, verifyUrl: turnstile.url },
    });
    await page.route('https://challenges.cloudflare.com/**', (route) => route.abort());
    await fillIn(to, 'dora@example.com', PASSWORD);
    await continueWith(page);
    await page.locator('.cl-alert', { hasText: 'bot check cannot run' }).waitFor();
    assert.equal(await page.locator('input[name=password]').inputValue(), PASSWORD);
  });
});
