import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CLAIM_NAME_ROWS, CLAIM_NAMES } from '../../../src/server/expressions/claim-names.ts';
import type { Json, JsonObject } from '../../../src/server/expressions/evaluate.ts';
import { ExpressionError } from '../../../src/server/expressions/expression-error.ts';
import { parseClaims } from '../../../src/server/expressions/parse-claims.ts';
import { parseTemplate } from '../../../src/server/expressions/parse-template.ts';

const NAMES = Object.keys(CLAIM_NAMES);
/** What a user may try: braces, quotes, names, keys of the token. */
const hostileText = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '{{user.id}}',
    '"',
    '\\',
    '","admin":true,"x":"',
    "' || true",
    '}}',
    '{{',
    '__proto__',
    '\u0000',
    '\u2028',
  ),
  fc
    .array(fc.constantFrom('{{', '}}', "'", '"', '||', 'user.id', ',', ':', '{', '}', 'sub'), { maxLength: 12 })
    .map((parts) => parts.join('')),
);
const hostileValue = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    hostileText,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      hostileText.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;
const values = fc.dictionary(fc.constantFrom(...NAMES), hostileValue);

const CLAIMS = {
  role: "{{user.public_metadata.role || 'guest'}}",
  name: 'Hello {{user.full_name}}, {{user.username}}!',
  nested: { list: ['{{user.unsafe_metadata}}', 'fixed'], admin: false },
  admin: false,
  all: '{{user.unsafe_metadata}}',
};

describe('expressions and what users write', () => {
  it('no value adds a claim, removes one, or changes another', () => {
    const claims = parseClaims(CLAIMS, 'template');
    const shape = JSON.stringify(keysOf(claims.fillIn(() => null)));
    fc.assert(
      fc.property(values, (given) => {
        const made = JSON.parse(
          JSON.stringify(claims.fillIn((name) => (Object.hasOwn(given, name) ? (given[name] as Json) : null))),
        );
        const { role, name, nested, admin, all, ...others } = made;
        assert.deepEqual(others, {});
        assert.equal(typeof name, 'string');
        assert.notEqual(role, undefined);
        assert.equal(admin, false);
        assert.deepEqual(Object.keys(nested), ['list', 'admin']);
        assert.equal(nested.admin, false);
        assert.equal(nested.list.length, 2);
        assert.equal(nested.list[1], 'fixed');
        const plain = JSON.stringify(given['user.unsafe_metadata'] ?? null);
        assert.equal(JSON.stringify(all), JSON.stringify(JSON.parse(plain)));
        assert.equal(JSON.stringify(nested.list[0]), JSON.stringify(all));
        assert.equal(JSON.stringify(keysOf(made)), shape);
      }),
      { numRuns: 2_000 },
    );
  });

  it('a text that users write is the same in the token, character for character', () => {
    const claims = parseClaims(
      { whole: '{{user.username}}', within: 'a{{user.username}}b{{user.username}}' },
      'session',
    );
    fc.assert(
      fc.property(hostileText, (username) => {
        const made = claims.fillIn((name) => (name === 'user.username' ? username : null));
        assert.deepEqual(made, { whole: username, within: `a${username}b${username}` });
      }),
      { numRuns: 2_000 },
    );
  });

  it('any text is a template or an error with a place in it', () => {
    const parts = fc.constantFrom(
      '{{',
      '}}',
      ' ',
      "'",
      '||',
      'user.id',
      'user.public_metadata',
      '.role',
      '1',
      '-',
      'true',
      'x',
      '\\',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts, { maxLength: 14 }).map((each) => each.join('')),
        ),
        (text) => {
          try {
            const template = parseTemplate(text, CLAIM_NAME_ROWS);
            if (!text.includes('{{')) assert.deepEqual(template, text === '' ? [] : [text]);
          } catch (error) {
            assert.ok(error instanceof ExpressionError, String(error));
            assert.ok(error.position >= 2 && error.position <= text.length);
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

/** The keys that a template fixes: not those of the objects that expressions result in. */
function keysOf(claims: JsonObject): Json {
  const nested = claims.nested as JsonObject;
  return { top: Object.keys(claims), nested: Object.keys(nested) };
}
