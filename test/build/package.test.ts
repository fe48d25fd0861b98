import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ElementsManifest, reachedFrom, trimManifest } from '../../build/declarations.ts';
import { squeezeMarkup } from '../../build/plugins.ts';

describe('what the build leaves out', () => {
  it('the build removes line breaks between tags and values, and keeps those within text', () => {
    const template = 'html`<p>\n  ${text}\n  <b>one\n  two</b>\n</p>`';
    assert.equal(squeezeMarkup(template), 'html`<p>${text}<b>one\n  two</b></p>`');
  });

  it('the build removes line breaks within tags, and does not change code', () => {
    assert.equal(
      squeezeMarkup('html`<input\n  id=${id}\n  @blur=${a}\n/><a\n  href="/"\n>b</a>`'),
      'html`<input id=${id} @blur=${a} /><a href="/">b</a>`',
    );
    const code = 'const a =\n  b;\nf(\n  (c) => c,\n);\n';
    assert.equal(squeezeMarkup(code), code);
  });

  it('the package keeps the declarations that an entry reaches through any import', () => {
    const files: Record<string, string> = {
      'types/entry.d.ts': `export { a } from "./a.ts"; export type B = typeof import('./b.ts');`,
      'types/a.d.ts': `import './c.ts';`,
      'types/b.d.ts': '',
      'types/c.d.ts': `import type { Entry } from './entry.ts';`,
      'types/unused.d.ts': '',
    };
    const reached = reachedFrom(['types/entry.d.ts'], (file) => files[file] ?? assert.fail(file));
    assert.deepEqual([...reached].sort(), ['types/a.d.ts', 'types/b.d.ts', 'types/c.d.ts', 'types/entry.d.ts']);
  });

  it('the manifest keeps elements and events, without private members', () => {
    const element = { customElement: true, members: [{ privacy: 'private' }, { privacy: 'public' }] };
    const event = { superclass: { name: 'Event' } };
    const { modules } = trimManifest<ElementsManifest>({
      modules: [{ declarations: [element] }, { declarations: [event] }, { declarations: [{}] }],
    });
    assert.equal(modules.length, 2);
    assert.deepEqual(modules[0]?.declarations[0]?.members, [{ privacy: 'public' }]);
  });
});
