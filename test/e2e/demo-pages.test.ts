import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { collectErrors, launchBrowser, withoutLateTokens } from '../support/browser.ts';
import { type DemoHere, startDemoHere } from '../support/demo-site.ts';
import { drawPicture } from '../support/pictures.ts';
import { actsAs, continueWith, leaving, signedIn, userButton } from './steps.ts';

describe('the pages of the demo', () => {
  let demo: DemoHere;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let errors: string[];

  before(async () => {
    [demo, browser] = await Promise.all([startDemoHere(), launchBrowser()]);
    context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
    page = await context.newPage();
    errors = collectErrors(page);
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  const text = async (id: string): Promise<string> => (await page.locator(`#${id}`).textContent()) ?? '';

  test('a page of one’s own account offers a guest account, and shows itself then', async () => {
    await page.goto(`${demo.origin}/profile`);
    await page.getByRole('button', { name: 'Use a guest account' }).click();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#first-name')?.value === 'Guest');
  });

  test('the page of the frameworks says how to build the apps that are not built', async () => {
    const other = await context.newPage();
    await other.goto(`${demo.origin}/frameworks`);
    assert.equal(await other.locator('.panels').getByText('npm run demo -- --frameworks').count(), 4);
    await other.locator('#plain .panel-hello', { hasText: 'Hello, Guest' }).waitFor();
    await other.close();
  });

  test('the demo’s own profile changes name, metadata and picture, and the user button follows', async () => {
    await page.getByLabel('First name').fill('Ada');
    await page.getByLabel('Username').fill('ada_in_notes');
    await page.getByRole('button', { name: 'Save the name' }).click();
    await page.locator('#name [role=status]', { hasText: 'Saved.' }).waitFor();
    await page.getByLabel('What do you keep notes on?').fill('Ferns');
    await page.getByLabel('Send me a page every week').check();
    await page.locator('#about button').click();
    await page.locator('#about [role=status]', { hasText: 'Saved.' }).waitFor();
    const buffer = await drawPicture().png().toBuffer();
    await page.getByLabel('Choose a picture').setInputFiles({ name: 'fern.png', mimeType: 'image/png', buffer });
    await userButton(page).locator('img').waitFor();
    await page.getByRole('button', { name: 'Remove the picture' }).click();
    await userButton(page).locator('img').waitFor({ state: 'detached' });
    await page.reload();
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#field')?.value === 'Ferns');
    assert.equal(await page.getByLabel('Username').inputValue(), 'ada_in_notes');
    assert.equal(await page.getByLabel('Send me a page every week').isChecked(), true);
  });

  test('the demo’s own profile shows what the server says at the field that it names', async () => {
    await page.getByLabel('Username').fill('a b');
    await page.getByRole('button', { name: 'Save the name' }).click();
    await page.locator('#username[aria-invalid=true]:focus').waitFor();
    await page.locator('#name [role=status]', { hasText: /\w+ \w+/ }).waitFor();
    assert.ok(errors.splice(0).every((error) => /status of 422/.test(error)));
  });

  test('a revoked browser keeps the token it has, gets no other, and sees its first 401 within 60 seconds', async () => {
    await page.clock.install();
    await page.goto(`${demo.origin}/revocation`);
    const answers = '#answers > span';
    /** Lets time pass for the server and the page, and waits until the page shows what it is answered after that. */
    const pass = async (seconds: number) => {
      demo.advance(seconds * 1000);
      const asked = page.waitForRequest(/second-browser\/visit/);
      await page.clock.fastForward(seconds * 1000);
      await asked;
      const shown = await page.locator(answers).count();
      await page.locator(answers).nth(shown).waitFor({ state: 'attached' });
    };
    /** The page asks no more then. */
    const isOver = () => page.locator('#outcome', { hasText: /^Signed out/ }).waitFor();
    await page.getByRole('button', { name: 'Open a second browser' }).click();
    await page.getByRole('button', { name: 'Revoke it' }).waitFor();
    await page.locator('#sessions li', { hasText: 'Second browser' }).waitFor();
    await pass(4);
    await page.getByRole('button', { name: 'Revoke it' }).click();
    await page.locator('#timeline li', { hasText: 'You revoked it from this browser.' }).waitFor();
    await page.locator('#sessions li', { hasText: 'Second browser' }).waitFor({ state: 'detached' });

    await pass(10);
    await page.locator('#outcome', { hasText: /Its last token works for \d+\ss more/ }).waitFor();
    assert.equal(await text('there-answer'), '200 OK');
    for (let waited = 10; waited < 60 && !/Signed out/.test(await text('outcome')); waited += 5) {
      await Promise.race([pass(5), isOver()]);
    }
    const [, seconds = ''] = /^Signed out everywhere, (\d+)\ss after you revoked it/.exec(await text('outcome')) ?? [];
    assert.ok(Number(seconds) > 30 && Number(seconds) <= 60, await text('outcome'));
    assert.match(await text('there-answer'), /^401: token-expired/);
    assert.equal(await text('here-answer'), '200 OK');
    const story = await page.locator('#timeline li span').allTextContents();
    assert.deepEqual(story.slice(-3), [
      'You revoked it from this browser.',
      'It asked for its next token, and was refused.',
      'Its first 401: token-expired.',
    ]);
    const marks = await page.locator('#answers').getAttribute('aria-label');
    assert.match(marks ?? '', /^\d+ answers 200, 1 answers? 401$/);
    await page.clock.resume();
  });

  test('the token page explains each part of the token, and verifies it in the page and on the server', async () => {
    await page.goto(`${demo.origin}/token`);
    await page.locator('#in-page', { hasText: 'The signature is good' }).waitFor();
    await page.locator('#on-server', { hasText: /Signed in, known after [\d,]+ µs/ }).waitFor();
    const meanings = await page.locator('#claims tr p').allTextContents();
    assert.ok(meanings.length > 12 && meanings.every((meaning) => meaning.length > 5), String(meanings));
    const jwt = await text('jwt');
    assert.equal(jwt.split('.').length, 3);
    // Of two tokens of one second the page keeps the first.
    demo.advance(2000);
    await page.getByRole('button', { name: 'Get one now' }).click();
    await page.waitForFunction((old) => document.querySelector('#jwt')?.textContent !== old, jwt);
    await page.locator('#log li', { hasText: 'status: ready' }).waitFor();
    await page.evaluate(() => (window as unknown as WithUser).Clerk.user.update({ firstName: 'Augusta' }));
    await page.locator('#log li', { hasText: /listener: Augusta, new .*user/ }).waitFor();
    const cookies = await text('cookies');
    assert.match(cookies, /__session/);
    assert.doesNotMatch(cookies, /__client\b(?!_)/);
  });

  test('the backend page measures the SDK on the server and in the page, and counts the request before a request', async () => {
    // The test before has moved the server's clock, so only a new visitor has a token that the page's clock accepts.
    const here = await startDemoHere();
    const visitor = await (await browser.newContext()).newPage();
    const logged = collectErrors(visitor);
    await visitor.goto(`${here.origin}/backend`);
    await visitor.getByRole('button', { name: 'Use a guest account' }).click();
    await visitor.locator('#measure-server').click();
    await visitor.locator('#server-status', { hasText: /adds [\d.,]+ µs/ }).waitFor();
    for (const way of ['signature', 'verifyToken', 'authenticateRequest', 'sqlite', 'http']) {
      const cells = await visitor.locator(`[data-way=${way}] td`).allTextContents();
      assert.equal(cells.length, 4, way);
      for (const cell of cells) assert.match(cell, /^[\d.,]+$/);
    }
    await visitor.locator('#measure-browser').click();
    await visitor.locator('#browser-time', { hasText: /^[\d,]+ µs$/ }).waitFor();
    const methods: string[] = [];
    const cdp = await visitor.context().newCDPSession(visitor);
    await cdp.send('Network.enable');
    cdp.on('Network.requestWillBeSent', ({ request }) => request.url.includes('/echo') && methods.push(request.method));
    await visitor.locator('#delay').selectOption('0');
    await visitor.locator('#measure-preflight').click();
    await visitor.locator('#asked', { hasText: /^2 requests, [\d.,]+ ms$/ }).waitFor();
    const count = (method: string) => methods.filter((each) => each === method).length;
    assert.deepEqual([count('GET'), count('OPTIONS')], [12, 6]);
    assert.deepEqual(logged, []);
    await visitor.context().close();
    await here.close();
  });

  test('whoever follows an invitation of the demo signs up without a code', async () => {
    await page.goto(`${demo.origin}/invite`);
    await page.getByLabel('Email address').fill('bo@example.com');
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.locator('#invite [role=status]', { hasText: 'Invited bo@example.com.' }).waitFor();
    const messages = await (await fetch(`${demo.origin}/__dev/messages?to=bo@example.com`)).json();
    const guest = await (await browser.newContext()).newPage();
    await guest.goto((messages as { url: string }[])[0]?.url ?? '');
    await guest.waitForURL(/\/sign-up/);
    await guest.locator('input[name=password]').fill('a fine long password');
    await continueWith(guest);
    await signedIn(guest, demo.origin);
    await actsAs(guest, 'bo@example.com');
    await guest.context().close();
  });

  test('the elements of the demo open the forms, and sign out', async () => {
    await page.goto(`${demo.origin}/elements`);
    await page.getByRole('button', { name: 'Open the profile' }).click();
    await page.locator('.cl-modalContent .cl-userProfile-root').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Mount a user button' }).click();
    await page.locator('#mounted button.cl-userButtonTrigger').waitFor();
    await leaving(page, () => page.locator('.cl-signOutButton').click());
    await page.locator('.live').getByText('Nobody is signed in.').first().waitFor();
    await page.getByRole('button', { name: 'Sign in here' }).click();
    await page.locator('.cl-modalContent input[name=identifier]').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'to the profile' }).click();
    await page.waitForURL(/\/sign-in\?.*redirect-to-user-profile/);
  });

  test('the figures of the demo are for visitors who are signed in', async () => {
    assert.equal((await fetch(`${demo.origin}/api/figures`)).status, 401);
  });

  test('the demo’s own API takes no post from another site, and nothing from a visitor who is signed out', async () => {
    const post = (path: string, headers: Record<string, string>) =>
      fetch(demo.origin + path, { method: 'POST', headers });
    for (const path of ['/api/second-browser', '/api/second-browser/visit', '/api/invitations']) {
      assert.equal((await post(path, { Origin: 'https://evil.example' })).status, 403, path);
      assert.match(String((await post(path, { Origin: demo.origin })).status), /401|404/, path);
    }
  });

  test('the pages of the demo log no error', () => assert.deepEqual(withoutLateTokens(errors), []));
});

interface WithUser {
  Clerk: { user: { update(params: object): Promise<unknown> } };
}
