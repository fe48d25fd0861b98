import { RowProblem } from './user-record.ts';

/** Seconds since the epoch are smaller than this, and milliseconds are larger. */
const SECONDS_END = 100_000_000_000;
/** Longer texts are in no field but metadata. */
const LONGEST = 8_192;
/** The end of the year 9999, in milliseconds. A later time cannot be written as text. */
const LATEST = 253_402_300_799_999;
/** Postgres stores no NUL, and a line break in a name gets into the header of a mail. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
/** Objects and arrays within each other. To write deeper ones as text would exhaust the stack. */
const DEEPEST = 64;

/**
 * Reads the fields of one object of a file. Names are compared in snake_case, so that `firstName` is `first_name`. Empty
 * texts and null are as if the field were not there.
 */
export class Fields {
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #read = new Set<string>();

  constructor(raw: object) {
    this.#values = new Map(Object.entries(raw).map(([name, value]) => [snakeCase(name), value]));
  }

  /** Returns the value of the first field that has one. */
  take(...names: readonly string[]): unknown {
    for (const name of names) this.#read.add(name);
    const found = names.find((name) => !isNothing(this.#values.get(name)));
    return found === undefined ? undefined : this.#values.get(found);
  }

  /** @throws {RowProblem} when it is no text */
  text(...names: readonly string[]): string | undefined {
    const value = this.take(...names);
    if (value === undefined) return undefined;
    if (typeof value === 'number') return String(value);
    if (typeof value !== 'string') throw new RowProblem(`${names[0]} has to be a text`);
    if (value.length > LONGEST) throw new RowProblem(`${names[0]} is too long`);
    if (CONTROL.test(value)) throw new RowProblem(`${names[0]} has a control character, such as a line break`);
    return value;
  }

  /** @throws {RowProblem} when it is neither true nor false, in one of the spellings of CSV files */
  flag(...names: readonly string[]): boolean | undefined {
    const value = this.take(...names);
    if (value === undefined || typeof value === 'boolean') return value;
    const text = isObject(value) || Array.isArray(value) ? '' : String(value).toLowerCase();
    if (['true', 't', '1', 'yes'].includes(text)) return true;
    if (['false', 'f', '0', 'no'].includes(text)) return false;
    throw new RowProblem(`${names[0]} has to be true or false`);
  }

  /** Reads an object, or its JSON. @throws {RowProblem} when it is none */
  object(...names: readonly string[]): Record<string, unknown> | undefined {
    const value = parsedJson(this.take(...names), names[0]);
    if (value === undefined) return undefined;
    if (!isObject(value)) throw new RowProblem(`${names[0]} has to be a JSON object`);
    return value;
  }

  /** Reads an array, or its JSON. @throws {RowProblem} when it is none */
  array(...names: readonly string[]): unknown[] {
    const value = parsedJson(this.take(...names), names[0]);
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw new RowProblem(`${names[0]} has to be an array`);
    return value;
  }

  /** Reads several texts: an array, or one text in which they are separated. */
  texts(...names: readonly string[]): string[] {
    const value = this.take(...names);
    if (value === undefined) return [];
    if (typeof value === 'string') {
      const list = value.startsWith('[') ? parsedJson(value, names[0]) : value.split(/[,;|\s]+/).filter(Boolean);
      return textsOf(list, names[0]);
    }
    return textsOf(value, names[0]);
  }

  /** Reads a time: seconds or milliseconds since the epoch, or a date as text. @returns milliseconds */
  time(...names: readonly string[]): number | undefined {
    const value = this.take(...names);
    if (value === undefined) return undefined;
    const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
    const number = typeof value === 'number' || /^\d+$/.test(text) ? Number(value) : undefined;
    const time = number === undefined ? Date.parse(isoOf(text)) : number < SECONDS_END ? number * 1_000 : number;
    if (time >= 0 && time <= LATEST) return Math.floor(time);
    throw new RowProblem(`${names[0]} has to be a time, such as 2012-10-20T07:15:20.902Z`);
  }

  /** Returns the names of fields that have a value and that nothing has read. */
  unread(): string[] {
    return [...this.#values].flatMap(([name, value]) => (this.#read.has(name) || isNothing(value) ? [] : [name]));
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

function parsedJson(value: unknown, name: string | undefined): unknown {
  if (typeof value !== 'string') return value;
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    throw new RowProblem(`${name} is not JSON`);
  }
  if (isTooDeep(parsed)) throw new RowProblem(`${name} is too deep`);
  return parsed;
}

/** Whether objects and arrays are within each other too often. It uses no stack itself. */
export function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth <= DEEPEST; depth++) {
    level = level
      .filter((one) => typeof one === 'object' && one !== null)
      .flatMap((one) => Object.values(one as object));
    if (level.length === 0) return false;
  }
  return true;
}

function textsOf(value: unknown, name: string | undefined): string[] {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw new RowProblem(`${name} has to be a list of texts`);
}

/** Postgres writes `2024-01-31 12:00:00.123+00`. */
function isoOf(text: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d)(?::?(\d\d))?$/.exec(text);
  return parts ? `${parts[1]}T${parts[2]}${parts[3]}:${parts[4] ?? '00'}` : text;
}
