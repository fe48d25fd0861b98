import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { DOCUMENT_READS, FORM_READS, OTHER_READS, WINDOW_READS } from '../../support/known-page-reads.ts';
import { type PageReads, readPageReads } from '../../support/page-reads.ts';

/** Folders of the code that runs in a page. Of the tokens a page only decodes them: servers verify. */
const FOLDERS = [
  'client',
  'elements',
  'localization',
  'protocol',
  'tokens/decode',
  'entries/browser',
  'entries/elements',
];

describe('globals and properties that an element of the page may be named after', () => {
  let reads: PageReads;
  before(() => {
    reads = readPageReads(FOLDERS.map((folder) => `src/${folder}`));
  });

  test('the list has every global that the sources read', () => {
    assert.deepEqual(reads.window, WINDOW_READS);
  });

  test('the list has every property of a document that the sources read', () => {
    assert.deepEqual(reads.document, DOCUMENT_READS);
  });

  test('the list has every property of a form that the sources read', () => {
    assert.deepEqual(reads.form, FORM_READS);
  });

  test('the sources read every document and form through native()', () => {
    assert.deepEqual(reads.exposed, []);
  });

  test('the list has every property of the document that Lit reads', () => {
    const source = readFileSync(new URL(import.meta.resolve('lit-html')).pathname.replace('/node/', '/'), 'utf8');
    const name = /\b(\w+)=document\b/.exec(source)?.[1];
    const read = [...source.matchAll(new RegExp(`\\b${name}\\)?\\.(create\\w+|import\\w+|query\\w+|get\\w+)\\(`, 'g'))];
    const names = new Set(read.map(([, property]) => property));
    // The build passes the document itself to Lit's tree walker.
    assert.deepEqual([...names].filter((property) => property !== 'createTreeWalker').sort(), OTHER_READS.document);
  });
});
