import assert from 'node:assert/strict';
import type { Browser } from 'playwright';
import { collectErrors } from './browser.ts';

/**
 * Opens a page with a form that the application has rendered on its server: without JavaScript the form is there and leads to
 * the page of the instance; with it, the element takes the form over, and what was typed before stays.
 *
 * @param url of the page
 * @param api origin of the Frontend API, or the path through which the application forwards it
 */
export async function takeOverRenderedForm(browser: Browser, url: string, api: string): Promise<void> {
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(url);
  const form = plain.locator('clerk-sign-in form');
  assert.ok((await form.getAttribute('action'))?.startsWith(`${api}/sign-in`));
  assert.equal(await plain.locator('style[data-clerk-ssr]').count(), 1);
  const served = await plain.locator('clerk-sign-in').boundingBox();
  await plain.context().close();

  const page = await (await browser.newContext()).newPage();
  const errors = collectErrors(page);
  await page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      const input = document.querySelector<HTMLInputElement>('clerk-sign-in input[name=identifier]');
      if (!input) return;
      Object.assign(window, { served: input });
      input.focus();
      input.value = 'ada@example.com';
    });
  });
  await page.goto(url);
  await page.locator('clerk-sign-in:not(:has([data-clerk-ssr])) form').waitFor();
  const input = page.locator('clerk-sign-in input[name=identifier]');
  const isSame = await input.evaluate((node) => node === (window as { served?: Element }).served);
  assert.ok(isSame, 'the field is the one that the server has sent');
  assert.equal(await input.inputValue(), 'ada@example.com');
  assert.ok(await input.evaluate((node) => node === document.activeElement), 'the focus stays');
  assert.deepEqual(await page.locator('clerk-sign-in').boundingBox(), served);
  assert.deepEqual(errors, []);
  await page.context().close();
}
