import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { editorData } from '../../build/editor-data.ts';
import { elementShapes, elementTypes } from '../../build/element-types.ts';
import type { ReferenceManifest } from '../../build/reference-pages.ts';

const MANIFEST: ReferenceManifest = {
  modules: [
    {
      declarations: [
        {
          name: 'ClerkThing',
          tagName: 'clerk-thing',
          summary: 'A thing.',
          attributes: [
            { name: 'kind', type: { text: "'one'|'two'" }, default: 'one', description: 'Which of both.' },
            { name: 'is-quiet', type: { text: 'boolean' }, description: 'Says nothing.' },
            { name: 'first-values', type: { text: 'object' }, description: 'To begin with, as JSON.' },
          ],
          members: [
            { kind: 'field', name: 'kind', type: { text: 'string | undefined' }, description: 'Which of both.' },
            { kind: 'field', name: 'isQuiet', type: { text: 'boolean | undefined' }, description: 'Says nothing.' },
            { kind: 'field', name: 'firstValues', type: { text: 'Values' }, description: 'To begin with.' },
            { kind: 'field', name: 'under', privacy: 'protected' },
            { kind: 'method', name: 'hush' },
          ],
          events: [{ name: 'clerk-step', type: { text: 'ClerkStepEvent' }, description: 'It moved.' }],
        },
        { name: 'ClerkInside', tagName: 'clerk-inside', summary: 'For the package alone.' },
      ],
    },
  ],
};
const shapes = elementShapes(MANIFEST, new Set(['ClerkThing', 'ClerkStepEvent']));

describe('what frameworks and editors know of the elements', () => {
  it('the types have the elements that the package exports', () => {
    assert.deepEqual(
      shapes.map(({ tag }) => tag),
      ['clerk-thing'],
    );
  });

  it('the types have the attributes of an element, with their texts', () => {
    const text = elementTypes(shapes);
    assert.match(
      text,
      /\/\*\*\n {3}\* Which of both\.\n {3}\*\n {3}\* @default one\n {3}\*\/\n {2}kind\?: 'one' \| 'two' \|/,
    );
    assert.match(text, /\/\*\* Says nothing\. \*\/\n {2}'is-quiet'\?: boolean \| null/);
    assert.match(text, /\/\*\* To begin with\. The attribute is JSON\. \*\/\n {2}'first-values'\?: string \| null/);
  });

  it('the types have the properties of an element as its class declares them, and narrower where it takes few texts', () => {
    const [, properties = ''] = /interface ClerkThingProperties \{\n([^]*?)\n\}/.exec(elementTypes(shapes)) ?? [];
    assert.deepEqual(properties.match(/^ {2}\w.*/gm), [
      "  kind?: 'one' | 'two' | undefined;",
      "  isQuiet?: ClerkThing['isQuiet'] | undefined;",
      "  firstValues?: ClerkThing['firstValues'] | undefined;",
    ]);
  });

  it('the types have the events of an element, with their classes', () => {
    assert.match(elementTypes(shapes), /\/\*\* It moved\. \*\/\n {2}'clerk-step': ClerkStepEvent;/);
  });

  it('VS Code gets the attributes of an element with the texts that they may have', () => {
    const { tags } = editorData(shapes, MANIFEST)['html-custom-data.json'] as {
      tags: { attributes: { name: string; values?: unknown; valueSet?: string }[] }[];
    };
    assert.deepEqual(
      tags[0]?.attributes.map(({ name, values, valueSet }) => [name, values ?? valueSet]),
      [
        ['kind', [{ name: 'one' }, { name: 'two' }]],
        ['is-quiet', 'v'],
        ['first-values', undefined],
      ],
    );
  });

  it('JetBrains’ editors get the attributes, properties and events of an element', () => {
    const { contributions } = editorData(shapes, MANIFEST)['web-types.json'] as {
      contributions: {
        html: { elements: { attributes: { value: unknown }[]; js: Record<string, { name: string }[]> }[] };
      };
    };
    const [element] = contributions.html.elements;
    assert.deepEqual(
      element?.attributes.map(({ value }) => value),
      [{ type: "'one' | 'two'" }, { kind: 'no-value' }, { type: 'string' }],
    );
    assert.deepEqual(
      element?.js.properties?.map(({ name }) => name),
      ['kind', 'isQuiet', 'firstValues'],
    );
    assert.deepEqual(
      element?.js.events?.map(({ name }) => name),
      ['clerk-step'],
    );
  });
});
