import '../../../build/source-hooks.ts';
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it, mock } from 'node:test';
import { parseFragment } from 'parse5';
import {
  type RenderedElement,
  renderShow,
  renderSignIn,
  renderSignUp,
  renderUserButton,
  type SignedInAuth,
} from '../../../src/entries/backend.ts';
import type { EnvironmentJSON } from '../../../src/protocol/json/environment.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';

interface Node {
  tagName?: string;
  attrs?: { name: string; value: string }[];
  childNodes?: Node[];
}

/** Returns every element of the HTML as a browser reads it. */
function elementsOf(html: string): Required<Pick<Node, 'tagName' | 'attrs'>>[] {
  const walk = (node: Node): Node[] => [node, ...(node.childNodes ?? []).flatMap(walk)];
  return walk(parseFragment(html) as unknown as Node).filter((node) => node.tagName) as never;
}

/** Fails for HTML in which anything runs, loads from elsewhere or leads out of the web. */
function assertHarmless(html: string, why: string): void {
  for (const { tagName, attrs } of elementsOf(html)) {
    assert.doesNotMatch(tagName, /^(script|iframe|object|embed|base|link|meta|style)$/, why);
    for (const { name, value } of attrs) {
      assert.doesNotMatch(name, /^(on|style$|srcdoc$)/, why);
      if (/^(href|src|action|formaction)$/.test(name)) assert.doesNotMatch(value, /^\s*(javascript|data:text)/i, why);
    }
  }
}

const auth = {
  isAuthenticated: true,
  userId: 'user_1',
  claims: { name: 'Ada' },
  has: () => false,
} as unknown as SignedInAuth;

let instance: TestInstance;
let environment: EnvironmentJSON;
before(async () => {
  instance = await getTestInstance({
    config: {
      branding: { logoUrl: 'https://cdn.example.com/l.svg', termsUrl: 'https://www.example.com/terms' },
      oauth: [{ provider: 'github', clientId: 'id', clientSecret: 'secret' }],
    },
  });
  environment = (await instance.browser().get<EnvironmentJSON>('/v1/environment')).body;
});
after(() => instance.close());
beforeEach(() => void mock.method(console, 'error', () => {}));
afterEach(() => mock.restoreAll());

/** Renders each element with the same options. */
async function renderAll(options: object): Promise<Pick<RenderedElement, 'html' | 'style'>[]> {
  const { publishableKey } = instance.config;
  const all = { environment, publishableKey, ...options };
  const rendered = [await renderSignIn(all), await renderSignUp(all), await renderUserButton({ ...all, auth })];
  return rendered.map(({ html, style }) => ({ html, style }));
}

