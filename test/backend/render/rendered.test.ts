import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { parseFragment } from 'parse5';
import { BackendOptionsError } from '../../../src/backend/backend-options.ts';
import { drawShow } from '../../../src/backend/render/gates.ts';
import { createRendered, joinStyles, type RenderedParts } from '../../../src/backend/render/rendered.ts';

const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
/** Draws nothing; the CSS of elements is the text of their sheets, each once. */
const renderer: Parameters<typeof createRendered>[0] = {
  styleOf: (elements) => [...new Set(elements.flatMap(({ sheets }) => sheets))].join(''),
};
const create = (html: string, css: string, rest: Omit<RenderedParts, 'drawn'> = {}) =>
  createRendered(renderer, { drawn: { html, sheets: css ? [css] : [] }, ...rest });
const textOf = (html: unknown) => /<style[^>]*>([^]*)<\/style>/.exec(String(html))?.[1] ?? '';

describe('what a server renders', () => {
  it('says the source of its style for the policy: the hash of the very text, or the nonce', async () => {
    const plain = await create('<p>é</p>', '.cl-é{color:red}');
    assert.equal(String(plain), '<style data-clerk-ssr>.cl-é{color:red}</style><p>é</p>');
    assert.equal(plain.styleHash, hash('.cl-é{color:red}'));
    assert.equal(plain.styleSource, `'${plain.styleHash}'`);
    const withNonce = await create('', 'a{}', { nonce: 'r4nd0m+/==' });
    assert.equal(String(withNonce), '<style data-clerk-ssr nonce="r4nd0m+/==">a{}</style>');
    assert.equal(withNonce.styleSource, "'nonce-r4nd0m+/=='");
  });

  it('refuses a nonce that would leave its attribute, or its place in the header', async () => {
    for (const nonce of ['', 'a"b', "a'; script-src *", 'a b', 'a\nb', '<', 7 as unknown as string]) {
      await assert.rejects(create('', 'a{}', { nonce }), BackendOptionsError, String(nonce));
    }
  });

  it('writes no style where nothing needs any', async () => {
    const bare = await create('<clerk-sign-in></clerk-sign-in>', '');
    assert.deepEqual([String(bare), bare.styleSource, bare.styleHash], ['<clerk-sign-in></clerk-sign-in>', '', '']);
  });

  it('joins the styles of several elements, and what a policy has to allow for their forms', async () => {
    const form = await create('', '.a{}', { formSource: 'https://clerk.example.com' });
    const button = await create('', '.b{}', { formSource: "'self'", nonce: 'r4nd0m' });
    const style = await joinStyles(renderer, [form, button, form]);
    assert.equal(String(style), '<style data-clerk-ssr nonce="r4nd0m">.a{}.b{}</style>');
    assert.equal(style.styleHash, hash('.a{}.b{}'));
    assert.equal(style.formSource, "https://clerk.example.com 'self'");
    await assert.rejects(joinStyles(renderer, [{ ...form }]), /no copy of it/);
  });

  it('lets no text of the CSS end its element', async () => {
    const css =
      '.a{background:url("</style><script>alert(1)</script>")}.b::before{content:"<!--"}@media (width<9px){.c{}}';
    const rendered = await create('', css);
    assert.doesNotMatch(textOf(rendered), /<[/!]/);
    assert.match(textOf(rendered), /width<9px/);
    assert.equal(rendered.styleHash, hash(textOf(rendered)));
  });

  it('hashes the text that a browser reads, whatever characters it had', async () => {
    const rendered = await create('', '.a{content:"\u0000";\r\ncolor:red\r}\r\r\n');
    const { childNodes } = parseFragment(String(rendered)) as unknown as {
      childNodes: { childNodes: { value: string }[] }[];
    };
    assert.equal(rendered.styleHash, hash(childNodes[0]?.childNodes[0]?.value ?? ''));
  });

  it('hides and shows gates as their own sheet does', async () => {
    const sheet = (await readFile('src/elements/gates/gates.css', 'utf8')).replace(/\/\*[^]*?\*\//g, '');
    const style = (await drawShow({ when: 'signed-in', content: '' })).sheets.join('');
    for (const [, selectors = '', body = ''] of style.matchAll(/:(?:where|is)\(([^)]*)\)([^}]*\})/g)) {
      for (const tag of selectors.split(',').filter((selector) => selector.startsWith('clerk-'))) {
        assert.match(sheet, new RegExp(tag));
      }
      const declaration = body
        .replace(/^.*\{(.*)\}$/, '$1')
        .replaceAll(':', ': ')
        .replace('!', ' !');
      assert.ok(sheet.includes(declaration), declaration);
    }
  });
});
