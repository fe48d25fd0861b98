import * as newer from '@clerk/ui/themes';
import { createTheme } from '@clerk/ui/themes/experimental';
// The package names a CommonJS file as its module, which browsers cannot load.
import { experimental_createTheme as createOlder } from '../../../node_modules/@clerk/themes/dist/createTheme.mjs';
import * as olderThemes from '../../../node_modules/@clerk/themes/dist/themes/index.mjs';
import { hardToRead } from '../../support/contrast.ts';
import { EVERY_STEP } from '../every-step.ts';
import { showStep } from '../show-step.ts';
import { cleanUp, equal, mount, ok } from '../support.ts';

/** What a page with shadcn's style sheet has; Clerk's theme reads these. */
const SHADCN = `:root {
  --card: white; --card-foreground: oklch(0.145 0 0); --destructive: oklch(0.505 0.213 27.518); --input: oklch(0.99 0 0);
  --muted: oklch(0.97 0 0); --muted-foreground: oklch(0.45 0 0); --foreground: oklch(0.145 0 0); --primary: oklch(0.205 0 0);
  --primary-foreground: oklch(0.985 0 0); --ring: oklch(0.5 0 0); --color-black: #000;
  --font-weight-normal: 400; --font-weight-medium: 500; --font-weight-semibold: 600; }
.dark { --card: oklch(0.205 0 0); --card-foreground: oklch(0.985 0 0); --input: oklch(0.25 0 0); --muted: oklch(0.269 0 0);
  --muted-foreground: oklch(0.75 0 0); --foreground: oklch(0.985 0 0); --primary: oklch(0.922 0 0);
  --primary-foreground: oklch(0.205 0 0); --destructive: oklch(0.75 0.15 22); }`;

const THEMES: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(Object.entries(newer).map(([name, theme]) => [`@clerk/ui ${name}`, { theme }])),
  ...Object.fromEntries(
    Object.entries(olderThemes).map(([name, baseTheme]) => [`@clerk/themes ${name}`, { baseTheme }]),
  ),
  simple: { theme: 'simple' },
  clerk: { theme: 'clerk' },
  'an array of themes': { theme: ['simple', newer.dark, newer.shadesOfPurple] },
  'a theme made by createTheme': {
    theme: createTheme({
      name: 'mine',
      theme: newer.dark,
      elements: ({ theme }: { theme: { colors: Record<string, string>; space: Record<string, string> } }) => ({
        card: { background: theme.colors['$colorBackground'], padding: theme.space['$5'] },
      }),
    } as never),
  },
  'a theme made by experimental_createTheme': { baseTheme: createOlder({ baseTheme: newer.dark } as never) },
};

describe("Clerk's published themes", () => {
  const said: unknown[] = [];
  const { warn, error } = console;
  let sheet: CSSStyleSheet;

  beforeEach(() => {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(SHADCN);
    document.adoptedStyleSheets.push(sheet);
    console.warn = console.error = (...words: unknown[]) => said.push(words.join(' '));
  });

  afterEach(() => {
    Object.assign(console, { warn, error });
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    cleanUp();
    document.documentElement.className = '';
    document.documentElement.removeAttribute('style');
  });

  // Each screen gets one theme after the other, in a light page or a dark one by turns.
  for (const [index, [step, state]] of Object.entries(EVERY_STEP).entries()) {
    const scheme = index % 2 ? 'dark' : 'light';
    it(`${step} is readable in every theme of Clerk on a ${scheme} page, and the console stays empty`, async () => {
      document.documentElement.style.colorScheme = scheme;
      document.documentElement.className = scheme;
      said.length = 0;
      const { element, settled } = await showStep(state);
      const found: string[] = [];
      for (const [name, appearance] of Object.entries(THEMES)) {
        // The older package has the same themes but for a few rules.
        if (name.startsWith('@clerk/themes') && index % 6 > 1) continue;
        element.appearance = appearance as never;
        await settled();
        // What fades in is faint meanwhile. A spinner never ends.
        for (const animation of document.getAnimations()) {
          if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
        }
        found.push(...hardToRead(element).map((what) => `${name}: ${what}`));
      }
      equal(said, []);
      // The green that Clerk's purple theme has itself has less than 4.5:1 on its surface.
      const ours = found.filter((what) => !/shadesOfPurple.*SuccessText/.test(what));
      equal([...new Set(ours)].slice(0, 12), []);
    });
  }

  it('the simple theme takes the decoration away', async () => {
    const { find } = await mount('clerk-sign-in', { properties: { appearance: { theme: 'simple' } } });
    const { boxShadow, borderWidth } = getComputedStyle(find('.cl-cardBox'));
    equal([boxShadow, borderWidth], ['none', '0px']);
    equal(getComputedStyle(find('.cl-formButtonPrimary')).boxShadow, 'none');
  });

  it('a name that is no theme is said on the console with those that are', async () => {
    said.length = 0;
    await mount('clerk-sign-in', { properties: { appearance: { theme: 'drak' } } });
    ok(/"drak" is unknown\. Use clerk, simple/.test(said.join()), said.join());
  });

  it('a dark theme gives the element the dark color scheme, and a page that becomes dark takes it along', async () => {
    const first = await mount('clerk-sign-in', { properties: { appearance: { theme: newer.dark } } });
    equal(getComputedStyle(first.find('.cl-rootBox')).colorScheme, 'dark');
    cleanUp();
    const { find } = await mount('clerk-sign-in', { properties: { appearance: { theme: newer.shadcn } } });
    equal(getComputedStyle(find('.cl-rootBox')).colorScheme, 'normal');
    document.documentElement.className = 'dark';
    await Promise.resolve();
    equal(getComputedStyle(find('.cl-rootBox')).colorScheme, 'dark');
  });

  it('variables with light-dark() follow the color scheme of the page', async () => {
    const variables = { colorBackground: 'light-dark(rgb(255, 255, 255), rgb(9, 9, 9))' };
    const { find } = await mount('clerk-sign-in', { properties: { appearance: { variables } } });
    const surface = () => getComputedStyle(find('.cl-card')).backgroundColor;
    equal(surface(), 'rgb(255, 255, 255)');
    document.documentElement.style.colorScheme = 'dark';
    await Promise.resolve();
    equal(surface(), 'rgb(9, 9, 9)');
  });
});
