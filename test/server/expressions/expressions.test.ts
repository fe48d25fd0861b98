import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fillIn, fillInText, type Json } from '../../../src/server/expressions/evaluate.ts';
import { ExpressionError } from '../../../src/server/expressions/expression-error.ts';
import { JsonTemplateError, parseJsonTemplate } from '../../../src/server/expressions/json-template.ts';
import { parseTemplate } from '../../../src/server/expressions/parse-template.ts';
import { assertCpuBelow } from '../../support/cpu-time.ts';

const NAMES = { 'user.id': {}, 'user.age': {}, 'user.name': {}, 'user.is_new': {}, 'user.data': { isOpen: true } };
const DATA: Json = { role: 'admin', tags: ['a', 'b'], deep: { n: 1, off: false }, nothing: null, '': 'empty' };
const VALUES: Record<string, Json> = {
  'user.id': 'user_1',
  'user.age': 42,
  'user.name': null,
  'user.is_new': false,
  'user.data': DATA,
};
const lookup = (name: string): Json => VALUES[name] ?? null;
const fill = (text: string): Json => fillIn(parseTemplate(text, NAMES), lookup);

function refusal(text: string): [number, string] {
  try {
    parseTemplate(text, NAMES);
  } catch (error) {
    assert.ok(error instanceof ExpressionError);
    return [error.position, `${error.problem}: ${error.cure}`];
  }
  throw new Error(`${text} was accepted`);
}

describe('expressions', () => {
  it('a text that is one expression has the type of its value', () => {
    assert.equal(fill('{{user.id}}'), 'user_1');
    assert.equal(fill('{{ user.age }}'), 42);
    assert.equal(fill('{{user.is_new}}'), false);
    assert.equal(fill('{{user.name}}'), null);
    assert.deepEqual(fill('{{user.data}}'), DATA);
    assert.deepEqual(fill('{{user.data.tags}}'), ['a', 'b']);
    assert.equal(fill('{{user.data.tags.1}}'), 'b');
    assert.equal(fill('{{user.data.deep.n}}'), 1);
  });

  it('an expression within a text is written as text, null as null', () => {
    assert.equal(fill('id {{user.id}}'), 'id user_1');
    assert.equal(fill('{{user.name}} {{user.id}}'), 'null user_1');
    assert.equal(fill(' {{user.age}}'), ' 42');
    assert.equal(fill('{{user.data.tags}}!'), '["a","b"]!');
    assert.equal(fill('{{user.age}}{{user.is_new}}'), '42false');
    assert.equal(fillInText(parseTemplate('{{user.age}}', NAMES), lookup), '42');
    assert.equal(
      fillInText(parseTemplate('Dear {{user.name}}', NAMES), lookup, (value) =>
        value === null ? '' : `<${String(value)}>`,
      ),
      'Dear ',
    );
  });

  it('the first alternative that is neither null nor false counts, else the last one', () => {
    assert.equal(fill("{{user.name || 'guest'}}"), 'guest');
    assert.equal(fill('{{user.is_new || user.age || 7}}'), 42);
    assert.equal(fill('{{user.name||user.is_new}}'), false);
    assert.equal(fill('{{user.is_new || user.name}}'), null);
    assert.equal(fill('{{user.data.none || 0}}'), 0);
    assert.equal(fill("{{'' || user.id}}"), '');
    assert.equal(fill('{{user.data.deep.off || true}}'), true);
    assert.equal(fill('{{user.data.none || -1.5}}'), -1.5);
  });

  it('literals are texts in single quotes, numbers, true and false', () => {
    assert.equal(fill("{{'it\\'s {{user.id}} \\\\ }}'}}"), "it's {{user.id}} \\ }}");
    assert.equal(fill("a {{'{{'}} b"), 'a {{ b');
    assert.equal(fill('{{30}}'), 30);
    assert.equal(fill('a }} b'), 'a }} b');
    assert.equal(fill('{ {user.id} }'), '{ {user.id} }');
  });

  it('what a value says is never read again', () => {
    const names = { a: {}, secret: {} };
    const values: Record<string, Json> = { a: '{{secret}} {{a}} \'}}" || true', secret: 'hidden' };
    const template = parseTemplate('{{a}}|{{a}}', names);
    assert.equal(
      fillIn(template, (name) => values[name] ?? null),
      `${values.a}|${values.a}`,
    );
  });

  it('a field is one of the object itself, and not of its prototype', () => {
    for (const path of [
      'constructor',
      '__proto__',
      'toString',
      'constructor.name',
      'tags.length',
      'tags.-1',
      'role.length',
      'role.0',
    ]) {
      assert.equal(fill(`{{user.data.${path}}}`), null, path);
    }
    const own = JSON.parse('{"__proto__": {"admin": true}}');
    assert.equal(
      fillIn(parseTemplate('{{user.data.__proto__.admin}}', NAMES), () => own),
      true,
    );
  });

  it('an error says where the expression goes wrong, and what to write', () => {
    const table: [string, number, RegExp][] = [
      ['{{', 2, /not closed/],
      ['{{user.id', 9, /not closed/],
      ['{{ }}', 3, /cannot have "}}" here.*Write a name/],
      ['a {{user.id | user.age}}', 12, /cannot go on with "\| user\.age}}"/],
      ['{{user.id user.age}}', 10, /After a name or a value comes \|\| or }}/],
      ['{{user.ids}}', 2, /names user\.ids, which does not exist: Did you mean user\.id\?/],
      ['{{user.id.length}}', 2, /does not exist/],
      ['{{user}}', 2, /does not exist/],
      ['{{constructor}}', 2, /does not exist/],
      ['{{__proto__.x}}', 2, /does not exist/],
      ['{{user.id ||}}', 12, /cannot have "}}" here/],
      ['{{|| user.id}}', 2, /cannot have/],
      ["{{'open}}", 2, /cannot have "'open}}" here/],
      ['{{"double"}}', 2, /single quotes/],
      ['{{null}}', 2, /does not exist/],
      ['{{01}}', 2, /cannot have "01}}"/],
      ['{{1e5}}', 2, /cannot have "1e5}}"/],
      ['{{{user.id}}}', 2, /cannot have/],
      ['{{user.data.}}', 11, /cannot go on/],
      ['{{user..id}}', 2, /does not exist/],
      [`{{${Array.from({ length: 9 }, () => 'user.id').join('||')}}}`, 74, /more than 8 alternatives/],
      [`{{user.data${'.a'.repeat(17)}}}`, 45, /more than 16 fields deep/],
    ];
    for (const [text, position, words] of table) {
      const [at, message] = refusal(text);
      assert.match(message, words, text);
      assert.equal(at, position, text);
    }
  });

  it('long texts with braces take no long time to refuse', async () => {
    for (const text of [
      '{{'.repeat(50_000),
      `{{'${"\\'".repeat(50_000)}`,
      `{{${'a.'.repeat(50_000)}`,
      '{{1 ||'.repeat(20_000),
    ]) {
      // It would be minutes if each place were read again.
      await assertCpuBelow(1_000, () => refusal(text), text.slice(0, 9));
    }
  });
});

