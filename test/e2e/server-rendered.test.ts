import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright';
import type { EnvironmentJSON } from '../../src/protocol/json/environment.ts';
import { launchBrowser } from '../support/browser.ts';
import { renderForm } from '../support/rendered-forms.ts';
import { html, type Site, startSite } from '../support/site.ts';
import { TestBrowser } from '../support/test-browser.ts';
import { until } from '../support/until.ts';

const PASSWORD = 'violet kettle on a northern roof';
const ADDRESS = 'ada+clerk_test@example.com';
/** Gets mail. */
const OTHER = 'bo@example.com';

/** A page of the site whose form a server has rendered. Its script comes when the test says so. */
describe('a form that a server has rendered', () => {
  let browser: Browser;
  let site: Site;
  let body = '';
  /** While set, the server does not answer its own page; `arrived` resolves when a browser asks for it. */
  let held: { arrived: PromiseWithResolvers<void>; answered: PromiseWithResolvers<void> } | undefined;

  before(async () => {
    site = await startSite(
      async ({ pathname }) => {
        if (pathname === '/form') return html(body);
        if (pathname === '/sign-in') {
          held?.arrived.resolve();
          await held?.answered.promise;
        }
        return undefined;
      },
      { hostedPages: true, password: { breachCheck: false } },
    );
    const environment = (await (await fetch(`${site.origin}/v1/environment`)).json()) as EnvironmentJSON;
    const form = await renderForm('sign-in', environment, { properties: { path: undefined } });
    body = `<style>${form.style}</style>${form.html}<p>Below the form</p>
      <script async src="/__clerk/clerk.js?elements=sign-in"></script>`;
    const owner = new TestBrowser(fetch, site.origin, site.origin, 'test');
    for (const address of [ADDRESS, OTHER]) {
      const { id } = (await owner.post('/v1/client/sign_ups', { email_address: address, password: PASSWORD })).response;
      await owner.post(`/v1/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' });
      const code = address === ADDRESS ? '424242' : await site.lastCode(address);
      await owner.post(`/v1/client/sign_ups/${id}/attempt_verification`, { strategy: 'email_code', code });
    }
    site.advance(61_000);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Opens the page. `load` lets its script come, and resolves when the element has taken the form over. */
  async function open(): Promise<{ page: Page; release(): void; load(): Promise<void> }> {
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
      release,
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

  async function mailsTo(address: string): Promise<number> {
    const answer = await fetch(`${site.origin}/__dev/messages?to=${encodeURIComponent(address)}`);
    return ((await answer.json()) as unknown[]).length;
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

  it('one press before the script is one request and one mail, however often the visitor presses until the page comes', async () => {
    held = { arrived: Promise.withResolvers(), answered: Promise.withResolvers() };
    const { page, release } = await open();
    // While the browser waits for the next page, it tells nothing but this of the one that is still there.
    const isDrawn = page.waitForEvent('console', (message) => message.text() === 'drawn');
    await page.evaluate(() => {
      const look = () => {
        const element = document.querySelector('clerk-sign-in') as unknown as { renderRoot?: HTMLElement };
        if (element.renderRoot?.querySelector('input[name=identifier]')) console.log('drawn');
        else requestAnimationFrame(look);
      };
      look();
    });
    const running = new Set<unknown>();
    const sent: string[] = [];
    page.on('request', (request) => {
      running.add(request);
      if (request.method() !== 'GET') sent.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });
    page.on('requestfinished', (request) => running.delete(request));
    const messages = await mailsTo(OTHER);
    await page.locator('input[name=identifier]').fill(OTHER);
    const box = (await page.getByRole('link', { name: 'Forgot password?' }).boundingBox()) ?? { x: 0, y: 0 };
    const press = () => page.mouse.click(box.x + 8, box.y + 8, { clickCount: 2 });
    await press();
    await held.arrived.promise;
    await press();
    release();
    await isDrawn;
    await until(() => running.size === 1);
    await press();
    await page.keyboard.press('Enter');
    await press();
    held.answered.resolve();
    held = undefined;
    await page.waitForURL('**/sign-in/factor-one', { waitUntil: 'commit' });
    assert.deepEqual(sent, ['POST /sign-in']);
    assert.equal((await mailsTo(OTHER)) - messages, 1);
    await page.locator('input[name=code]').fill(await site.lastCode(OTHER));
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
