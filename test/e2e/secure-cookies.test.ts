import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import type { Clerk } from '../../src/client/clerk.ts';
import { authenticateRequest } from '../../src/entries/backend.ts';
import { type ClerkServer, createServer } from '../../src/entries/server.ts';
import { launchBrowser } from '../support/browser.ts';
import { html } from '../support/site.ts';
import { startTlsHosts } from '../support/tls-hosts.ts';
import { codeInput, codeSent, continueWith, signedIn } from './steps.ts';

const APP = 'https://app.acme.test';
const API = 'https://clerk.acme.test';
/** A sibling host of both, which may set cookies for their common domain. */
const BLOG = 'https://blog.acme.test';
const EMAIL = 'ada@example.com';
const PASSWORD = 'a fine long password';
const PAUSE_BETWEEN_MAILS = 60_000;

/** The program that creates certificates. Without it this file has no test, and the runner reports that. */
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

const suite = hasOpenssl ? describe : () => {};
suite('over TLS, with the cookies of production', () => {
  let server: ClerkServer;
  let tls: Awaited<ReturnType<typeof startTlsHosts>>;
  let browser: Browser;
  let ahead = 0;

  before(async () => {
    server = await createServer(
      {
        url: API,
        databaseUrl: 'sqlite::memory:',
        allowedOrigins: [APP],
        cookieDomain: 'acme.test',
        homeUrl: APP,
        signInUrl: `${APP}/sign-in`,
        emailLink: true,
        password: { breachCheck: false },
        testMode: true,
        forceTestMode: true,
      },
      { clock: { now: () => Date.now() + ahead } },
    );
    tls = await startTlsHosts({
      'app.acme.test': async (request) => {
        const { pathname } = new URL(request.url);
        return pathname === '/who'
          ? whoIsThere(request, server, () => Date.now() + ahead)
          : pageAt(pathname, server.config.publishableKey);
      },
      'blog.acme.test': () => html('A page of another site.'),
      'clerk.acme.test': (request) => server.fetch(request),
    });
    const hosts = `--host-resolver-rules=MAP *.test 127.0.0.1:${tls.port}, MAP * ~NOTFOUND`;
    browser = await launchBrowser([hosts]);
  });
  after(async () => {
    await browser?.close();
    tls?.close();
    await server?.close();
  });

  const newest = async (): Promise<{ code: string; url: string }> => {
    const messages = await server.fetch(new Request(`${API}/__dev/messages`));
    return ((await messages.json()) as { code: string; url: string }[])[0] ?? { code: '', url: '' };
  };
  const newBrowser = (): Promise<BrowserContext> => browser.newContext({ ignoreHTTPSErrors: true });
  const signUp = async (context: BrowserContext, emailAddress: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(`${APP}/sign-up`);
    await page.locator('input[name=emailAddress]').fill(emailAddress);
    await page.locator('input[name=password]').fill(PASSWORD);
    await continueWith(page);
    await codeSent(page);
    return page;
  };

  test('a sign-up continues after a reload without typing anything again', async () => {
    const page = await signUp(await newBrowser(), EMAIL);
    await page.reload();
    await codeInput(page).fill((await newest()).code);
    await signedIn(page, APP);
    await page.context().close();
  });

  test('a link needs no number in the browser that requested it', async () => {
    ahead += PAUSE_BETWEEN_MAILS;
    const context = await newBrowser();
    const page = await context.newPage();
    await page.goto(`${APP}/sign-in`);
    await page.locator('input[name=identifier]').fill(EMAIL);
    await continueWith(page);
    await page.locator('.cl-signIn-password').waitFor();
    await page.getByRole('link', { name: 'Use another method' }).click();
    await page.locator('.cl-alternativeMethodsBlockButton__email_link').click();
    await page.locator('.cl-formResendCodeLink[aria-disabled=true]').waitFor();
    const opened = await context.newPage();
    await opened.goto((await newest()).url);
    await opened.getByText('You asked for this in this browser').waitFor();
    await opened.getByRole('button', { name: 'Sign in' }).click();
    await page.bringToFront();
    await signedIn(page, APP);
    await context.close();
  });

  test('a neighbouring host can plant neither a client nor a session beside an existing one', async () => {
    ahead += PAUSE_BETWEEN_MAILS;
    const attacker = await newBrowser();
    await signUp(attacker, 'bo@example.com');
    const client = (await attacker.cookies(API)).find(({ name }) => name === '__Host-clerk_client')?.value ?? '';
    assert.equal(client.length, 43);
    await attacker.close();

    const victim = await newBrowser();
    const blog = await victim.newPage();
    await blog.goto(BLOG);
    const evil = await blog.evaluate((value) => {
      const shared = 'Domain=acme.test; Path=/; Secure';
      for (const name of ['__client', '__Host-clerk_client', '__session', '__client_uat']) {
        document.cookie = `${name}=${value}; ${shared}`;
      }
      return document.cookie;
    }, client);
    assert.ok(evil.includes('__client=') && !evil.includes('__Host-'), evil);
    const page = await victim.newPage();
    await page.goto(`${APP}/sign-up/verify-email-address`);
    await page.locator('input[name=emailAddress]').waitFor();
    assert.equal(await codeInput(page).count(), 0, 'the sign-up of the attacker is not shown');
    await page.goto(`${APP}/sign-in`);
    await page.locator('input[name=identifier]').fill(EMAIL);
    await continueWith(page);
    // This is the field of the next screen; the screen before has its own password field.
    await page.locator('.cl-signIn-password input[name=password]').fill(PASSWORD);
    await continueWith(page);
    await signedIn(page, APP);
    const sessionId = await page.evaluate(() => (window as unknown as { Clerk: Clerk }).Clerk.session?.id);
    const who = () => page.evaluate(() => fetch('/who').then((answer) => answer.text()));
    assert.equal(await who(), sessionId);
    // The cookie is set again for a longer path while the user is signed in, so the browser sends it first.
    await blog.evaluate(() => {
      document.cookie = '__session=x; Domain=acme.test; Path=/who; Secure';
    });
    assert.equal(await who(), sessionId);
    await page.reload();
    await signedIn(page, APP);
    await victim.close();
  });
});

/** The application's server, which answers with the id of the session, or the reason why there is none. */
async function whoIsThere(request: Request, { config, fetch }: ClerkServer, now: () => number): Promise<Response> {
  const state = await authenticateRequest(request, {
    publishableKey: config.publishableKey,
    fetch: (input) => fetch(new Request(input as string)),
    now,
  });
  return new Response(state.toAuth().sessionId ?? state.reason);
}

/** The application's pages. The API has its own host, as in production. */
function pageAt(pathname: string, publishableKey: string): Response {
  const form = ['sign-in', 'sign-up'].find((name) => pathname.startsWith(`/${name}`));
  const tag = form ? `clerk-${form}` : 'clerk-user-button';
  return html(`<${tag} routing="path" path="/${form}"></${tag}>
    <script async crossorigin="anonymous" data-clerk-publishable-key="${publishableKey}" data-clerk-sign-in-url="/sign-in"
      data-clerk-sign-up-url="/sign-up" src="${API}/npm/clerk-widgets@1/dist/clerk.js"></script>`);
}
