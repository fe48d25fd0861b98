import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildMergePatch } from '../../src/protocol/merge-patch.ts';

type Json = Record<string, unknown>;

/** Applies a merge patch as in RFC 7396, section 2. */
function apply(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Json = typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = apply(result[key], value);
  }
  return result;
}

test('a merge patch omits equal values and deletes removed ones, at any depth', () => {
  assert.deepEqual(buildMergePatch({ a: 1, b: { c: 1, d: 2 }, e: [1] }, { b: { c: 1, d: 3 }, e: [1], f: 'x' }), {
    a: null,
    b: { d: 3 },
    f: 'x',
  });
});

test('a merge patch turns the current value into the new one', () => {
  const leaf = fc.oneof(
    fc.string({ maxLength: 3 }),
    fc.integer(),
    fc.boolean(),
    fc.array(fc.integer(), { maxLength: 2 }),
  );
  const key = fc.constantFrom('a', 'b', 'c');
  const object = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf, { noNullPrototype: true })), {
    noNullPrototype: true,
  });
  fc.assert(
    fc.property(object, object, (from, to) => {
      assert.deepEqual(apply(from, buildMergePatch(from, to)), to);
    }),
  );
});
