import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright';

const VIEWS = [
  { width: 1280, height: 720, hasTouch: false },
  { width: 375, height: 720, hasTouch: true },
] as const;
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Steps</title><style>
  :root { color-scheme: light dark; font-family: system-ui, sans-serif }
  body { min-height: 100vh; margin: 0; padding: 48px 16px; box-sizing: border-box; display: grid; place-items: start center;
    background: light-dark(#f6f6f7, #101114) }
</style><body></body></html>`;

/**
 * Takes pictures of every step of sign-in and sign-up, in the states of `EVERY_STEP`, without any server.
 *
 * @param folder for the files, named `step-<step>-<width>-<scheme>.png`
 * @param language of the page
 */
export async function shootSteps(browser: Browser, folder: string, language = 'en'): Promise<void> {
  const script = await bundle();
  for (const { width, height, hasTouch } of VIEWS) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const viewport = { width, height };
      const context = await browser.newContext({
        viewport,
        hasTouch,
        isMobile: hasTouch,
        colorScheme,
        deviceScaleFactor: 2,
      });
      const page = await context.newPage();
      await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
      await page.goto(`https://steps.example/?lang=${language}`);
      await page.addScriptTag({ content: script });
      for (const name of (await page.evaluate('steps.names')) as string[]) {
        await page.evaluate(
          (each) => (window as never as { steps: { show(name: string): Promise<void> } }).steps.show(each),
          name,
        );
        const file = path.join(folder, `step-${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
      }
      await context.close();
    }
  }
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['test/e2e/steps-page.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    // The import of the screens registers them.
    ignoreAnnotations: true,
    plugins: [
      {
        name: 'css-as-text',
        setup: (b) =>
          b.onLoad({ filter: /\.css$/ }, async ({ path: file }) => ({
            contents: await readFile(file, 'utf8'),
            loader: 'text',
          })),
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}
