import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { hardenLit, trimLit } from '../../build/trimmed-lit.ts';

const require = createRequire(import.meta.resolve('lit'));
const modules = ['lit-html', '@lit/reactive-element', 'lit-element/lit-element.js'];

describe('Lit as the build changes it', () => {
  for (const name of modules) {
    it(`${name} names no global that an element of the page could replace`, () => {
      const text = hardenLit(readFileSync(require.resolve(name), 'utf8')) ?? '';
      assert.match(text, /native\.ts/);
      assert.doesNotMatch(text, /litHtmlVersions|reactiveElementVersions|litElementVersions|PolyfillSupport/);
      assert.doesNotMatch(text, /\.trustedTypes\b|\blitPropertyMetadata\b/);
    });
  }

  for (const name of modules) {
    it(`${name} has no code for shadow roots, reflected attributes and decorators`, () => {
      const text = trimLit(readFileSync(require.resolve(name), 'utf8')) ?? '';
      assert.match(text, /export/);
      assert.doesNotMatch(
        text,
        /attachShadow|finalizeStyles|shadowRootOptions|addInitializer|metadata\b|wrapped|_\$Do\b/,
      );
    });
  }

  it('no element needs what the build removes from Lit', () => {
    const features =
      /\breflect:|\buseDefault:|static (override )?styles\b|attachShadow|addInitializer|^\s*@property\(|\btype: (Boolean|Number|Array)\b/m;
    // These do not use Lit.
    const plain = globSync('src/elements/gates/*.ts');
    const files = globSync('src/elements/**/*.ts').filter((file) => !plain.includes(file));
    const users = files.filter((file) => features.test(readFileSync(file, 'utf8')));
    assert.deepEqual(users, []);
  });

  it('a Lit that styles shadow roots in a new way stops the build', () => {
    assert.equal(trimLit('class a{createRenderRoot(){return b(this.attachShadow(c))}}'), undefined);
  });

  it('a Lit that reads the document in a new way stops the build', () => {
    assert.equal(hardenLit('const a=document;class b{c(d){const e=document;return e}}'), undefined);
  });
});
