import { afterEach } from 'node:test';
import type { Browser, BrowserContext, Page, Request } from 'playwright';

/** Number of requests and console lines to keep for each page. */
const KEPT = 60;
const TEXT_LENGTH = 3000;

const browsers = new Set<Browser>();
const diaries = new WeakMap<Page, string[]>();

/** Makes each failing test of this file print what the pages of this browser showed and requested. */
export function witness(browser: Browser): void {
  browsers.add(browser);
  browser.on('disconnected', () => browsers.delete(browser));
  browser.on('context', watch);
  browser.contexts().forEach(watch);
}

function watch(context: BrowserContext): void {
  context.on('page', (page) => {
    const diary: string[] = [];
    diaries.set(page, diary);
    const note = (line: string) => {
      diary.push(line);
      if (diary.length > KEPT) diary.shift();
    };
    // `request.response()` would ask the browser once more for each request.
    const statuses = new WeakMap<Request, number>();
    page.on('response', (response) => statuses.set(response.request(), response.status()));
    page.on('requestfinished', (request) =>
      note(`${request.method()} ${request.url()} ${statuses.get(request) ?? 'no answer'}`),
    );
    page.on('requestfailed', (request) => note(`${request.method()} ${request.url()} ${request.failure()?.errorText}`));
    page.on('console', (message) => note(`console.${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => note(`uncaught: ${error.message}`));
    page.on('framenavigated', (frame) => frame === page.mainFrame() && note(`— ${frame.url()}`));
  });
}

afterEach(async (t) => {
  if ('passed' in t && t.passed) return;
  for (const browser of browsers) {
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      const text = await shown(page);
      console.log(
        [
          `"${t.name}" failed. The page ${page.url()} showed:`,
          text.slice(0, TEXT_LENGTH),
          'It asked for and said:',
          ...(diaries.get(page) ?? []),
        ].join('\n  '),
      );
    }
  }
});

/** Returns the page's text, values and focus, or the reason if the page does not answer. */
async function shown(page: Page): Promise<string> {
  const read = page.evaluate(() => {
    const fields = [...document.querySelectorAll('input, select, textarea')].map((field) => {
      const { name, type, value, disabled } = field as HTMLInputElement;
      return `[${name || type}${disabled ? ', disabled' : ''}: ${type === 'password' ? '•'.repeat(value.length) : value}]`;
    });
    const focus = document.activeElement;
    return [
      document.body.innerText,
      ...fields,
      `focus: ${focus?.localName} ${focus?.getAttribute('name') ?? ''} ${focus?.className ?? ''}`,
    ].join('\n');
  });
  const late = new Promise<string>((resolve) => {
    setTimeout(() => resolve('(the page does not answer)'), 10_000).unref();
  });
  const text = await Promise.race([read, late]).catch((error: unknown) => `(nothing: ${(error as Error).message})`);
  return text.replace(/\n\s*\n+/g, '\n').replaceAll('\n', '\n  ');
}
