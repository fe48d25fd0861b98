import type { ApiErrorCode } from '../../protocol/error-codes.ts';
import { VISIBLE } from '../../protocol/visible.ts';
import { ApiError } from './errors.ts';
import { canonicalLocale } from './locale.ts';

const MAX_DEPTH = 32;

/** The fields of a request body. Fields that no route reads are ignored. */
export class Params {
  readonly #fields: ReadonlyMap<string, readonly string[]>;
  constructor(fields: ReadonlyMap<string, readonly string[]> = new Map()) {
    this.#fields = fields;
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  /**
   * Returns the value byte for byte; undefined when the field is absent.
   *
   * @throws {ApiError} `form_param_duplicate` when it was sent more than once
   */
  raw(name: string): string | undefined {
    const values = this.#fields.get(name);
    if (!values) return undefined;
    if (values.length > 1) throw new ApiError('form_param_duplicate', { param: name });
    return values[0];
  }

  /**
   * As {@link raw}, for a field that must have a value.
   *
   * @throws {ApiError} `form_param_missing` when the field is absent, `form_param_nil` when it is empty
   */
  requiredRaw(name: string): string {
    const value = this.raw(name);
    if (value === undefined) throw new ApiError('form_param_missing', { param: name });
    if (value === '') throw new ApiError('form_param_nil', { param: name });
    return value;
  }

  /**
   * Returns a line of text without blanks around it; undefined when the field is absent.
   *
   * @param maxLength in characters
   * @throws {ApiError} when it is too long, or has control characters, which no name or address has
   */
  text(name: string, maxLength = 256): string | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (value.length > 4 * maxLength) throw new ApiError('form_param_max_length_exceeded', { param: name });
    const line = value.trim();
    if (line.length > maxLength) throw new ApiError('form_param_max_length_exceeded', { param: name });
    if (/[\p{Cc}\u2028\u2029]/u.test(line)) {
      throw new ApiError('form_param_format_invalid', { param: name });
    }
    return line;
  }

  /**
   * Returns true or false; undefined when the field is absent or empty.
   *
   * @param code of the error for any other value
   */
  boolean(name: string, code: ApiErrorCode = 'form_param_type_invalid'): boolean | undefined {
    const value = this.text(name, 8);
    if (value === undefined || value === '') return undefined;
    if (value === 'true' || value === 'false') return value === 'true';
    throw new ApiError(code, { param: name });
  }

  /** Returns the same fields with one set or replaced. */
  with(name: string, value: string): Params {
    return new Params(new Map([...this.#fields, [name, [value]]]));
  }

  /** Returns all values of a field that may be sent more than once; none when it is absent. */
  list(name: string): readonly string[] {
    return this.#fields.get(name) ?? [];
  }

  /** As {@link text}, but null for an empty field: that is how clients send null. */
  nullable(name: string, maxLength?: number): string | null | undefined {
    const value = this.text(name, maxLength);
    return value === '' ? null : value;
  }

  /**
   * As {@link nullable}, for the locale of a browser. What is no BCP 47 tag counts as none: it decides about nothing but texts.
   * A browser in a system without a language names the locale of the system, such as `en-US@posix`.
   */
  locale(name: string): string | null | undefined {
    const value = this.nullable(name, 64);
    return typeof value === 'string'
      ? (canonicalLocale(value.replace(/[.@].*/, '').replaceAll('_', '-')) ?? null)
      : value;
  }

  /**
   * As {@link nullable}, for the name of a person or a thing.
   *
   * @throws {ApiError} `form_param_nil` when it has no visible character
   */
  name(name: string, maxLength?: number): string | null | undefined {
    const value = this.nullable(name, maxLength);
    if (value && !VISIBLE.test(value)) throw new ApiError('form_param_nil', { param: name });
    return value;
  }

  /** @throws {ApiError} `form_param_missing` when the field is absent, `form_param_nil` when it is empty */
  required(name: string, maxLength?: number): string {
    const value = this.text(name, maxLength);
    if (value === undefined) throw new ApiError('form_param_missing', { param: name });
    if (value === '') throw new ApiError('form_param_nil', { param: name });
    return value;
  }

  /**
   * Returns a JSON object; undefined when the field is absent. An empty value is an empty object.
   *
   * @param maxBytes of the JSON text
   * @throws {ApiError} when it is not an object, is too large or too deep, or has a `__proto__` key
   */
  object(name: string, maxBytes: number): Record<string, unknown> | undefined {
    const text = this.raw(name);
    if (text === undefined) return undefined;
    if (text === '') return {};
    if (Buffer.byteLength(text) > maxBytes) throw new ApiError('form_param_max_length_exceeded', { param: name });
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new ApiError('form_param_format_invalid', { param: name });
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new ApiError('form_param_type_invalid', { param: name });
    }
    if (!isHarmless(value)) throw new ApiError('form_param_value_invalid', { param: name });
    return value as Record<string, unknown>;
  }
}

/**
 * Parses several fields, and throws one error that names every field at fault.
 *
 * @param parse reads each field through the function that it gets
 * @example parseTogether((read) => ({ name: read(() => params.name('name')) }))
 */
export function parseTogether<T>(parse: (read: <V>(field: () => V) => V | undefined) => T): T {
  const errors: ApiError[] = [];
  const parsed = parse((field) => {
    try {
      return field();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      errors.push(error);
      return undefined;
    }
  });
  ApiError.throwAll(errors);
  return parsed;
}

/** Whether a value is flat enough not to exhaust the stack, and has no keys that would change a prototype when copied. */
export function isHarmless(value: object): boolean {
  let level: object[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === MAX_DEPTH) return false;
    if (level.some((part) => Object.hasOwn(part, '__proto__'))) return false;
    level = level.flatMap((part) => Object.values(part)).filter((part) => typeof part === 'object' && part !== null);
  }
  return true;
}
