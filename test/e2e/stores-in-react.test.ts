import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright';
import { collectErrors, launchBrowser } from '../support/browser.ts';

/**
 * A page of React 19 whose components read the stores of an instance that the test changes. `window.change()` sets what
 * the instance knows, and `window.commits` has what the components of each commit showed.
 */
const APP = `
  import { createElement as h, StrictMode, useLayoutEffect, useState, useSyncExternalStore, startTransition } from 'react';
  import { flushSync } from 'react-dom';
  import { createRoot, hydrateRoot } from 'react-dom/client';
  import { renderToString } from 'react-dom/server.browser';
  import { authStore } from './src/client/stores/auth-store.ts';
  import { userStore } from './src/client/stores/user-store.ts';

  const listeners = new Set();
  window.listening = () => listeners.size;
  const clerk = {
    loaded: false, status: 'loading', client: undefined, session: undefined, user: undefined,
    addListener(listener) { listeners.add(listener); return () => listeners.delete(listener); },
    on() {},
    off() {},
  };
  const user = (id) => ({ id, fullName: id });
  window.change = (id) => {
    const of = id && user(id);
    const session = id && { id: 'sess_' + id, status: 'active', user: of, lastActiveToken: null, actor: null };
    Object.assign(clerk, { loaded: true, status: 'ready', client: {}, session: session ?? null, user: of ?? null });
    for (const listener of [...listeners]) listener();
  };

  function useStore(store) {
    return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getServerSnapshot);
  }
  window.renders = 0;
  function Name() {
    window.renders++;
    const { isLoaded, user } = useStore(userStore(clerk));
    return h('p', {}, isLoaded ? user?.fullName ?? 'nobody' : 'loading');
  }
  function Id() {
    const { isLoaded, userId } = useStore(authStore(clerk));
    return h('p', {}, isLoaded ? userId ?? 'nobody' : 'loading');
  }
  /** Takes so long that React pauses between two of them. Some have the user change in that pause. */
  function Slow({ index }) {
    const until = performance.now() + 6;
    while (performance.now() < until);
    if (index % 4 === 3 && window.next.length) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.change(window.next.shift());
      port2.postMessage('');
    }
    return h(Name);
  }
  window.commits = [];
  function App() {
    const [many, setMany] = useState(0);
    window.showMany = () => startTransition(() => setMany(20));
    useLayoutEffect(() => {
      window.commits.push([...document.querySelectorAll('#root p')].map((p) => p.textContent));
    });
    return h('div', {}, h(Name), h(Id), ...Array.from({ length: many }, (_, index) => h(Slow, { key: index, index })));
  }
  const app = h(StrictMode, {}, h(App));
  const root = document.body.appendChild(Object.assign(document.createElement('div'), { id: 'root' }));
  window.html = renderToString(app);
  root.innerHTML = window.html;
  window.recovered = [];
  window.hydrate = () => {
    window.root = hydrateRoot(root, app, { onRecoverableError: (error) => window.recovered.push(String(error)) });
  };
  window.flush = (work) => flushSync(work);
`;

declare const window: {
  html: string;
  recovered: string[];
  commits: string[][];
  renders: number;
  next: (string | undefined)[];
  root: { unmount(): void };
  change(id?: string): void;
  hydrate(): void;
  flush(work: () => void): void;
  showMany(): void;
  listening(): number;
};

describe('the stores in useSyncExternalStore of React', () => {
  let browser: Browser;
  let page: Page;
  let errors: string[];

  before(async () => {
    const bundle = build({
      stdin: { contents: APP, resolveDir: process.cwd() },
      bundle: true,
      write: false,
      define: { 'process.env.NODE_ENV': '"development"' },
    });
    browser = await launchBrowser();
    page = await browser.newPage();
    errors = collectErrors(page);
    await page.addScriptTag({ content: (await bundle).outputFiles[0]?.text ?? '' });
  });
  after(() => browser?.close());

  const shown = () => page.locator('#root p').allTextContents();

  test('a server renders an instance that is not loaded', async () => {
    assert.equal(await page.evaluate(() => window.html), '<div><p>loading</p><p>loading</p></div>');
  });

  test('a page hydrates without a mismatch, although its instance is loaded by then', async () => {
    await page.evaluate(() => {
      window.change('ada');
      window.hydrate();
    });
    await page.getByText('ada').nth(1).waitFor();
    assert.deepEqual(await shown(), ['ada', 'ada']);
    assert.deepEqual(await page.evaluate(() => window.recovered), []);
  });

  test('a change renders a component that reads it once', async () => {
    const renders = () => page.evaluate(() => window.renders);
    const before = await renders();
    await page.evaluate(() => window.flush(() => window.change('grace')));
    assert.deepEqual(await shown(), ['grace', 'grace']);
    // Strict mode renders twice.
    assert.equal((await renders()) - before, 2);
  });

  test('no commit shows two users, also when the user changes while React renders', async () => {
    await page.evaluate(() => {
      window.commits.length = 0;
      window.next = ['ada', 'grace', undefined, 'joan'];
      window.showMany();
    });
    await page.waitForFunction(() => window.next.length === 0 && window.commits.at(-1)?.length === 22);
    const torn = await page.evaluate(() => window.commits.filter((texts) => new Set(texts).size > 1));
    assert.deepEqual(torn, []);
    assert.deepEqual(new Set(await shown()), new Set(['joan']));
  });

  test('strict mode leaves one listener at the instance, and unmounting none', async () => {
    assert.equal(await page.evaluate(() => window.listening()), 1);
    await page.evaluate(() => window.root.unmount());
    await page.waitForFunction(() => window.listening() === 0);
    assert.deepEqual(errors, []);
  });
});
