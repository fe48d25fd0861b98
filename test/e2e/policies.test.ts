import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { type ClerkServer, createServer } from '../../src/entries/server.ts';
import { consoleLogger } from '../../src/server/logger.ts';
import { collectErrors, errorLogged, launchBrowser } from '../support/browser.ts';
import { startTlsHosts } from '../support/tls-hosts.ts';
import { DOCUMENTED_APP as APP, DOCUMENTED_HOST, POLICY_CASES, type PolicyCase } from './conditions/policies.ts';
import { codeInput, codeSent, continueWith, signedIn, userButton } from './steps.ts';

const NONCE = randomBytes(16).toString('base64');
const ADA = { emailAddress: 'ada+clerk_test@example.com', password: 'a fine long password' };

const EXACT = POLICY_CASES.find(({ tag }) => tag.includes('INTEGRITY')) as PolicyCase;
/** Each way, and those that name elements once more without: the files of the elements are then requested. */
const CASES: readonly PolicyCase[] = POLICY_CASES.flatMap((each) => {
  const tag = each.tag.replace(/\?elements=[\w-]+/, '');
  return tag === each.tag ? [each] : [each, { ...each, title: `${each.title}, without elements`, tag }];
});

/** The program that creates certificates. Without it this file has no test, and the runner reports that. */
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

const suite = hasOpenssl ? describe : () => {};
suite('under exactly the policies of docs/where-it-works.md', () => {
  let server: ClerkServer;
  let tls: Awaited<ReturnType<typeof startTlsHosts>>;
  let browser: Browser;
  let context: BrowserContext | undefined;
  let page: Page;
  let errors: string[];
  /** What the pages load, and under which policy. The server changes the text of one file. */
  let shown: { head: string; policy: string; changed?: string };
  let integrity: Record<string, string>;

  before(async () => {
    integrity = JSON.parse(await readFile('dist/integrity.json', 'utf8'));
    server = await createServer(
      {
        url: DOCUMENTED_HOST,
        hostedPages: false,
        databaseUrl: 'sqlite::memory:',
        allowedOrigins: [APP],
        cookieDomain: 'example.com',
        password: { breachCheck: false },
        testMode: true,
        forceTestMode: true,
      },
      { logger: { ...consoleLogger, info() {}, warn() {} } },
    );
    tls = await startTlsHosts({
      [new URL(APP).host]: ({ url }) => {
        const element = new URL(url).pathname.startsWith('/sign-up') ? 'clerk-sign-up' : 'clerk-user-button';
        return new Response(`<!doctype html><title>test</title>${shown.head}<${element}></${element}>`, {
          headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': shown.policy },
        });
      },
      [new URL(DOCUMENTED_HOST).host]: async (request) => {
        if (!shown.changed || !request.url.includes(shown.changed)) return server.fetch(request);
        const answer = await server.fetch(new Request(request.url));
        return new Response(`${await answer.text()};`, { headers: answer.headers });
      },
    });
    browser = await launchBrowser([`--host-resolver-rules=MAP *.example.com 127.0.0.1:${tls.port}, MAP * ~NOTFOUND`]);
  });
  after(async () => {
    await browser?.close();
    tls?.close();
    await server?.close();
  });

  async function open(each: PolicyCase, changed = ''): Promise<void> {
    const key = server.config.publishableKey;
    const tag = each.tag.replace('KEY', key).replace('INTEGRITY', integrity['clerk.js'] ?? '');
    shown = {
      head: tag.replace('NONCE', NONCE),
      policy: each.policy.replace('NONCE', NONCE),
      changed,
    };
    await context?.close();
    context = await browser.newContext({ ignoreHTTPSErrors: true });
    page = await context.newPage();
    errors = collectErrors(page);
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
        console.error(`policy: ${violatedDirective} ${blockedURI} ${sourceFile}`),
      );
    });
    await page.goto(`${APP}/sign-up`);
  }

  for (const [index, each] of CASES.entries()) {
    test(`a user signs up and opens the profile without a violation of a policy: ${each.title}`, async () => {
      await open(each);
      await page.locator('input[name=emailAddress]').fill(ADA.emailAddress.replace('ada', `ada${index}`));
      await page.locator('input[name=password]').fill(ADA.password);
      await continueWith(page);
      await codeSent(page);
      await codeInput(page).fill('424242');
      await signedIn(page, APP);
      await userButton(page).click();
      await page.getByRole('button', { name: 'Manage account' }).click();
      await page.locator('dialog[open] clerk-user-profile .cl-profileSection').first().waitFor();
      assert.deepEqual(errors, []);
    });
  }

  test('the browser refuses a clerk.js that does not match its hash', async () => {
    await open(EXACT, 'clerk.js');
    await errorLogged(page, errors, /integrity/);
    assert.equal(await page.evaluate(() => 'Clerk' in window), false);
  });
});
