import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';

/** A page of an application with a dialog of Radix, on which shadcn/ui and others build. */
const RADIX = `
  import { createElement as h } from 'react';
  import { createRoot } from 'react-dom/client';
  import * as Dialog from '@radix-ui/react-dialog';
  const root = document.body.appendChild(document.createElement('div'));
  createRoot(root).render(
    h(Dialog.Root, {},
      h(Dialog.Trigger, { id: 'open-radix' }, 'Open'),
      h(Dialog.Portal, {},
        h(Dialog.Overlay, { style: { position: 'fixed', inset: 0 } }),
        h(Dialog.Content, { id: 'radix', style: { position: 'fixed', top: 0 }, 'aria-describedby': undefined },
          h(Dialog.Title, {}, 'Theirs'),
          h('input', { id: 'theirs' }),
          h('button', { id: 'sign-in', onClick: () => window.Clerk.openSignIn() }, 'Sign in'),
        ),
      ),
    ),
  );
`;

describe('the sign-in dialog over an open dialog of Radix', () => {
  let demo: Demo;
  let browser: Browser;
  let page: Page;

  before(async () => {
    const bundle = build({
      stdin: { contents: RADIX, resolveDir: process.cwd() },
      bundle: true,
      write: false,
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    page = await (await browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 300 } })).newPage();
    await page.goto(demo.origin);
    await page.addScriptTag({ content: (await bundle).outputFiles[0]?.text ?? '' });
    // Radix hides a portal that exists before it opens.
    await page.waitForFunction(() => 'loaded' in ((window as { Clerk?: object }).Clerk ?? {}));
    await open();
    await page.keyboard.press('Escape');
    await ours().waitFor({ state: 'detached' });
    await page.locator('#open-radix').click();
    await page.locator('#radix').waitFor();
    await page.locator('#sign-in').click();
    await ours().waitFor();
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  const ours = () => page.locator('dialog.cl-modalBackdrop');
  const open = async () => {
    await page.evaluate(() => (window as unknown as { Clerk: { openSignIn(): void } }).Clerk.openSignIn());
    await ours().waitFor();
  };

  test('the sign-in dialog has an accessible name, and nothing around it is inert', async () => {
    await page.getByRole('dialog', { name: /sign in/i }).waitFor();
    assert.equal(
      await page.evaluate(() => document.querySelector('.cl-modalBackdrop')?.closest('[inert], [aria-hidden]')),
      null,
    );
  });

  test('the sign-in dialog accepts the pointer and keeps the focus while Radix disables pointer events', async () => {
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).pointerEvents), 'none');
    const field = ours().locator('input[name=identifier]');
    await field.click();
    await page.keyboard.type('ada@example.com');
    assert.equal(await field.inputValue(), 'ada@example.com');
    await page.keyboard.press('Tab');
    await page.locator('.cl-modalBackdrop :focus').waitFor();
    assert.equal(await page.locator('#radix').count(), 1, 'theirs is still open');
  });

  test('the sign-in dialog scrolls over a Radix dialog', async () => {
    await page.mouse.move(640, 150);
    await page.mouse.wheel(0, 100);
    await page.waitForFunction(() => (document.querySelector('.cl-modalBackdrop')?.scrollTop ?? 0) > 0);
  });

  test('Escape closes the sign-in dialog alone, and returns the focus to the Radix dialog', async () => {
    await page.keyboard.press('Escape');
    await ours().waitFor({ state: 'detached' });
    assert.equal(await page.locator('#radix').count(), 1);
    await page.locator('#sign-in:focus').waitFor();
    await page.locator('#theirs').fill('still there');
    await page.keyboard.press('Escape');
    await page.locator('#radix').waitFor({ state: 'detached' });
  });
});
