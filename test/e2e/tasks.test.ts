import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type DemoHere, startDemoHere } from '../support/demo-site.ts';
import { signUpBefore, userButton } from './steps.ts';

const ADA = { emailAddress: 'ada@example.com', password: 'a fine long password' };
const BO = { emailAddress: 'bo@example.com', password: 'another fine password' };

describe('the tasks of the demo, in Postgres behind row-level security', () => {
  let demo: DemoHere;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let errors: string[];
  const asked: string[] = [];

  before(async () => {
    [demo, browser] = await Promise.all([startDemoHere(), launchBrowser()]);
    context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
    for (const user of [ADA, BO]) await signUpBefore(context, demo, user);
    page = await context.newPage();
    errors = collectErrors(page);
    page.on('request', (request) => request.url().includes('/tokens/tasks') && asked.push(request.url()));
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  const task = (title: string) => page.locator('.task', { hasText: title });
  const titles = () => page.locator('.task-title > span').allTextContents();
  const listOf = (address: string) => page.locator('#whose', { hasText: address }).waitFor();
  const add = async (title: string) => {
    await page.getByLabel('New task').fill(title);
    await page.keyboard.press('Enter');
    await task(title).waitFor();
  };
  const switchTo = async (address: string) => {
    await userButton(page).click();
    await page.getByRole('button', { name: address }).click();
    await listOf(address);
    await page.getByLabel('New task').waitFor();
  };

  test('the page of the tasks asks a visitor who is signed out to sign in', async () => {
    const visitor = await (await browser.newContext()).newPage();
    await visitor.goto(`${demo.origin}/tasks`);
    await visitor.locator('main').getByRole('link', { name: 'Sign in' }).click();
    await visitor.waitForURL(/\/sign-in\?redirect_url=.*tasks/);
    await visitor.context().close();
  });

  test('tasks are added, ticked, renamed and deleted, and are still there after a reload', async () => {
    await page.goto(`${demo.origin}/tasks`);
    await listOf(BO.emailAddress);
    await page.locator('#hint', { hasText: 'Nothing to do.' }).waitFor();
    for (const title of ['Water the ferns', 'Buy moss', `<b>bold</b>'); drop table tasks; --`]) await add(title);
    const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await page.getByRole('checkbox', { name: 'Water the ferns' }).check();
    await saved;
    await page.getByRole('button', { name: 'Rename Buy moss' }).click();
    await page.locator('.task-rename input:visible').fill('Buy peat');
    await page.keyboard.press('Enter');
    await task('Buy peat').waitFor();
    await page.getByRole('button', { name: 'Delete <b>' }).click();
    await task('<b>').waitFor({ state: 'detached' });
    await page.locator('#list-title:focus').waitFor();
    await page.reload();
    await task('Buy peat').waitFor();
    assert.deepEqual(await titles(), ['Water the ferns', 'Buy peat']);
    assert.equal(await page.getByRole('checkbox', { name: 'Water the ferns' }).isChecked(), true);
  });

  test('Escape leaves the title of a task as it is', async () => {
    await page.getByRole('button', { name: 'Rename Buy peat' }).click();
    await page.locator('.task-rename input:visible').fill('Something else');
    await page.keyboard.press('Escape');
    await page.locator('[data-rename]:focus').waitFor();
    assert.deepEqual(await titles(), ['Water the ferns', 'Buy peat']);
  });

  test('switching the account in the user button changes the list and back, without a load of the page', async () => {
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await switchTo(ADA.emailAddress);
    assert.deepEqual(await titles(), []);
    await add('Write to Bo');
    await switchTo(BO.emailAddress);
    await task('Buy peat').waitFor();
    assert.deepEqual(await titles(), ['Water the ferns', 'Buy peat']);
    await switchTo(ADA.emailAddress);
    await task('Write to Bo').waitFor();
    assert.deepEqual(await titles(), ['Write to Bo']);
    assert.equal(await page.evaluate(() => 'isSamePage' in window), true);
  });

  test('another tab follows the account that this one switches to', async () => {
    const other = await context.newPage();
    await other.goto(`${demo.origin}/tasks`);
    await other.locator('.task', { hasText: 'Write to Bo' }).waitFor();
    await other.close();
  });

  test('the token of the template is used for its minute, and replaced after it', async () => {
    await page.clock.install();
    await page.goto(`${demo.origin}/tasks`);
    await task('Write to Bo').waitFor();
    asked.length = 0;
    await add('Still the same token');
    assert.equal(asked.length, 0);
    demo.advance(61_000);
    await page.clock.fastForward(61_000);
    await add('A new token');
    assert.equal(asked.length, 1);
    await page.clock.resume();
  });

  test('the page of the tasks logs no error', () => assert.deepEqual(errors, []));
});