describe('options out of a request', () => {
  const NAMES = [
    'x onload=alert(1) y',
    '><script>alert(1)</script>',
    '"onload="alert(1)',
    'onclick',
    'onClick',
    'ONFOCUS',
    'on-focus',
    'style',
    'is',
    'a/onload',
    'a\u0000b',
    '',
    '1',
    '=',
  ];
  for (const name of NAMES) {
    it(`add no attribute of the name ${JSON.stringify(name)}`, async () => {
      const plain = await renderAll({});
      const hostile = await renderAll({ [name]: 'alert(1)' });
      assert.deepEqual(hostile, plain);
    });
  }

  for (const name of [
    't',
    'cl',
    'uid',
    'form',
    'clerk',
    'environment_',
    'renderRoot',
    'choosing',
    'signUpLink',
    'take',
  ]) {
    it(`replace nothing that draws the form: ${name}`, async () => {
      for (const { html } of await renderAll({ [name]: '"><b>' })) {
        assert.match(html, /data-clerk-ssr/);
        assertHarmless(html, name);
        assert.doesNotMatch(html, /<b>/);
      }
    });
  }

  it('reach no prototype', async () => {
    for (const json of ['{"__proto__":{"t":"x","polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}']) {
      for (const { html } of await renderAll(JSON.parse(json) as object)) assert.match(html, /data-clerk-ssr/);
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    }
  });

  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
    it(`are an appearance and texts without anything under the name ${name}`, async () => {
      const warn = mock.method(console, 'warn', () => {});
      const [plain] = await renderAll({});
      for (const value of [1, 'red', { a: 1 }, ['x'], null]) {
        const odd = JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`) as object;
        const appearance = {
          theme: [name, odd],
          variables: { ...odd, colorPrimary: odd, colorBackground: odd, fontSize: { md: odd } },
          options: { ...odd, logoImageUrl: odd, logoPlacement: odd, animations: odd },
          layout: odd,
          captcha: odd,
          general: { ...odd, color: odd },
          buttons: odd,
          elements: { ...odd, card: { ...odd, color: odd, className: odd, style: odd, '@media print': odd } },
        };
        const [drawn] = await renderAll({ appearance, localization: odd });
        const content = (html = '') => html.replace(/^<[^>]*>/, '').replace(/ cl-si(?=")/, '');
        assert.ok(content(drawn?.html) === content(plain?.html), JSON.stringify(odd));
      }
      assert.ok(warn.mock.callCount() > 0);
    });
  }

  it('write no function into the page, whose text is source code', async () => {
    const run = () => 'the secret of the server';
    for (const { html } of await renderAll({
      custom: run,
      appearance: { elements: { card: run } },
      unsafeMetadata: { run },
    })) {
      assert.doesNotMatch(html, /secret of the server/);
    }
  });

  it('are no children of a form, not even while the instance is down', async () => {
    const { publishableKey } = instance.config;
    const fetch = (() => Promise.reject(new TypeError('fetch failed'))) as typeof globalThis.fetch;
    const options = { publishableKey, fetch, children: '<script>alert(1)</script>' };
    assert.equal(String(await renderSignIn(options)), '<clerk-sign-in></clerk-sign-in>');
  });
});

describe('a condition of renderShow that is none', () => {
  for (const when of [
    undefined,
    null,
    '',
    'admin',
    'signed-in ',
    {},
    [],
    0,
    true,
    { role: undefined },
    { permission: '' },
  ]) {
    it(`shows the fallback: ${JSON.stringify(when) ?? 'undefined'}`, async () => {
      const content = () => assert.fail('The content was asked for.');
      const { html } = await renderShow({ auth, when: when as never, content, fallback: 'other' });
      assert.match(html, /data-clerk-ssr="fallback".*other/);
    });
  }
});

describe('an environment of a hostile or broken instance', () => {
  /** Returns copies of the environment in each of which one value is another one. */
  function* mutations(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
    if (path.length > 0) yield path;
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) yield* mutations(inner, [...path, name]);
  }
  function withValue(path: readonly string[], value: unknown): EnvironmentJSON {
    const copy = structuredClone(environment) as unknown as Record<string, unknown>;
    const last = path.at(-1) as string;
    const parent = path.slice(0, -1).reduce((at, name) => at[name] as Record<string, unknown>, copy);
    parent[last] = value;
    return copy as unknown as EnvironmentJSON;
  }
  const HOSTILE = 'javascript:alert(1)"><script>alert(1)</script></style><img src=x onerror=alert(1)>\u0000';

  it('leaves nothing in the page that runs, in whatever value', async () => {
    for (const [index, path] of [...mutations(environment)].entries()) {
      const part = path.slice(1).reduce<unknown>((at, name) => Object(at)[name], environment[path[0] as never]);
      const value = typeof part === 'string' ? HOSTILE : index % 2 ? null : [HOSTILE];
      const options = { environment: withValue(path, value), publishableKey: instance.config.publishableKey };
      for (const render of [renderSignIn, renderSignUp]) {
        const { html, style } = await render(options).catch((error: Error) => {
          assert.equal(error.name, 'BackendOptionsError', path.join('.'));
          return { html: '', style: '' };
        });
        assertHarmless(html, path.join('.'));
        assert.doesNotMatch(style, /<[/!]|@import|javascript:/, path.join('.'));
      }
    }
  });

  it('has a theme that adds no rule, no address and no component', async () => {
    const themes: unknown[] = [
      {
        general: {
          color: 'red}body{display:none',
          font_family: '</style><script>',
          box_shadow: '0 0 url(//evil.example)x',
        },
      },
      { elements: { card: { component: 'script' }, formButtonPrimary: { component: 'sCRIPT' } } },
      { elements: { card: { '}*{x': { color: 'red' }, '@import url(//evil.example)': { color: 'red' } } } },
      { variables: { colorPrimary: { 500: 'red;}' } }, elements: 7, options: [], layout: 'x', captcha: 1 },
      { theme: [{ baseTheme: 5 }, null, 'nothing', [[]]], elements: { __proto__: { x: 1 } } },
      [],
      'x',
      7,
    ];
    for (const own_theme of themes) {
      const hostile = { ...environment, display_config: { ...environment.display_config, own_theme } };
      for (const { html, style } of await renderAll({ environment: hostile })) {
        assert.match(html, /^<clerk-/, JSON.stringify(own_theme));
        assertHarmless(html, JSON.stringify(own_theme));
        assert.doesNotMatch(style, /@import|<[/!]|body\{|\*\{x/, JSON.stringify(own_theme));
      }
    }
  });
});