describe('JSON with expressions', () => {
  const parse = (input: unknown) => parseJsonTemplate(input, NAMES, 'claims');

  it('fills in texts at every depth, and keeps everything else', () => {
    const input = { a: { b: ['{{user.id}}', 1, null, { c: 'x {{user.age}}' }] }, d: true, e: '{{user.data}}' };
    const made = parse(input);
    assert.deepEqual(made.fillIn(lookup), {
      a: { b: ['user_1', 1, null, { c: 'x 42' }] },
      d: true,
      e: DATA,
    });
    assert.deepEqual([...made.names].sort(), ['user.age', 'user.data', 'user.id']);
    assert.deepEqual([...made.namesOf('a')].sort(), ['user.age', 'user.id']);
    assert.deepEqual(made.keys, ['a', 'd', 'e']);
  });

  it('names the place of what is wrong', () => {
    const table: [unknown, string][] = [
      [[], 'claims'],
      [null, 'claims'],
      ['{{user.id}}', 'claims'],
      [{ a: { b: ['x', '{{user.ix}}'] } }, 'claims.a.b[1]'],
      [{ '{{user.id}}': 1 }, 'claims.{{user.id}}'],
      [JSON.parse('{"a": {"__proto__": 1}}'), 'claims.a.__proto__'],
      [{ a: undefined }, 'claims.a'],
      [{ a: Number.NaN }, 'claims.a'],
      [{ a: () => 1 }, 'claims.a'],
      [JSON.parse(`{"a":${'['.repeat(13)}${']'.repeat(13)}}`), `claims.a${'[0]'.repeat(12)}`],
    ];
    for (const [input, place] of table) {
      assert.throws(
        () => parse(input),
        (error) => error instanceof JsonTemplateError && error.place === place,
        place,
      );
    }
  });

  it('knows the fewest bytes that its JSON can have', () => {
    const least = (input: unknown) => parse(input).leastBytes;
    assert.equal(least({ a: 'é' }), Buffer.byteLength('{"a":"é"}'));
    assert.equal(least({ a: '{{user.id}}' }), '{"a":0}'.length);
    assert.equal(least({ a: 'x {{user.id}} y' }), '{"a":"x  y"}'.length);
  });
});
