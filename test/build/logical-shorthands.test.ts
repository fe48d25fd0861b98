import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { it } from 'node:test';

/** Logical properties that stand for several others. */
const SHORTHAND =
  /(?:^|[\s;{])((?:margin|padding|inset)-(?:block|inline)|border-(?:block|inline)(?:-(?:start|end))?)\s*:([^;}]*var\([^;}]*)/g;

it('no style sheet gives a variable to a logical shorthand, which WebKit drops below `all: revert-layer`', () => {
  const files = globSync('src/elements/**/*.css');
  assert.ok(files.length > 0);
  const found = files.flatMap((file) => {
    const css = readFileSync(file, 'utf8');
    return [...css.matchAll(SHORTHAND)].map(([, name, value]) => `${file}: ${name}: ${value?.trim()}`);
  });
  assert.deepEqual(found, []);
});
