import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Metafile } from 'esbuild';
import { distribute, filesOf, staleNames } from '../../build/distribute.ts';

const SCRIPT = 'dist/clerk.js';

/** @param imports files that a file imports by statement; `>` before a name stands for `import()` */
function graph(
  files: Record<string, { entryPoint?: string; imports?: string[]; module?: string }>,
): Metafile['outputs'] {
  return Object.fromEntries(
    Object.entries(files).map(([file, { entryPoint, imports = [], module = file }]) => [
      file,
      {
        bytes: 1,
        inputs: { [module]: { bytesInOutput: 1 } },
        exports: [],
        ...(entryPoint && { entryPoint }),
        imports: imports.map((to) => ({
          path: to.replace('>', ''),
          kind: to.startsWith('>') ? ('dynamic-import' as const) : ('import-statement' as const),
        })),
      },
    ]),
  );
}

const element = (name: string, ...imports: string[]) => ({ entryPoint: `src/entries/elements/${name}.ts`, imports });

describe('the segments of the browser files', () => {
  const outputs = graph({
    [SCRIPT]: { entryPoint: 'src/entries/browser.ts', imports: ['store', '>sign-in', '>sign-up', '>user-button'] },
    store: {},
    lit: {},
    fields: {},
    flow: {},
    code: {},
    'sign-in': element('sign-in', 'store', 'lit', 'flow'),
    'sign-up': element('sign-up', 'lit', 'flow', 'fields'),
    'user-button': element('user-button', 'lit'),
    views: { entryPoint: 'src/elements/sign-in/deferred-views.ts', imports: ['code', 'fields', 'store'] },
    errors: { entryPoint: 'src/localization/en-us/errors.ts', imports: ['code'] },
    passkey: { entryPoint: 'src/client/flows/passkey/passkey-method.ts', imports: ['code'] },
  });
  const segments = distribute(outputs, SCRIPT);

  it('the core holds what the script imports by statement', () => {
    assert.deepEqual(segments.files.get('core'), [SCRIPT, 'store']);
  });

  it('a module that all elements need is in the base, and one that two forms need comes with either', () => {
    assert.equal(segments.of.get('lit'), 'base');
    assert.equal(segments.of.get('flow'), 'flow');
    const files = filesOf(segments);
    assert.deepEqual(files.get('sign-in'), { segments: ['flow', 'sign-in'], needs: ['base'] });
    assert.ok(files.get('sign-up')?.segments.includes('flow'));
    assert.deepEqual(files.get('user-button'), { segments: ['user-button'], needs: ['base'] });
  });

  it('a module that one element and later screens need is no part of that element', () => {
    assert.equal(segments.of.get('fields'), 'fields');
    assert.ok(filesOf(segments).get('sign-up')?.segments.includes('fields'));
  });

  it('a module of several later segments belongs to the first of them, and the others need that one', () => {
    assert.equal(segments.of.get('code'), 'steps');
    assert.deepEqual(segments.needs.get('passkey'), ['fields', 'steps']);
  });

  it('a segment asks for no file that another one of its files holds', () => {
    assert.deepEqual(filesOf(segments).get('steps'), { segments: ['fields', 'steps'], needs: [] });
    assert.deepEqual(filesOf(segments).get('passkey'), { segments: ['passkey'], needs: ['steps'] });
  });

  it('a file brings along what it does not need, for what the user does next', () => {
    const parts = graph({
      [SCRIPT]: { entryPoint: 'src/entries/browser.ts', imports: ['>views', '>feedback'] },
      views: { entryPoint: 'src/elements/sign-in/deferred-views.ts' },
      feedback: { entryPoint: 'src/elements/parts/feedback/feedback.ts' },
    });
    const files = filesOf(distribute(parts, SCRIPT));
    assert.deepEqual(files.get('steps'), { segments: ['feedback', 'steps'], needs: [] });
    assert.deepEqual(files.get('feedback'), { segments: ['feedback'], needs: [] });
  });

  it('the build refuses a module that is imported by import() and has no segment', () => {
    const unknown = graph({
      [SCRIPT]: { entryPoint: 'src/entries/browser.ts', imports: ['>new'] },
      new: { entryPoint: 'src/client/new.ts' },
    });
    assert.throws(() => distribute(unknown, SCRIPT), /no segment for src\/client\/new\.ts/);
  });

  it('a module that was moved or deleted is reported where it is still named', () => {
    const stale = staleNames(outputs);
    assert.ok(stale.includes('src/client/flows/flow-errors.ts'));
    assert.ok(stale.includes('client/session/session-manager'));
    assert.ok(!stale.includes('client/flows/passkey/*'));
    assert.ok(!stale.includes('localization/en-us/errors'));
  });

  it('the build refuses segments that need each other', () => {
    const circle = graph({
      [SCRIPT]: { entryPoint: 'src/entries/browser.ts', imports: ['>a', '>b'] },
      a: { entryPoint: 'src/client/flows/machines.ts', imports: ['b'] },
      b: { entryPoint: 'src/client/flows/wallet/ask.ts', imports: ['a'] },
    });
    assert.throws(() => distribute(circle, SCRIPT), /need each other: .*machines/);
  });
});
