import type { BrowserLauncher } from '@web/test-runner';

/** What tests ask of a page through the commands of the runner, in the words of Playwright's pages. */
export interface CommandedPage {
  keyboard: {
    type(text: string): Promise<void>;
    /** A key, or several that are held together: `Control+a`. */
    press(keys: string): Promise<void>;
    down(key: string): Promise<void>;
    up(key: string): Promise<void>;
  };
  mouse: {
    move(x: number, y: number): Promise<void>;
    click(x: number, y: number, options?: { button?: MouseButton }): Promise<void>;
    down(options?: { button?: MouseButton }): Promise<void>;
    up(options?: { button?: MouseButton }): Promise<void>;
  };
  setViewportSize(size: { width: number; height: number }): Promise<void>;
  emulateMedia(media: { colorScheme?: 'light' | 'dark' }): Promise<void>;
  /** Shows each of `steps` as the text that an input method composes, then puts `chosen` in its place, if it is given. */
  compose(steps: string[], chosen?: string): Promise<void>;
}

export type MouseButton = 'left' | 'middle' | 'right';

/**
 * A browser with one page, which has the focus: browsers slow down pages in the background, and their fields do not fire
 * focus events.
 */
export interface OnePageBrowser {
  page: CommandedPage;
  /** Shows a page that has no storage, cookies and history of an earlier one. Does not wait until it is loaded. */
  open(url: string): Promise<void>;
  url(): Promise<string>;
  /** Ends the scripts of the page. Rejects when the browser cannot show another page. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

const VIEWPORT = { width: 800, height: 600 };

/**
 * Runs each test file in a browser of one page. As many browsers start as files run at a time, and each goes on to the
 * next file.
 */
export function elementLauncher(
  name: string,
  concurrency: number,
  start: () => Promise<OnePageBrowser>,
): BrowserLauncher & { getPage(sessionId: string): CommandedPage } {
  const started: Promise<OnePageBrowser>[] = [];
  const free: OnePageBrowser[] = [];
  const busy = new Map<string, OnePageBrowser>();
  const browserOf = (sessionId: string) => {
    const browser = busy.get(sessionId);
    if (!browser) throw new Error(`${name} shows no page of the session ${sessionId}.`);
    return browser;
  };
  const startOne = () => {
    const browser = start();
    started.push(browser);
    return browser;
  };
  return {
    name,
    // The runner's own commands speak to a page by the type of its launcher.
    type: 'playwright',
    concurrency,
    async startSession(sessionId, url) {
      const browser = free.pop() ?? (await startOne());
      busy.set(sessionId, browser);
      await browser.page.setViewportSize(VIEWPORT);
      await browser.open(url);
    },
    isActive: (sessionId) => busy.has(sessionId),
    getBrowserUrl: (sessionId) => browserOf(sessionId).url(),
    getPage: (sessionId) => browserOf(sessionId).page,
    async stopSession(sessionId) {
      const browser = browserOf(sessionId);
      busy.delete(sessionId);
      try {
        await browser.leave();
        free.push(browser);
      } catch (error) {
        // The next file gets a new browser.
        return { errors: [{ message: `${name} did not leave its page: ${error}` }] };
      }
      return {};
    },
    startDebugSession() {
      throw new Error(`Debug with Chromium: ${name} has no window here.`);
    },
    async stop() {
      const browsers = await Promise.allSettled(started);
      await Promise.allSettled(browsers.map((browser) => browser.status === 'fulfilled' && browser.value.close()));
    },
  };
}
