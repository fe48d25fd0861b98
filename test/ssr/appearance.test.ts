import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EnvironmentJSON } from '../../src/protocol/json/environment.ts';
import type { Appearance } from '../../src/elements/styles/appearance/types.ts';
import { isContained } from '../../src/protocol/contained-css.ts';
import { getTestInstance } from '../support/instance.ts';
import { renderSignIn } from '../support/ssr.ts';

let environment: EnvironmentJSON | undefined;

async function dressed(appearance: Appearance) {
  if (!environment) {
    const instance = await getTestInstance();
    environment = (await instance.browser().get<EnvironmentJSON>('/v1/environment')).body;
    await instance.close();
  }
  return renderSignIn({ environment, options: { appearance } });
}

test('writes classes of the page beside those of the node, and lets its layered classes win', async () => {
  const { html, style } = await dressed({ elements: { primaryButton: 'rounded-full bg-teal-700' } });
  assert.match(html, /<button class="cl-formButtonPrimary cl-styled rounded-full bg-teal-700"/);
  assert.match(html, /<div class="cl-rootBox cl1" data-clerk-ssr>/);
  assert.match(style, /@layer base\{.*\.cl-formButtonPrimary:not\(#clerk-none,\.cl-bare\)\{/);
  assert.doesNotMatch(style, /@layer clerk\{[^}]/);
});

test('writes variables and style objects as rules that are limited to the element', async () => {
  const { style } = await dressed({
    variables: { colorPrimary: '#0f766e', borderRadius: '2px' },
    elements: { card: { padding: 8, '&:hover': { opacity: 0.9 }, '@media (width > 600px)': { padding: 16 } } },
  });
  assert.match(style, /\.cl1\{--clerk-color-primary:#0f766e;--clerk-border-radius:2px\}/);
  assert.match(style, /\.cl1\.cl1 \.cl-card\{padding:8px\}/);
  assert.match(style, /\.cl1\.cl1 \.cl-card:hover\{opacity:0\.9\}/);
  assert.match(style, /@media \(width > 600px\)\{\.cl1\.cl1 \.cl-card\{padding:16px\}\}/);
});

test('gives a surface that is written out its color scheme, as the browser does when it measures it', async () => {
  const schemeOn = async (appearance: Appearance) =>
    /\.cl1\{color-scheme:(\w+)/.exec((await dressed(appearance)).style)?.[1];
  assert.equal(await schemeOn({ variables: { colorBackground: '#0b1220' } }), 'dark');
  assert.equal(await schemeOn({ theme: { general: { backgroundColor: 'oklch(98% 0.01 90)' } } }), 'light');
  assert.equal(await schemeOn({ variables: { colorBackground: 'light-dark(#fff, #000)' } }), undefined);
  assert.equal(await schemeOn({ variables: { colorPrimary: '#0b1220' } }), undefined);
});

test('leaves the default look out where the page replaces it', async () => {
  const { html, style } = await dressed({ strategy: 'replace', elements: { formButtonPrimary: 'mine' } });
  assert.match(html, /<button class="cl-formButtonPrimary cl-styled cl-bare mine"/);
  assert.doesNotMatch(style, /\.cl-formButtonPrimary\{/);
});

test('takes switches from the appearance, and refuses a link that runs a script', async () => {
  const { html } = await dressed({
    options: { logoImageUrl: '/logo.svg', logoLinkUrl: 'javascript:alert(1)', helpPageUrl: '/help' },
  });
  assert.match(html, /<img class="cl-logoImage" src="\/logo\.svg"/);
  assert.match(html, /href="\/help"/);
  assert.doesNotMatch(html, /javascript:/);
});

test('draws the default node where the page has a component of its own', async () => {
  const own = { component: 'sl-button' };
  for (const elements of [
    { formButtonPrimary: own },
    { formButtonPrimary: ['', [own]] },
    { formButtonPrimary: [() => ({}) as Node] },
    () => ({ formButtonPrimary: own }),
  ]) {
    for (const appearance of [{ elements }, { theme: { elements } }, { baseTheme: [{ theme: [{ elements }] }] }]) {
      const { html } = await dressed(appearance as Appearance);
      assert.match(html, /<button class="cl-formButtonPrimary"/);
    }
  }
});

const HOSTILE = [
  'red;background:url(//evil.example)',
  'red}body{display:none',
  '</style><script>alert(1)</script>',
  '"}body{display:none}',
  "url('//evil.example",
  'var(--x',
  'red/*',
  'red\\',
  '[}',
  // Browsers drop a URL with a quote in it up to the first bracket: the next quote then opens a text.
  "url(a'b)c')",
  'URL(a"b)c")',
  "url(\u00a0'a)b')",
  "url(\v'a)b')",
  '\\75rl(a"b)c")',
  '\\75 \\72 \\6c(a"b)c")',
  'u\\72l(a"b)c")',
  '\\75 url(/*)',
  // What ends like a URL is a function, in which a brace opens a block.
  'xurl({)',
  '-url({)',
  '#url({)',
  '@url({)',
  '\u00fcurl({)',
  'url(a b;c)',
  'url(a(b);c)',
];

test('no value of an appearance ends its declaration, its rule or the style of the page', async () => {
  for (const value of HOSTILE) {
    const { style, html } = await dressed({
      variables: { colorPrimary: value, fontFamily: value },
      elements: { card: { color: value, [value]: { color: 'red' }, '--mine': value }, [`a${value}`]: { color: 'red' } },
    });
    const own = style.slice(style.lastIndexOf('@layer clerk'));
    assert.doesNotMatch(style, /<\/style/i, value);
    assert.doesNotMatch(own.replaceAll(/"[^"]*"/g, ''), /body\{|evil\.example\)/, value);
    assert.doesNotMatch(html, /<script/, value);
  }
});

test('tells what stays within a declaration', () => {
  for (const value of HOSTILE.filter((text) => !text.startsWith('</'))) assert.equal(isContained(value), false, value);
  const fine = [
    '#fff',
    'url(data:image/png;base64,iVBORw0KGgo=)',
    '"a;b}c"',
    "'it\\'s'",
    'color-mix(in oklab, var(--a, (1)), red)',
    '[a] 1fr',
    'url( "a)b" ), URL(\'c\'), url(), url( a.png )',
    '.md\\:w-\\[10px\\]:not(.a, :is(b)) + [title="("]',
    '.url(x), 1.5url(x), curl(x)',
  ];
  for (const value of fine) assert.equal(isContained(value), true, value);
});
