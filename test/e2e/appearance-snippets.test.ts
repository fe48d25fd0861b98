import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as esbuild from 'esbuild';
import type { Browser, Page } from 'playwright';
import { compile } from 'tailwindcss';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type DemoHere, startDemoHere } from '../support/demo-site.ts';

/** A selector, a property of its computed style, and a value that only the example gives. */
type Mark = readonly [selector: string, property: string, value: RegExp];

const BUTTON = '.cl-formButtonPrimary';
/** What the examples below each heading give: one list for each page that they are tried on. */
const EXAMPLES: Readonly<Record<string, Readonly<Record<string, readonly Mark[]>>>> = {
  'docs/appearance.md': {
    'Variables, the css block': [
      [BUTTON, 'background-color', /^rgb\(31, 92, 70\)$/],
      [BUTTON, 'border-radius', /^4px$/],
    ],
    'Variables, the js block': [
      [BUTTON, 'background-color', /^rgb\(31, 92, 70\)$/],
      ['.cl-headerTitle', 'font-family', /^Georgia/],
    ],
    'The early theme object, the js block': [
      [BUTTON, 'background-color', /^rgb\(200, 50, 75\)$/],
      [BUTTON, 'font-weight', /^700$/],
      ['.cl-formFieldLabel', 'font-weight', /^700$/],
      ['.cl-cardBox', 'box-shadow', /24px 60px -20px/],
    ],
    'Classes, the css and the js block': [
      ['.cl-cardBox', 'border-radius', /^24px$/],
      ['.cl-formFieldInput', 'height', /^44px$/],
      [BUTTON, 'background-color', /^oklch\(0\.51/],
    ],
    'Classes, the second css and js block': [[BUTTON, 'border-radius', /^0px$/]],
    'Classes, the third css and js block': [
      [BUTTON, 'text-transform', /^uppercase$/],
      [BUTTON, 'letter-spacing', /^2px$/],
    ],
    'Classes, the fourth css block': [[BUTTON, 'text-transform', /^uppercase$/]],
    'Style objects, the js block': [
      ['.cl-headerTitle', 'font-family', /^monospace$/],
      [BUTTON, 'background-color', /^rgb\(11, 107, 58\)$/],
    ],
    'Your own components, the js block': [
      ['button.my-button.cl-formButtonPrimary', 'display', /^(inline|block|flex|grid)/],
    ],
    'Your own components, the second js block': [
      ['wa-button.cl-formButtonPrimary', 'display', /^(inline|block|flex|grid)/],
      ['wa-input.cl-formFieldInput', 'display', /^(inline|block|flex|grid)/],
    ],
    'Strategies, the js block': [
      ['.my-button.cl-formButtonPrimary', 'border-radius', /^0px$/],
      ['.my-input.cl-formFieldInput', 'border-radius', /^8px$/],
      ['.my-title.cl-headerTitle', 'font-size', /^28px$/],
    ],
    'Themes, the js block': [
      ['.cl-card', 'background-color', /^rgb\(63, 60, 119\)$/],
      [BUTTON, 'border-radius', /^12px$/],
    ],
    'Where it is set, the html block': [
      [BUTTON, 'background-color', /^rgb\(31, 92, 70\)$/],
      ['.cl-headerTitle', 'font-size', /^28px$/],
    ],
    'Where it is set, the second html block': [[BUTTON, 'background-color', /^rgb\(31, 92, 70\)$/]],
  },
  'README.md': {
    'Look, the css block': [
      [BUTTON, 'background-color', /^rgb\(31, 92, 70\)$/],
      [BUTTON, 'border-radius', /^4px$/],
    ],
    'Look, the js block': [
      [BUTTON, 'background-color', /^rgb\(200, 50, 75\)$/],
      [BUTTON, 'border-radius', /^16px$/],
      [BUTTON, 'font-weight', /^700$/],
    ],
    'Look, the second js block': [
      ['.cl-card', 'padding-top', /^48px$/],
      [BUTTON, 'background-color', /^oklch\(0\.51/],
    ],
    'Look, the third js block': [[BUTTON, 'border-radius', /^0px$/]],
    'Look, the fourth js block': [
      ['wa-input.cl-formFieldInput', 'display', /^(inline|block|flex|grid)/],
      ['button.my-button.cl-formButtonPrimary', 'display', /^(inline|block|flex|grid)/],
    ],
  },
};
const NUMBERS = ['', 'second', 'third', 'fourth'];

describe('the examples of the appearance', () => {
  let demo: DemoHere;
  let browser: Browser;
  before(async () => {
    [demo, browser] = await Promise.all([startDemoHere(), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  for (const [file, examples] of Object.entries(EXAMPLES)) {
    for (const [name, marks] of Object.entries(examples)) {
      test(`${file} gives what it says under ${name}`, async () => {
        const page = await browser.newPage();
        const errors = collectErrors(page);
        await show(page, demo.origin, await blocksOf(file, name));
        for (const mark of marks) await shows(page, mark);
        assert.deepEqual(errors, []);
        await page.close();
      });
    }
  }

  test('every example of a script or a style sheet in the guide is among those that are tried', async () => {
    const guide = await readFile('docs/appearance.md', 'utf8');
    const all = [...guide.matchAll(/^```(css|js)$/gm)].length;
    const tried = Object.keys(EXAMPLES['docs/appearance.md'] ?? {}).flatMap(
      (name) => name.match(/\b(css|js)\b/g) ?? [],
    );
    assert.equal(tried.length, all);
  });
});

/** Returns the blocks that a name such as `Classes, the second css and js block` means. */
async function blocksOf(file: string, name: string): Promise<Partial<Record<'css' | 'html' | 'js', string>>> {
  const [, heading = '', number = '', kinds = ''] =
    /^(.*?), the (?:(second|third|fourth) )?(.*) block$/.exec(name) ?? [];
  const text = await readFile(file, 'utf8');
  const [section = ''] = new RegExp(`^##+ ${heading}\n[^]*?(?=^##+ |$(?![^]))`, 'm').exec(text) ?? [];
  return Object.fromEntries(
    kinds.match(/css|html|js/g)?.map((kind) => {
      const blocks = [...section.matchAll(new RegExp(`^\`\`\`${kind}\n([^]*?)^\`\`\`$`, 'gm'))];
      return [kind, blocks[NUMBERS.indexOf(number)]?.[1] ?? assert.fail(`${file} has no such block: ${name}`)];
    }) ?? [],
  );
}

/** Shows a page that has the example, its script bundled as an application's would be. */
async function show(page: Page, origin: string, blocks: Partial<Record<'css' | 'html' | 'js', string>>): Promise<void> {
  const { css = '', html = '', js = '' } = blocks;
  const script = await bundle(js, css);
  const isModule = /sign-in\.module\.css/.test(js);
  // Classes that the README and the guide leave to the reader.
  const own = js.includes('my-input') ? '.my-button { border-radius: 0 }' : isModule ? '' : css;
  const isTailwind = css.includes('tailwindcss') || /bg-indigo-600/.test(js);
  const sheet = isTailwind ? await tailwind(js) : own + script.css;
  const scriptTag = `<script async src="/__clerk/clerk.js?elements=sign-in"></script>`;
  const given = html.replaceAll('https://clerk.example.com/', '/__clerk/');
  const body = `<!doctype html><html lang="en"><title>Example</title><link rel="stylesheet" href="/example/page.css">
    ${given.includes('clerk.js') ? '' : scriptTag}
    <main class="page">${given.includes('<clerk-sign-in') ? '' : '<clerk-sign-in></clerk-sign-in>'}${given}</main>
    <script type="module" src="/example/page.js"></script></html>`;
  const files: Record<string, [type: string, body: string]> = {
    '/example/': ['text/html', body],
    '/example/page.css': ['text/css', sheet],
    '/example/page.js': ['text/javascript', script.js],
  };
  await page.route(`${origin}/example/**`, (route) => {
    const [contentType, text] = files[new URL(route.request().url()).pathname] ?? ['text/plain', ''];
    return route.fulfill({ contentType, body: text });
  });
  await page.goto(`${origin}/example/`);
  await page.locator('input[name=identifier]').waitFor({ state: 'attached' });
}

async function bundle(js: string, css: string): Promise<{ js: string; css: string }> {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: js, resolveDir: process.cwd(), loader: 'js' },
    outdir: path.resolve('example'),
    bundle: true,
    format: 'esm',
    write: false,
    plugins: [
      {
        name: 'module',
        setup(build) {
          build.onResolve({ filter: /^\.\/sign-in\.module\.css$/ }, () => ({ path: 'sign-in', namespace: 'module' }));
          build.onLoad({ filter: /./, namespace: 'module' }, () => ({ contents: css, loader: 'local-css' }));
        },
      },
    ],
  });
  const textOf = (kind: string) => outputFiles.find((file) => file.path.endsWith(kind))?.text ?? '';
  return { js: textOf('.js'), css: textOf('.css') };
}

async function tailwind(js: string): Promise<string> {
  const file = path.resolve('node_modules/tailwindcss/index.css');
  const { build } = await compile('@import "tailwindcss";', {
    loadStylesheet: async () => ({ path: file, base: path.dirname(file), content: await readFile(file, 'utf8') }),
  });
  return build(js.split(/[\s'"`]+/));
}

async function shows(page: Page, [selector, property, value]: Mark): Promise<void> {
  const styleOf = () =>
    page.evaluate(
      ([selector, property]) => {
        const node = document.querySelector(`clerk-sign-in ${selector}`);
        return node ? getComputedStyle(node).getPropertyValue(property) : 'no such node';
      },
      [selector, property] as const,
    );
  // Some of them arrive with a transition.
  await page
    .waitForFunction(
      ([selector, property, source]) => {
        const node = document.querySelector(`clerk-sign-in ${selector}`);
        return node && new RegExp(source).test(getComputedStyle(node).getPropertyValue(property));
      },
      [selector, property, value.source] as const,
      { timeout: 120_000 },
    )
    .catch(async () => assert.match(await styleOf(), value, `${selector} { ${property} }`));
}
