import { suggest } from '../lib/suggest.ts';
import type { Seed } from './seed.ts';
import { type Schema, SEED_SCHEMA } from './seed-schema.ts';

/** A part of a seed that cannot be used. */
export interface SeedProblem {
  /** Where it is, such as `users[0].emailAddresses[1]`; empty = the whole seed. */
  path: string;
  /** What is wrong, as the end of a sentence that begins with the path, and what to do. */
  problem: string;
}

/** Refuses a seed. The message lists every problem with its place in the file. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
  readonly code = 'seed_invalid';
  readonly problems: readonly SeedProblem[];

  constructor(problems: readonly SeedProblem[], file?: string) {
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    const lines = problems.map(({ path, problem }) => `  ${path || 'The seed'} ${problem}`);
    super(`The seed${file === undefined ? '' : ` ${file}`} has ${count}:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/** The article and name of a type of JSON. */
const NAMES = { object: 'an object', array: 'a list', string: 'a text', boolean: 'true or false' } as const;

/**
 * Checks the form of a seed against {@link SEED_SCHEMA}.
 *
 * @throws {SeedError} that names every wrong part
 */
export function checkSeed(seed: unknown): Seed {
  const problems = problemsOf(seed, SEED_SCHEMA, '');
  if (problems.length > 0) throw new SeedError(problems);
  return seed as Seed;
}

function problemsOf(value: unknown, schema: Schema, path: string): SeedProblem[] {
  if (schema.anyOf) {
    const [ofText, ofObject] = schema.anyOf;
    return problemsOf(value, typeof value === 'object' && value !== null ? ofObject : ofText, path);
  }
  const { type = 'object', description = '' } = schema;
  const shown = schema.writeOnly ? 'of another form' : given(value);
  if (typeOf(value) !== type) return [{ path, problem: `is ${shown}, not ${NAMES[type]}. ${description}` }];
  if (type === 'array') {
    return (value as unknown[]).flatMap((item, i) => problemsOf(item, schema.items ?? {}, `${path}[${i}]`));
  }
  if (type === 'object') return problemsInside(value as Record<string, unknown>, schema, path);
  return typeof value === 'string' && !fits(value, schema) ? [{ path, problem: `is ${shown}. ${description}` }] : [];
}

function problemsInside(value: Record<string, unknown>, schema: Schema, path: string): SeedProblem[] {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const under = (name: string) => (path === '' ? name : `${path}.${name}`);
  const known = Object.keys(properties);
  const missing = required.filter((name) => value[name] === undefined);
  return [
    ...missing.map((name) => ({ path: under(name), problem: `is missing. ${properties[name]?.description ?? ''}` })),
    ...Object.entries(value).flatMap(([name, part]): SeedProblem[] => {
      const inner = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (part === undefined) return [];
      if (inner) return problemsOf(part, inner, under(name));
      if (additionalProperties) return [];
      const near = suggest(name, known);
      const cure = near ? `Did you mean ${near}?` : `Known are ${known.join(', ')}.`;
      return [{ path: under(name), problem: `is not known. ${cure}` }];
    }),
  ];
}

function fits(
  value: string,
  { pattern, format, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Schema,
): boolean {
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(value);
  return (
    value.length >= minLength &&
    value.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(value)) &&
    (format !== 'date-time' || (isTime && !Number.isNaN(Date.parse(value))))
  );
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}

/** Shows a wrong value, shortened. */
function given(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  const type = typeOf(value);
  return Object.hasOwn(NAMES, type) && type !== 'boolean' ? NAMES[type as keyof typeof NAMES] : String(value);
}
