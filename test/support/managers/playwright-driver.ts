import type { Page } from 'playwright';
import type { Driver } from './driver.ts';
import { eventually } from './eventually.ts';

/** A page of a browser that Playwright drives. */
export function playwrightDriver(page: Page): Driver {
  const visible = (selector: string) => page.locator(`${selector}:visible`).first();
  const run = <Result>(body: string, args: unknown[]): Promise<Result> =>
    page.evaluate(`(async (...args) => { ${body} })(...${JSON.stringify(args)})`);
  return {
    goto: async (url) => void (await page.goto(url)),
    click: (selector) => visible(selector).click(),
    async type(selector, text) {
      await visible(selector).click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
    },
    async clear(selector) {
      await visible(selector).click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.press('Delete');
    },
    evaluate: (body, ...args) => run(body, args),
    async waitFor(condition, ...args) {
      // A page that is being left answers with an error.
      await eventually(() => run<boolean>(condition, args).catch(() => false));
    },
    close: () => page.close(),
  };
}
