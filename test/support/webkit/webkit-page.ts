import { writeFile } from 'node:fs/promises';
import type { StoryPage, StoryRole } from '../story-page.ts';
import { findParts, type Step } from './find-parts.ts';
import { patiently } from './patiently.ts';
import { type ElementReference, idOf, type WebDriverSession } from './session.ts';
import { cssStep, textOf, WebKitLocator } from './webkit-locator.ts';

/** Code points of keys: https://www.w3.org/TR/webdriver2/#keyboard-actions. */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE006',
  Shift: '\uE008',
  Escape: '\uE00C',
  Space: ' ',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};

/** A tab of a WebKit, with the members of a Playwright page that the stories use. */
export class WebKitPage implements StoryPage {
  readonly #session: WebDriverSession;
  readonly #window: string;
  #url = 'about:blank';

  private constructor(session: WebDriverSession, window: string) {
    this.#session = session;
    this.#window = window;
  }

  static async open(session: WebDriverSession, viewport: { width: number; height: number }): Promise<WebKitPage> {
    const page = new WebKitPage(session, await session.open());
    await page.#resize(viewport);
    return page;
  }

  /** Makes the page itself as large as this: a window has a bar above it. */
  async #resize({ width, height }: { width: number; height: number }): Promise<void> {
    await this.send('POST', '/window/rect', { x: 0, y: 0, width, height });
    const bar = await this.evaluate(() => outerHeight - innerHeight);
    await this.send('POST', '/window/rect', { x: 0, y: 0, width, height: height + bar });
  }

  send<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
    return this.#session.sendTo<T>(this.#window, method, path, body);
  }

  async goto(url: string): Promise<void> {
    await this.send('POST', '/url', { url });
  }
  async reload(): Promise<void> {
    await this.send('POST', '/refresh');
  }
  async goBack(): Promise<void> {
    await this.send('POST', '/back');
  }
  url(): string {
    return this.#url;
  }
  async bringToFront(): Promise<void> {
    await this.#session.send('POST', '/window', { handle: this.#window });
  }
  async close(): Promise<void> {
    await this.send('DELETE', '/window');
  }

  locator(selector: string, { hasText }: { hasText?: string | RegExp } = {}): WebKitLocator {
    const found = new WebKitLocator(this, [cssStep(selector)]);
    return hasText === undefined ? found : found.filter({ hasText });
  }
  getByRole(role: StoryRole, { name, exact = false }: { name: string | RegExp; exact?: boolean }): WebKitLocator {
    return new WebKitLocator(this, [{ by: 'role', role }], { name, exact });
  }
  getByText(text: string | RegExp): WebKitLocator {
    return new WebKitLocator(this, [{ by: 'innermost', text: textOf(text) }]);
  }

  readonly keyboard = {
    press: (keys: string): Promise<void> => {
      const held = keys.split('+').map((key) => KEYS[key] ?? key);
      return this.#strike([
        ...held.map((value) => ({ type: 'keyDown', value })),
        ...held.toReversed().map((value) => ({ type: 'keyUp', value })),
      ]);
    },
    type: (text: string): Promise<void> =>
      this.#strike(
        [...text].flatMap((value) => [
          { type: 'keyDown', value },
          { type: 'keyUp', value },
        ]),
      ),
  };
  async #strike(actions: object[]): Promise<void> {
    await this.send('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  async waitForURL(wanted: string | RegExp | ((url: URL) => boolean)): Promise<void> {
    let url = '';
    const isIt = (): boolean => {
      if (typeof wanted === 'function') return wanted(new URL(url));
      return typeof wanted === 'string' ? patternOf(wanted).test(url) : wanted.test(url);
    };
    await patiently(`the page is at ${wanted}`, async () => {
      url = await this.send<string>('GET', '/url');
      return isIt();
    });
    this.#url = url;
  }

  waitForFunction<A>(check: (arg: A) => unknown, arg?: A): Promise<unknown> {
    return patiently(`this holds in the page: ${check}`, () => this.evaluate(check as (arg: A) => boolean, arg));
  }

  /** Runs a function in the page and waits for its promise. */
  async evaluate<R, A>(read: (arg: A) => R | Promise<R>, arg?: A): Promise<R> {
    const script = `const done = arguments[1];
      Promise.resolve().then(() => (${read})(arguments[0])).then((value) => done({ value }), (e) => done({ error: \`\${e}\n\${e?.stack}\` }));`;
    const body = { script, args: [arg ?? null] };
    const { value, error } = await this.send<{ value: R; error?: string }>('POST', '/execute/async', body);
    if (error) throw new Error(error);
    return value;
  }

  /** Runs a function in the page with one of its elements. */
  call<T, E extends Element>(read: (element: E) => T, element: ElementReference): Promise<T> {
    return this.send<T>('POST', '/execute/sync', { script: `return (${read})(arguments[0]);`, args: [element] });
  }

  find(steps: readonly Step[]): Promise<ElementReference[]> {
    return this.send('POST', '/execute/sync', { script: `return (${findParts})(arguments[0]);`, args: [steps] });
  }

  /** Returns the name that assistive technology is given. */
  nameOf(element: ElementReference): Promise<string> {
    return this.send('GET', `/element/${idOf(element)}/computedlabel`);
  }

  async screenshot({ path }: { path: string }): Promise<void> {
    // What WebKit has drawn may be older than what the page is.
    await this.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await writeFile(path, Buffer.from(await this.send<string>('GET', '/screenshot'), 'base64'));
  }
}

/** Reads an address in which `**` stands for anything. */
function patternOf(glob: string): RegExp {
  const [...parts] = glob.split('**').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
