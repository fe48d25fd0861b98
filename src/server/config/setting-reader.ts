import type { ConfigProblem } from '../lib/config-error.ts';
import { suggest } from '../lib/suggest.ts';
import { SETTINGS, type SettingPath } from './setting-table.ts';

const SECRET = new Set<string>(SETTINGS.filter((setting) => setting.secret).map((setting) => setting.path));
const GROUPS = new Set(
  SETTINGS.flatMap(({ path }) => path.split('.').map((_, end, words) => words.slice(0, end).join('.'))),
);
GROUPS.delete('');

/**
 * Reads settings one by one from an unchecked object, and collects every problem, so that one start reports all of
 * them. A wrong setting reads as its default; the caller refuses the configuration in the end.
 */
export class SettingReader {
  readonly problems: ConfigProblem[] = [];
  readonly #values = new Map<string, unknown>();

  /** @param input the merged settings of the file, the environment and the flags */
  constructor(input: unknown) {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      this.fail('configuration', 'is not an object', 'Give an object with at least `url`.', kindOf(input));
      return;
    }
    this.#collect(input, '');
  }

  /** Records a problem. It drops `given` for settings that may hold secrets. */
  fail(setting: string, problem: string, cure: string, given?: string): void {
    const shown = given === undefined || SECRET.has(setting) ? undefined : shorten(given);
    this.problems.push({ setting, ...(shown === undefined ? {} : { given: shown }), problem, cure });
  }

  has(path: SettingPath): boolean {
    return this.#values.has(path);
  }

  /** Returns a value of any type, which the caller checks; undefined when it is absent. */
  value(path: SettingPath): unknown {
    return this.#values.get(path);
  }

  /** Reads a non-empty text without control characters, and trims it; undefined when it is absent or wrong. */
  text(path: SettingPath, maxLength = 2048): string | undefined {
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

  boolean(path: SettingPath, fallback: boolean): boolean {
    const value = this.#values.get(path);
    if (value === undefined) return fallback;
    return typeof value === 'boolean' ? value : (this.#wrongKind(path, 'true or false', value) ?? fallback);
  }

  integer(path: SettingPath, fallback: number, min: number, max: number): number {
    const value = this.#values.get(path);
    if (value === undefined) return fallback;
    if (typeof value !== 'number') return this.#wrongKind(path, 'a whole number', value) ?? fallback;
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    this.fail(path, `is not a whole number from ${min} to ${max}`, 'Choose one in that range.', String(value));
    return fallback;
  }

  oneOf<T extends string>(path: SettingPath, fallback: T, choices: readonly T[]): T {
    const value = this.text(path);
    if (value === undefined) return fallback;
    const choice = choices.find((candidate) => candidate === value);
    if (choice !== undefined) return choice;
    const near = suggest(value, choices);
    const cure = near ? `Did you mean ${near}?` : `Choose ${choices.join(', ')}.`;
    this.fail(path, `is not one of ${choices.join(', ')}`, cure, value);
    return fallback;
  }

  /** Reads a list of texts. Each entry comes with its path, for errors. */
  list(path: SettingPath): { path: string; value: string }[] {
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

  /** Reads a list of objects, which the caller checks. Each entry may hold secrets. */
  objects(path: SettingPath): unknown[] {
    const value = this.#values.get(path);
    if (value === undefined || Array.isArray(value)) return value ?? [];
    this.#wrongKind(path, 'a list of objects', value);
    return [];
  }

  #collect(input: object, prefix: string): void {
    const known: string[] = SETTINGS.map((setting) => setting.path).filter((path) => path.startsWith(prefix));
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
