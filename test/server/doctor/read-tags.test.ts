import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTags } from '../../../src/server/doctor/read-tags.ts';

const read = (html: string) => readTags(html).map(({ name, attributes }) => [name, Object.fromEntries(attributes)]);

test('attributes are read with double, single and no quotes, in any case, and the first of two counts', () => {
  assert.deepEqual(read(`<SCRIPT Async SRC=a.js data-x='1 > 0' title="a &amp; b &#39;c&#x27;" src=b.js></SCRIPT>`), [
    ['script', { async: '', src: 'a.js', 'data-x': '1 > 0', title: "a & b 'c'" }],
  ]);
});

test('comments, scripts, styles and templates hold no tags', () => {
  const html = `<!-- <a> --><script>"<b>"</script><style>c:"<d>"</style><template><e></e></template><p>`;
  assert.deepEqual(
    readTags(html).map(({ name, text }) => [name, text]),
    [
      ['script', '"<b>"'],
      ['style', 'c:"<d>"'],
      ['template', '<e></e>'],
      ['p', ''],
    ],
  );
});

test('a page that ends within a tag, a comment or a script is read up to there', () => {
  assert.deepEqual(read('<p><a href="'), [['p', {}]]);
  assert.deepEqual(read('<p><!-- <a>'), [['p', {}]]);
  assert.deepEqual(read('<p><script>x'), [
    ['p', {}],
    ['script', {}],
  ]);
});

test('a page of three million characters that never ends a tag is read once', () => {
  assert.deepEqual(read('<a'.repeat(1_500_000)), []);
  assert.deepEqual(read('<a "'.repeat(750_000)), []);
  assert.deepEqual(read('<!--'.repeat(750_000)), []);
});
