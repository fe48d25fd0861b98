import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import sharp from 'sharp';
import type { EnvironmentJSON } from '../../src/protocol/json/environment.ts';
import { launchBrowser } from '../support/browser.ts';
import { type FormName, RENDERED_CASES, type RenderedCase, renderForm } from '../support/rendered-forms.ts';
import { type Site, startSite } from '../support/site.ts';

/** How a page is shown, where that is not the usual way. */
const LOOKS: Record<string, { context?: BrowserContextOptions; html?: string }> = {
  usual: {},
  dark: { context: { colorScheme: 'dark' } },
  'right to left': { html: 'dir="rtl"' },
  'on a phone': { context: { viewport: { width: 375, height: 812 } } },
};
const WAYS = ['server, no JavaScript', 'server, waiting', 'server, then script'] as const;
const WIDE = { width: 1280, height: 1400 };
/** By how much of 255 the browser blends the edge of a round corner differently from one drawing to the next. */
const ROUNDING = 2;
/** What draws the form. `waiting` has JavaScript on, and its script is still on its way. */
type Way = 'script' | 'server, no JavaScript' | 'server, waiting' | 'server, then script';
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

      before(async () => {
        site = await startSite(
          ({ pathname }) =>
            /^\/sign-(in|up)$/.test(pathname)
              ? new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8' } })
              : undefined,
          { applicationName: 'Acme Labs', password: { breachCheck: false }, ...each.config },
        );
        environment = (await (await fetch(`${site.origin}/v1/environment`)).json()) as EnvironmentJSON;
      });
      after(() => site?.close());

      /** @param isBare leaves out what needs a script in every form: the button that shows a password */
      async function shoot(form: FormName, look: string, way: Way, isBare = false): Promise<Buffer> {
        const { context: options = {}, html = '' } = LOOKS[look] ?? {};
        body = await write(form, each, html, way);
        const javaScriptEnabled = way !== 'server, no JavaScript';
        const context = await browser.newContext({ viewport: WIDE, ...options, javaScriptEnabled });
        const page = await context.newPage();
        await page.goto(`${site.origin}/${form}`);
        if (way.endsWith('script')) await drawn(page);
        else await page.locator('.cl-card').waitFor();
        if (isBare)
          await page.addStyleTag({ content: '.cl-formFieldInputShowPasswordButton { display: none !important }' });
        const image = await page.screenshot({ animations: 'disabled', fullPage: true });
        await context.close();
        return image;
      }

      async function write(form: FormName, { properties }: RenderedCase, attributes: string, way: Way) {
        const { html, style } = await renderForm(form, environment, { properties, language: 'en' });
        const tag = `<clerk-${form} path="/${form}"></clerk-${form}>`;
        const content = way === 'script' ? tag : `<style>${style}</style>${html}`;
        const script = !way.endsWith('script')
          ? ''
          : `<script async src="/__clerk/clerk.js?elements=${form}"></script>`;
        return `<!doctype html><html lang="en" ${attributes}><meta charset="utf-8"><title>test</title>
          <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
          <link rel="icon" href="data:,">${content}${script}`;
      }

      for (const form of each.forms ?? (['sign-in', 'sign-up'] as const)) {
        for (const look of looks) {
          test(`${form}, ${look}: without JavaScript, before the script, and after it`, async () => {
            const script = await shoot(form, look, 'script');
            const seen: Partial<Record<Way, number | string>> = {};
            for (const way of WAYS) {
              // What only a script can do is out of sight there.
              if (way === 'server, no JavaScript' && each.needsScript) continue;
              const expected = way === 'server, no JavaScript' ? await shoot(form, look, 'script', true) : script;
              seen[way] = await differing(`${name}, ${form}, ${look}, ${way}`, expected, await shoot(form, look, way));
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

/** Resolves when the element shows its form, and nothing more is on its way. */
async function drawn(page: Page): Promise<void> {
  await page.locator('.cl-card[data-step]').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => {
    const element = document.querySelector('clerk-sign-in, clerk-sign-up') as unknown as {
      updateComplete: Promise<unknown>;
    };
    await element.updateComplete;
    await new Promise(requestAnimationFrame);
  });
}

/** Returns how many pixels differ, and leaves both images in a folder if any does. */
async function differing(name: string, one: Buffer, other: Buffer): Promise<number | string> {
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
