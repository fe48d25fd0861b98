import { toCamelCase } from '../../protocol/letter-case.ts';

type CamelCase<Name> = Name extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : Name;

/** A JSON object as {@link camelize} returns it. */
export type Camelized<Json> = Json extends unknown
  ? {
      [Key in keyof Json as Key extends 'object' ? never : CamelCase<Key>]: Key extends `${string}_at`
        ? Dated<Json[Key]>
        : Json[Key];
    }
  : never;

type Dated<Value> = Value extends number ? Date : Value;

/**
 * Copies a JSON object, with its own keys in camelCase. Numbers of `…_at` keys are milliseconds and become `Date`s.
 * All other values are copied as they are, those of unknown keys included.
 */
export function camelize<Json extends object>(json: Json): Camelized<Json> {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(json)) {
    copy[toCamelCase(key)] = key.endsWith('_at') && typeof value === 'number' ? new Date(value) : value;
  }
  delete copy.object;
  // TypeScript cannot follow an object that is built key by key.
  return copy as Camelized<Json>;
}
