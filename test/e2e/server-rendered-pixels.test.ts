import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright';
import sharp from 'sharp';
import type { EnvironmentJSON } from '../../src/protocol/json/environment.ts';
import { launchBrowser } from '../support/browser.ts';
import { type FormName, RENDERED_CASES, type RenderedCase, renderForm } from '../support/rendered-forms.ts';
import { watchRequests } from '../support/requests-settle.ts';
import { type Site, startSite } from '../support/site.ts';

/** How a page is shown, where that is not the usual way. */
const LOOKS: Record<string, { context?: BrowserContextOptions; html?: string }> = {
  usual: {},
  dark: { context: { colorScheme: 'dark' } },
  'right to left': { html: 'dir="rtl"' },
  'on a phone': { context: { viewport: { width: 375, height: 812 } } },
};
/** More room than any form takes: what is around a form would only cost time. */
const WIDE = { width: 640, height: 900 };
/** By how much of 255 the browser blends the edge of a round corner differently from one drawing to the next. */
const ROUNDING = 2;
/** What draws the form. */
type Way = 'script' | 'server' | 'server, then script';
interface Opened {
  page: Page;
  /** Resolves when nothing more is on its way. */
  settled(): Promise<void>;
}

/** Where screenshots that differ are left. */
const RESULTS = 'test/e2e/shots/server-rendered';

describe('a form that a server renders looks like the form that the script draws', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());

  for (const [index, [name, each]] of Object.entries(RENDERED_CASES).entries()) {
    // Every look for the first case, and for each other one the usual look and one of the others by turns.
    const [usual = '', ...others] = Object.keys(LOOKS);
    const looks = index === 0 ? [usual, ...others] : [usual, others[index % others.length] ?? usual];
    describe(name, () => {
      let site: Site;
      let environment: EnvironmentJSON;
      /** What the next page has in it. */
      let body: string;
      /** Lets the script of the page arrive. */
      let release = Promise.withResolvers<void>();

      before(async () => {
        site = await startSite(
          async ({ pathname }) => {
            if (pathname === '/__clerk/clerk.js') await release.promise;
            return /^\/sign-(in|up)$/.test(pathname)
              ? new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8' } })
              : undefined;
          },
          { applicationName: 'Acme Labs', password: { breachCheck: false }, ...each.config },
        );
        environment = (await (await fetch(`${site.origin}/v1/environment`)).json()) as EnvironmentJSON;
      });
      after(() => site?.close());

      const newContext = (look: string, options: BrowserContextOptions = {}) =>
        browser.newContext({ viewport: WIDE, ...LOOKS[look]?.context, ...options });

      /** Opens a page whose script, if it has one, arrives when it is released. */
      async function open(context: BrowserContext, form: FormName, look: string, way: Way): Promise<Opened> {
        release = Promise.withResolvers();
        body = await write(form, each, LOOKS[look]?.html ?? '', way);
        const page = await context.newPage();
        const settled = watchRequests(page);
        await page.goto(`${site.origin}/${form}`, { waitUntil: 'commit' });
        return { page, settled };
      }

      async function write(form: FormName, { properties }: RenderedCase, attributes: string, way: Way) {
        const { html, style } = await renderForm(form, environment, { properties, language: 'en' });
        const tag = `<clerk-${form} path="/${form}"></clerk-${form}>`;
        const content = way === 'script' ? tag : `<style>${style}</style>${html}`;
        const script = way === 'server' ? '' : `<script async src="/__clerk/clerk.js?elements=${form}"></script>`;
        return `<!doctype html><html lang="en" ${attributes}><meta charset="utf-8"><title>test</title>
          <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
          <link rel="icon" href="data:,">${content}${script}`;
      }

      for (const form of each.forms ?? (['sign-in', 'sign-up'] as const)) {
        for (const look of looks) {
          test(`${form}, ${look}: without JavaScript, before the script, and after it`, async () => {
            const script = await newContext(look);
            const rendered = await open(script, form, look, 'server, then script');
            await rendered.page.locator('.cl-card').waitFor();
            const waiting = await shoot(rendered.page);
            release.resolve();
            await drawn(rendered);
            const taken = await shoot(rendered.page);
            // A browser gives the focus to a field of the first document of a page alone.
            await rendered.page.close();
            const { page, settled } = await open(script, form, look, 'script');
            release.resolve();
            await drawn({ page, settled });
            const whole = await shoot(page);
            // What needs a script in every form: the button that shows a password.
            await page.addStyleTag({ content: '.cl-formFieldInputShowPasswordButton { display: none !important }' });
            const bare = await shoot(page);
            await script.close();
            const label = `${name}, ${form}, ${look}`;
            const seen: Record<string, number | string> = {
              waiting: await differing(`${label}, waiting`, whole, waiting),
              'then script': await differing(`${label}, then script`, whole, taken),
            };
            // What only a script can do is out of sight without JavaScript.
            if (!each.needsScript) {
              const plain = await newContext(look, { javaScriptEnabled: false });
              const { page } = await open(plain, form, look, 'server');
              await page.locator('.cl-card').waitFor();
              seen['no JavaScript'] = await differing(`${label}, no JavaScript`, bare, await shoot(page));
              await plain.close();
            }
            assert.deepEqual(
              Object.entries(seen).filter(([, pixels]) => pixels !== 0),
              [],
            );
          });
        }
      }
    });
  }
});

/** Resolves when the script shows the form, and nothing more is on its way. */
async function drawn({ page, settled }: Opened): Promise<void> {
  await page.waitForFunction(() => {
    const { Clerk } = window as unknown as { Clerk?: { loaded: boolean } };
    const element = document.querySelector('clerk-sign-in, clerk-sign-up') as unknown as { renderRoot?: HTMLElement };
    return Clerk?.loaded && element.renderRoot?.querySelector('.cl-card[data-step]');
  });
  await settled();
  await page.evaluate(async () => {
    const element = document.querySelector('clerk-sign-in, clerk-sign-up') as unknown as {
      updateComplete: Promise<unknown>;
    };
    await element.updateComplete;
    await new Promise(requestAnimationFrame);
  });
}

function shoot(page: Page): Promise<Buffer> {
  return page.screenshot({ animations: 'disabled', fullPage: true });
}

/** Returns how many pixels differ, and leaves both images in a folder if any does. */
async function differing(name: string, one: Buffer, other: Buffer): Promise<number | string> {
  if (one.equals(other)) return 0;
  const [a, b] = await Promise.all(
    [one, other].map((image) => sharp(image).raw().toBuffer({ resolveWithObject: true })),
  );
  if (!a || !b) throw new Error('There is no image.');
  let count: number | string = 0;
  if (a.info.width !== b.info.width || a.info.height !== b.info.height) {
    count = `${a.info.width} x ${a.info.height} px and ${b.info.width} x ${b.info.height} px`;
  } else {
    const { channels } = a.info;
    for (let at = 0; at < a.data.length; at += channels) {
      let most = 0;
      for (let of = at; of < at + channels; of++) {
        most = Math.max(most, Math.abs((a.data[of] ?? 0) - (b.data[of] ?? 0)));
      }
      if (most > ROUNDING) count++;
    }
  }
  if (count !== 0) {
    await mkdir(RESULTS, { recursive: true });
    const base = path.join(RESULTS, name.replaceAll(/\W+/g, '-'));
    await Promise.all([writeFile(`${base}-1.png`, one), writeFile(`${base}-2.png`, other)]);
  }
  return count;
}
