import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importerOf } from '../../build/import-segment.ts';
import { linkSegment, listHanded } from '../../build/link-segment.ts';
import type { Segments } from '../../build/distribute.ts';

const SCRIPT = 'dist/clerk.js';
const LIT = 'dist/chunks/lit-AAAA.js';
const FORM = 'dist/chunks/form-BBBB.js';
const PHONE = 'dist/chunks/phone-CCCC.js';

const code = new Map([
  [SCRIPT, 'globalThis.form=import("./chunks/form-BBBB.js");'],
  [LIT, 'let count=0;let html=()=>++count;export{html as h};'],
  [
    FORM,
    'import{h as t}from"./lit-AAAA.js";const show=()=>[`import "form";`,t(),import("./phone-CCCC.js")];export{show};',
  ],
  [PHONE, 'import{h}from"./lit-AAAA.js";export const phone=h();'],
]);
const outputs = {
  [SCRIPT]: output({ 'dist/chunks/form-BBBB.js': 'dynamic-import' }),
  [LIT]: output({}),
  [FORM]: output({ [LIT]: 'import-statement', [PHONE]: 'dynamic-import' }),
  [PHONE]: output({ [LIT]: 'import-statement' }),
};
const of = new Map([
  [SCRIPT, 'core'],
  [LIT, 'base'],
  [FORM, 'form'],
  [PHONE, 'phone'],
]);
const segments: Segments = {
  of,
  files: new Map([...of].map(([file, segment]) => [segment, [file]])),
  needs: new Map(),
};

function output(imports: Record<string, 'import-statement' | 'dynamic-import'>) {
  return {
    bytes: 1,
    inputs: {},
    exports: [],
    imports: Object.entries(imports).map(([path, kind]) => ({ path, kind })),
  };
}

describe('the linker of segments', () => {
  const graph = { outputs, code, segments, handed: listHanded(outputs, code, segments) };

  it('segments share one copy of what they import from another, and find each other’s modules', async () => {
    const [base, form, phone] = await Promise.all(
      ['base', 'form', 'phone'].map((name) => linkSegment(name, SCRIPT, graph)),
    );
    const factories: Record<string, unknown> = { base, form, phone };
    const ran: Record<string, Record<string, unknown>> = {};
    const use = (name: string): Record<string, unknown> =>
      (ran[name] ??= new Function(`return ${factories[name]}`)()(use, load));
    const load = async (name: string, module: string) => use(name)[module];

    const shown = (await load('form', graph.handed.modules.get(FORM) ?? '')) as { show(): unknown[] };
    const [kind, first, later] = shown.show();
    assert.deepEqual([kind, first], ['import "form";', 1]);
    assert.deepEqual({ ...((await later) as object) }, { phone: 2 });
  });

  it('a segment is one expression without import and export', async () => {
    for (const name of ['base', 'form', 'phone']) {
      const text = await linkSegment(name, SCRIPT, graph);
      assert.doesNotThrow(() => new Function(`return ${text}`), text);
    }
  });

  it('the core keeps its statements and asks for its chunks by segment', async () => {
    const core = await linkSegment('core', SCRIPT, graph);
    assert.match(core, /globalThis\.form=__import\("form","\w"\)/);
  });

  it('an import names the files that its segment needs, but for those that the caller has already', async () => {
    const needs = new Map([
      ['form', ['base']],
      ['phone', ['base']],
    ]);
    const needing = { ...graph, segments: { ...segments, needs } };
    assert.match(await linkSegment('core', SCRIPT, needing), /__import\("form","\w","base"\)/);
    assert.match(await linkSegment('form', SCRIPT, needing), /__import\("phone","\w"\)/);
  });

  it('the linker refuses an export that it does not know', async () => {
    const odd = new Map(code).set(LIT, 'export*from"https://example.com/lit.js";');
    await assert.rejects(linkSegment('base', SCRIPT, { ...graph, code: odd }), /does not know/);
  });
});

describe('the function that loads segments', () => {
  it('the loader is one expression that names the exact version and the hash of the build', async () => {
    const loader = await importerOf('1.2.3', 'ABCDEFGH', ['chrome111']);
    assert.match(loader, /1\.2\.3/);
    assert.match(loader, /ABCDEFGH/);
    assert.doesNotThrow(() => new Function('__clerkInstance', `return () => (${loader})`));
  });
});
