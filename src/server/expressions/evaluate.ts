import type { Expression, Operand, Template } from './parse-template.ts';

/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** Returns the value of a name. */
export type Lookup = (name: string) => Json;

/** Returns how a value is written within a text. */
export type TextOf = (value: Json) => string;

/**
 * Evaluates an expression: the first alternative that is neither null nor false, else the last one.
 */
export function evaluate(expression: Expression, lookup: Lookup): Json {
  let value: Json = null;
  for (const operand of expression) {
    value = valueOf(operand, lookup);
    if (value !== null && value !== false) return value;
  }
  return value;
}

/**
 * Fills in a template. One that is a single expression has the value of that expression, of whatever type; any other
 * one is a text.
 */
export function fillIn(template: Template, lookup: Lookup, textOf: TextOf = asText): Json {
  const [first] = template;
  if (template.length === 1 && typeof first === 'object') return evaluate(first, lookup);
  return fillInText(template, lookup, textOf);
}

/** Fills in a template as a text, whatever its expressions result in. */
export function fillInText(template: Template, lookup: Lookup, textOf: TextOf = asText): string {
  return template.map((part) => (typeof part === 'string' ? part : textOf(evaluate(part, lookup)))).join('');
}

/** Writes a value as Clerk does within a text: null as `null`, lists and objects as JSON. */
function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function valueOf(operand: Operand, lookup: Lookup): Json {
  if ('literal' in operand) return operand.literal;
  let value: Json = lookup(operand.name);
  for (const key of operand.path) value = fieldOf(value, key);
  return value;
}

/** Reads what is the object's own, and nothing of a prototype. */
function fieldOf(value: Json, key: string): Json {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
  if (Array.isArray(value) && !/^\d+$/.test(key)) return null;
  return (value as JsonObject)[key] ?? null;
}
