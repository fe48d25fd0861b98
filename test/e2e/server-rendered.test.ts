import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright';
import type { EnvironmentJSON } from '../../src/protocol/json/environment.ts';
import { launchBrowser } from '../support/browser.ts';
import { renderForm } from '../support/rendered-forms.ts';
import { html, type Site, startSite } from '../support/site.ts';
import { TestBrowser } from '../support/test-browser.ts';

const PASSWORD = 'violet kettle on a northern roof';
const ADDRESS = 'ada+clerk_test@example.com';

/** A page of the site whose form a server has rendered. Its script comes when the test says so. */
describe('a form that a server has rendered', () => {
  let browser: Browser;
  let site: Site;
  let body = '';

  before(async () => {
    site = await startSite(({ pathname }) => (pathname === '/form' ? html(body) : undefined), {
      hostedPages: true,
      password: { breachCheck: false },
    });
    const environment = (await (await fetch(`${site.origin}/v1/environment`)).json()) as EnvironmentJSON;
    const form = await renderForm('sign-in', environment, { properties: { path: undefined } });
    body = `<style>${form.style}</style>${form.html}<p>Below the form</p>
      <script async src="/__clerk/clerk.js?elements=sign-in"></script>`;
    const owner = new TestBrowser(fetch, site.origin, site.origin, 'test');
    const { id } = (await owner.post('/v1/client/sign_ups', { email_address: ADDRESS, password: PASSWORD })).response;
    await owner.post(`/v1/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' });
    await owner.post(`/v1/client/sign_ups/${id}/attempt_verification`, { strategy: 'email_code', code: '424242' });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Opens the page. `load` lets its script come, and resolves when the element has taken the form over. */
  async function open(): Promise<{ page: Page; load(): Promise<void> }> {
    const page = await (await browser.newContext()).newPage();
    let release = () => {};
    const isReleased = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/clerk.js*', async (route) => {
      await isReleased;
      await route.continue();
    });
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(`${site.origin}/form`, { waitUntil: 'commit' });
    await page.locator('input[name=identifier]').waitFor();
    return {
      page,
      async load() {
        release();
        await page.waitForFunction(() => {
          const element = document.querySelector('clerk-sign-in') as unknown as { renderRoot?: HTMLElement };
          return element.renderRoot?.parentElement && element.renderRoot.querySelector('input[name=identifier]');
        });
        await page.waitForLoadState('networkidle');
      },
    };
  }

  it('keeps what was typed, the caret, the focus and the node of the input, and moves nothing', async () => {
    const { page, load } = await open();
    const input = page.locator('input[name=identifier]');
    await input.click();
    await page.keyboard.type('da+clerk_test@example.com');
    await page.keyboard.press('Home');
    const node = await input.elementHandle();
    await load();
    assert.ok(await page.evaluate((element) => element === document.activeElement, node));
    await page.keyboard.type('a');
    assert.equal(await input.inputValue(), ADDRESS);
    assert.deepEqual(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts), []);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.waitForFunction(() => !!(window as unknown as { Clerk?: { session?: unknown } }).Clerk?.session);
    await page.context().close();
  });

  it('goes on at the server when it is sent before the script is there', async () => {
    const { page } = await open();
    await page.locator('input[name=identifier]').fill(ADDRESS);
    await page.locator('input[name=password]').fill('something else entirely');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sign-in', { waitUntil: 'commit' });
    await page.locator('input[name=password][aria-invalid=true]').waitFor();
    assert.equal(await page.locator('input[name=identifier]').inputValue(), ADDRESS);
    await page.context().close();
  });
});
