import { type BrowserContext, type KeyInput, type Page, launch } from 'puppeteer-core';
import type { OnePageBrowser } from './element-launcher.ts';

/** Values of Firefox's setting for what pages are told. */
const COLOR_SCHEMES = { dark: 0, light: 1 };

/** Begins to compose text as an input method does, through Firefox's own interface for tests. */
const BEGIN = `
  if (!globalThis.inputMethod?.hasComposition) {
    globalThis.inputMethod = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
    if (!inputMethod.beginInputTransaction(window, () => true)) throw new Error('Another input method is at work.');
  }
`;

const SHOW = `
  inputMethod.setPendingCompositionString(text);
  inputMethod.appendClauseToPendingComposition(text.length, inputMethod.ATTR_RAW_CLAUSE);
  inputMethod.setCaretInPendingComposition(text.length);
  inputMethod.flushPendingComposition();
`;

/** Starts a Firefox without a window. */
export async function startFirefox(executablePath: string): Promise<OnePageBrowser> {
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    timeout: 0,
    protocolTimeout: 0,
    // Settings of the browser and its input methods are beyond what pages may do.
    args: ['--remote-allow-system-access'],
    // Scrollbars take no room, as in the other browsers without a window.
    extraPrefsFirefox: { 'ui.useOverlayScrollbars': 1 },
  });
  // Puppeteer has no call for commands of Firefox alone.
  const { connection } = browser as unknown as { connection: Connection };
  const { contexts } = (await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' })).result;
  const runInBrowser = async (script: string) => {
    const { result } = await connection.send('script.evaluate', {
      expression: `{ ${script} }`,
      target: { context: contexts[0]?.context },
      awaitPromise: false,
    });
    if (result.type === 'exception') throw new Error(result.exceptionDetails?.text);
  };

  let context: BrowserContext | undefined;
  let page: Page | undefined;
  let viewport = { width: 0, height: 0 };
  const current = () => {
    if (!page) throw new Error('No page is open.');
    return page;
  };
  const emulateMedia = async ({ colorScheme }: { colorScheme?: 'light' | 'dark' }) => {
    if (!colorScheme) return;
    const value = COLOR_SCHEMES[colorScheme];
    await runInBrowser(`Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${value})`);
  };
  /** Runs a script of the input method, and resolves when the page, which is another process, has had its event. */
  const compose = async (event: string, script: string, text: string) => {
    const happened = await current().evaluateHandle((type) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      addEventListener(type, () => resolve(), { once: true, capture: true });
      return { promise };
    }, event);
    await runInBrowser(`${BEGIN} const text = ${JSON.stringify(text)}; ${script}`);
    await happened.evaluate(({ promise }) => promise);
  };
  return {
    page: {
      keyboard: {
        type: (text) => current().keyboard.type(text),
        async press(keys) {
          const { keyboard } = current();
          const held = keys.split('+').map((key) => (key === 'Space' ? ' ' : key)) as KeyInput[];
          for (const key of held) await keyboard.down(key);
          for (const key of held.toReversed()) await keyboard.up(key);
        },
        down: (key) => current().keyboard.down(key as KeyInput),
        up: (key) => current().keyboard.up(key as KeyInput),
      },
      mouse: {
        move: (x, y) => current().mouse.move(x, y),
        click: (x, y, options) => current().mouse.click(x, y, options),
        down: (options) => current().mouse.down(options),
        up: (options) => current().mouse.up(options),
      },
      async setViewportSize(size) {
        viewport = size;
        await page?.setViewport(size);
      },
      emulateMedia,
      async compose(steps, chosen) {
        for (const text of steps) await compose('compositionupdate', SHOW, text);
        if (chosen !== undefined) await compose('compositionend', 'inputMethod.commitCompositionWith(text);', chosen);
      },
    },
    async open(url) {
      context = await browser.createBrowserContext();
      page = await context.newPage();
      page.setDefaultTimeout(0);
      await page.setViewport(viewport);
      await emulateMedia({ colorScheme: 'light' });
      await page.goto(url);
    },
    url: async () => current().url(),
    async leave() {
      page = undefined;
      if (!browser.connected) throw new Error('Firefox has ended.');
      await context?.close();
    },
    close: () => browser.close(),
  };
}

interface Connection {
  send(
    method: string,
    params: object,
  ): Promise<{
    result: { contexts: { context: string }[]; result: { type: string; exceptionDetails?: { text: string } } } & {
      type: string;
      exceptionDetails?: { text: string };
    };
  }>;
}
