import { fillIn, type Json, type JsonObject, type Lookup } from './evaluate.ts';
import { ExpressionError } from './expression-error.ts';
import { type Names, parseTemplate, type Template } from './parse-template.ts';

/** JSON whose texts may hold expressions, parsed once. */
export interface JsonTemplate {
  /** The names that its expressions use. */
  readonly names: ReadonlySet<string>;
  /** The keys at the top: no value adds one. */
  readonly keys: readonly string[];
  /** The names that the expressions below a key at the top use. */
  namesOf(key: string): ReadonlySet<string>;
  /** The fewest bytes that its JSON can have, whatever the expressions result in. */
  readonly leastBytes: number;
  /** Makes the JSON of it. Keys, and texts without expressions, are always the same. */
  fillIn(lookup: Lookup): JsonObject;
}

/** A part of the JSON that cannot be used: an expression, a name of a key, or a value that is no JSON. */
export class JsonTemplateError extends Error {
  override readonly name = 'JsonTemplateError';
  /** Where it is, such as `claims.metadata.role`. */
  readonly place: string;
  readonly problem: string;
  readonly cure: string;

  constructor(place: string, problem: string, cure: string) {
    super(`${place} ${problem}. ${cure}`);
    this.place = place;
    this.problem = problem;
    this.cure = cure;
  }
}

type Node =
  | { readonly value: string | number | boolean | null }
  | { readonly template: Template }
  | { readonly list: readonly Node[] }
  | { readonly fields: readonly (readonly [key: string, node: Node])[] };

const MAX_DEPTH = 12;

/**
 * Parses JSON whose texts may hold expressions. A text that is one expression becomes the value of that expression; in
 * any other text the values are written as text.
 *
 * @param input of any type
 * @param place its name in errors, such as `claims`
 * @throws {JsonTemplateError} that names the wrong part
 */
export function parseJsonTemplate(input: unknown, names: Names, place: string): JsonTemplate {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new JsonTemplateError(place, 'is not an object', 'Give an object of names and values.');
  }
  const used = new Map(Object.keys(input).map((key) => [key, new Set<string>()]));
  const fields = Object.entries(input).map(([key, value]): [string, Node] => {
    const node = parseNode(value, names, `${place}.${key}`, 1, used.get(key) as Set<string>);
    return [checkKey(key, place), node];
  });
  const root: Node = { fields };
  return {
    names: new Set([...used.values()].flatMap((each) => [...each])),
    keys: fields.map(([key]) => key),
    namesOf: (key) => used.get(key) ?? new Set(),
    leastBytes: Buffer.byteLength(JSON.stringify(fill(root, fixedTextOf))),
    fillIn: (lookup) => fill(root, (template) => fillIn(template, lookup)) as JsonObject,
  };
}

function parseNode(input: unknown, names: Names, place: string, depth: number, used: Set<string>): Node {
  if (depth > MAX_DEPTH)
    throw new JsonTemplateError(place, `is more than ${MAX_DEPTH} levels deep`, 'Make it flatter.');
  if (input === null || typeof input === 'boolean') return { value: input };
  if (typeof input === 'number' && Number.isFinite(input)) return { value: input };
  if (typeof input === 'string') return parseText(input, names, place, used);
  if (Array.isArray(input)) {
    return { list: input.map((each, index) => parseNode(each, names, `${place}[${index}]`, depth + 1, used)) };
  }
  if (typeof input === 'object') {
    const fields = Object.entries(input);
    return {
      fields: fields.map(([key, value]) => [
        checkKey(key, place),
        parseNode(value, names, `${place}.${key}`, depth + 1, used),
      ]),
    };
  }
  throw new JsonTemplateError(place, 'is not JSON', 'Give a text, a number, true, false, null, a list or an object.');
}

function parseText(text: string, names: Names, place: string, used: Set<string>): Node {
  try {
    const template = parseTemplate(text, names);
    const expressions = template.filter((part) => typeof part === 'object');
    for (const operand of expressions.flat()) if ('name' in operand) used.add(operand.name);
    return expressions.length === 0 ? { value: text } : { template };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new JsonTemplateError(place, `${error.problem}, at character ${error.position + 1}`, error.cure);
  }
}

/** Keys are fixed, so that no value can add or replace one. */
function checkKey(key: string, place: string): string {
  if (key.includes('{{'))
    throw new JsonTemplateError(`${place}.${key}`, 'has an expression in its name', 'Write the name itself.');
  if (key === '__proto__') throw new JsonTemplateError(`${place}.${key}`, 'cannot be a name', 'Use another one.');
  return key;
}

function fill(node: Node, ofTemplate: (template: Template) => Json): Json {
  if ('value' in node) return node.value;
  if ('template' in node) return ofTemplate(node.template);
  if ('list' in node) return node.list.map((each) => fill(each, ofTemplate));
  return Object.fromEntries(node.fields.map(([key, each]) => [key, fill(each, ofTemplate)]));
}

/** Returns the text around the expressions; for a single expression, the shortest value there is. */
function fixedTextOf(template: Template): Json {
  return template.length === 1 ? 0 : template.filter((part) => typeof part === 'string').join('');
}
