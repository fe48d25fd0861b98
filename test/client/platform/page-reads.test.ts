import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { DOCUMENT_READS, FORM_READS, OTHER_READS, WINDOW_READS } from '../../support/known-page-reads.ts';
import { type PageReads, readPageReads } from '../../support/page-reads.ts';

/** The sources of what runs in a page. */
const FOLDERS = ['client', 'elements', 'localization', 'protocol', 'tokens', 'entries/browser', 'entries/elements'];

describe('what an element of the page may be named after', () => {
  let reads: PageReads;
  before(() => {
    reads = readPageReads(FOLDERS.map((folder) => `src/${folder}`));
  });

  test('has every global that the sources read on its list', () => {
    assert.deepEqual(reads.window, WINDOW_READS);
  });

  test('has every property of a document that the sources read on its list', () => {
    assert.deepEqual(reads.document, DOCUMENT_READS);
  });

  test('has every property of a form that the sources read on its list', () => {
    assert.deepEqual(reads.form, FORM_READS);
  });

  test('finds no document and no form that is read past native()', () => {
    assert.deepEqual(reads.exposed, []);
  });

  test('has what Lit reads of the document on its list', () => {
    const source = readFileSync(new URL(import.meta.resolve('lit-html')).pathname.replace('/node/', '/'), 'utf8');
    const name = /\b(\w+)=document\b/.exec(source)?.[1];
    const read = [...source.matchAll(new RegExp(`\\b${name}\\)?\\.(create\\w+|import\\w+|query\\w+|get\\w+)\\(`, 'g'))];
    const names = new Set(read.map(([, property]) => property));
    // The build hands Lit's walker the document itself.
    assert.deepEqual([...names].filter((property) => property !== 'createTreeWalker').sort(), OTHER_READS.document);
  });
});
