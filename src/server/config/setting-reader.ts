import type { ConfigProblem } from '../lib/config-error.ts';
import { SETTINGS } from './setting-table.ts';
import { suggest } from '../lib/suggest.ts';

const SECRET = new Set(SETTINGS.filter((setting) => setting.secret).map((setting) => setting.path));
const GROUPS = new Set(
  SETTINGS.flatMap(({ path }) => path.split('.').map((_, end, words) => words.slice(0, end).join('.'))),
);
GROUPS.delete('');

/**
 * Reads settings one by one out of an untrusted object and keeps a list of everything wrong, so that
 * one start reports all of it. A reading that fails answers its default and the parse fails at the end.
 */
export class SettingReader {
  readonly problems: ConfigProblem[] = [];
  readonly #values = new Map<string, unknown>();

  /** @param input what a file, the environment and flags gave, merged */
  constructor(input: unknown) {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      this.fail('configuration', 'is not an object', 'Give an object with at least `url`.', kindOf(input));
      return;
    }
    this.#collect(input, '');
  }

  /** Notes a problem; `given` is dropped for settings that may hold secrets. */
  fail(setting: string, problem: string, cure: string, given?: string): void {
    const shown = given === undefined || SECRET.has(setting) ? undefined : shorten(given);
    this.problems.push({ setting, ...(shown === undefined ? {} : { given: shown }), problem, cure });
  }

  has(path: string): boolean {
    return this.#values.has(path);
  }

  /** A trimmed, non-empty text without control characters; undefined when absent or wrong. */
  text(path: string, maxLength = 2048): string | undefined {
    const value = this.#values.get(path);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return this.#wrongKind(path, 'a text', value);
    const text = value.trim();
    if (text === '') return this.#refuse(path, 'is empty', 'Give a value or leave it out.');
    if (/\p{Cc}/u.test(text)) {
      return this.#refuse(path, 'holds line breaks or control characters', 'Remove them.');
    }
    if (text.length > maxLength) {
      return this.#refuse(path, `is longer than ${maxLength} characters`, 'Shorten it.');
    }
    return text;
  }

  boolean(path: string, fallback: boolean): boolean {
    const value = this.#values.get(path);
    if (value === undefined) return fallback;
    return typeof value === 'boolean' ? value : (this.#wrongKind(path, 'true or false', value) ?? fallback);
  }

  integer(path: string, fallback: number, min: number, max: number): number {
    const value = this.#values.get(path);
    if (value === undefined) return fallback;
    if (typeof value !== 'number') return this.#wrongKind(path, 'a whole number', value) ?? fallback;
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    this.fail(path, `is not a whole number from ${min} to ${max}`, 'Choose one in that range.', String(value));
    return fallback;
  }

  oneOf<T extends string>(path: string, fallback: T, choices: readonly T[]): T {
    const value = this.text(path);
    if (value === undefined) return fallback;
    const choice = choices.find((candidate) => candidate === value);
    if (choice !== undefined) return choice;
    const near = suggest(value, choices);
    const cure = near ? `Did you mean ${near}?` : `Choose ${choices.join(', ')}.`;
    this.fail(path, `is not one of ${choices.join(', ')}`, cure, value);
    return fallback;
  }

  /** Each entry of a list of texts, with the path of the entry for error messages. */
  list(path: string): { path: string; value: string }[] {
    const value = this.#values.get(path);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.#wrongKind(path, 'a list of texts', value);
      return [];
    }
    return value.flatMap((entry: unknown, index) => {
      if (typeof entry === 'string') return [{ path: `${path}[${index}]`, value: entry.trim() }];
      this.#wrongKind(`${path}[${index}]`, 'a text', entry);
      return [];
    });
  }

  /** Each entry of a list of objects, to be checked by whoever knows them; each entry may hold secrets. */
  objects(path: string): unknown[] {
    const value = this.#values.get(path);
    if (value === undefined || Array.isArray(value)) return value ?? [];
    this.#wrongKind(path, 'a list of objects', value);
    return [];
  }

  #collect(input: object, prefix: string): void {
    const known = SETTINGS.map((setting) => setting.path).filter((path) => path.startsWith(prefix));
    for (const [key, value] of Object.entries(input)) {
      const path = prefix + key;
      if (value === undefined || value === null) continue;
      if (known.includes(path)) {
        this.#values.set(path, value);
      } else if (GROUPS.has(path)) {
        if (typeof value === 'object' && !Array.isArray(value)) this.#collect(value, `${path}.`);
        else this.#wrongKind(path, 'an object', value);
      } else {
        const near = suggest(path, prefix ? known : [...known, ...GROUPS]);
        this.fail(shorten(path, false), 'is not a setting', near ? `Did you mean ${near}?` : 'Remove it.');
      }
    }
  }

  #wrongKind(path: string, wanted: string, value: unknown): undefined {
    this.fail(path, `is not ${wanted}`, `Give ${wanted}.`, kindOf(value));
    return undefined;
  }

  #refuse(path: string, problem: string, cure: string): undefined {
    this.fail(path, problem, cure);
    return undefined;
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' ? 'an object' : String(value);
}

function shorten(text: string, quote = true): string {
  const short = text.length > 80 ? `${text.slice(0, 77)}…` : text;
  return quote && !short.startsWith('"') ? JSON.stringify(short) : short;
}
