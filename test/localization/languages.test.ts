import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { directionOf, LANGUAGES } from '../../src/localization/languages.ts';
import { loadTexts, TEXT_FILES } from '../../src/localization/load-texts.ts';
import { loadWithoutScript } from '../../src/localization/load-without-script.ts';
import { translate } from '../../src/localization/translate.ts';
import type { TextTree } from '../../src/localization/types.ts';

const FOLDER = path.resolve('src/localization');
function flatten(tree: object, prefix = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value as object, `${prefix}${key}.`),
  );
}

/** The English texts by key. Where several screens have texts of their own for one key, each of them counts. */
async function englishTexts(): Promise<Map<string, string[]>> {
  const texts = new Map<string, string[]>();
  for (const file of await readdir(path.join(FOLDER, 'en-us'))) {
    // Developers read theirs in English.
    if (/^(old-browser|messages|devtools)\.ts$/.test(file)) continue;
    const module = (await import(path.join(FOLDER, 'en-us', file))) as Record<string, unknown>;
    for (const tree of Object.values(module)) {
      if (typeof tree !== 'object' || tree === null) continue;
      for (const [key, text] of flatten(tree)) texts.set(key, [...(texts.get(key) ?? []), text]);
    }
  }
  return texts;
}

/** The names of what a text fills in. */
function valuesOf(text: string): string[] {
  return [...text.matchAll(/{{\s*(\w+)/g)].map(([, name = '']) => name).sort();
}

const VALUES = new Proxy<TextTree>(
  {},
  {
    get: (_, name) =>
      /^(retryAfter|count|length|min|max)$/.test(String(name))
        ? 5
        : /^date$/.test(String(name))
          ? new Date(0)
          : `‹${String(name)}›`,
    getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: '' }),
    has: () => true,
  },
);

const english = await englishTexts();

for (const language of LANGUAGES) {
  if (language === 'en-US') continue;
  describe(`the texts in ${language}`, async () => {
    const trees = [...(await loadTexts(language, TEXT_FILES)), await loadWithoutScript(language)];
    const texts = trees.flatMap((tree) => flatten(tree));

    it('have every key, and none that is not in English', () => {
      const keys = new Set(texts.map(([key]) => key));
      assert.deepEqual(
        [...english.keys()].filter((key) => !keys.has(key)),
        [],
      );
      assert.deepEqual(
        [...keys].filter((key) => !english.has(key)),
        [],
      );
    });

    it('fill in what the English ones do', () => {
      for (const [key, text] of texts) {
        const names = valuesOf(text);
        const all = (english.get(key) ?? []).map(valuesOf);
        // A number that changes the word beside it stands in its modifier once.
        assert.ok(
          all.some((each) => String(each) === String(names)),
          `${key}: ${text}`,
        );
      }
    });

    it('leave no English, no doubled space and no empty text', () => {
      for (const [key, text] of texts) {
        assert.equal(text, text.trim(), key);
        assert.ok(text, key);
        assert.doesNotMatch(text.replace(/{{.*?}}/g, 'x'), / {2}/, key);
        if (/[a-z] [a-z]/i.test(text.replace(/{{.*?}}/g, '')))
          assert.ok(!english.get(key)?.includes(text), `${key}: ${text}`);
      }
    });

    it('know their modifiers', () => {
      for (const tree of trees) {
        for (const [key, text] of flatten(tree)) {
          // The words of links are read apart, where the links are drawn.
          if (text.includes('link(')) continue;
          const shown = translate([tree], key, VALUES) ?? '';
          assert.doesNotMatch(shown, /{{|}}|\||undefined|NaN/, key);
          assert.doesNotMatch(shown, /‹(retryAfter|date|is_replaced)›/, key);
          assert.equal(/[\u2068\u2069]/.test(shown), directionOf(language) === 'rtl' && text.includes('{{'), key);
        }
      }
    });
  });
}

describe('the files of the languages', () => {
  it('import nothing for its effect alone: the package says that its files have none', async () => {
    for (const file of await readdir(FOLDER, { recursive: true })) {
      if (!file.endsWith('.ts')) continue;
      assert.doesNotMatch(await readFile(path.join(FOLDER, file), 'utf8'), /^import '/m, file);
    }
  });
});
