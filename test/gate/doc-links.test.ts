import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const PAGES = globSync(['*.md', 'docs/**/*.md']);
const SOURCES = globSync(['src/**/*.{ts,css}', 'test/**/*.ts', 'demo/**/*.{ts,js}', 'build/**/*.ts']);

test('every link of a document leads to a file of the repository, and to a heading of it', () => {
  const links = PAGES.flatMap((page) => {
    const text = readFileSync(page, 'utf8').replaceAll(/^```.*?^```/gms, '');
    return [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]*)\)/g)].map(([, to = '']) => ({ page, to }));
  });
  const broken = links.filter(({ page, to }) => {
    const [file = '', anchor] = to.split('#');
    return !leads(file === '' ? page : path.join(path.dirname(page), file), anchor);
  });
  assert.deepEqual(broken, []);
});

test('every document that a comment names is in the repository, with the heading', () => {
  const named = SOURCES.flatMap((source) =>
    [...readFileSync(source, 'utf8').matchAll(/\b(docs\/[\w-]+\.md)(?:#([\w-]+))?/g)].map(([, file = '', anchor]) => ({
      source,
      file,
      anchor,
    })),
  );
  assert.deepEqual(
    named.filter(({ file, anchor }) => !leads(file, anchor)),
    [],
  );
});

function leads(file: string, anchor: string | undefined): boolean {
  return existsSync(file) && (anchor === undefined || headings(readFileSync(file, 'utf8')).includes(anchor));
}

/** Returns the anchors that GitHub gives to headings. */
function headings(page: string): string[] {
  return [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  );
}
