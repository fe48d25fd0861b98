import { decodeJsonObjects, readBytes } from '../http/middleware/parse-body.ts';
import { ApiError } from '../http/errors.ts';

/**
 * Parses the body of a request: a JSON object, a JSON array of objects, or nothing.
 *
 * @throws {ApiError} 413 when it is too large, 415 for another content type, 400 when it is something else, is too
 *   deep, or has a key that would reach a prototype
 */
export async function parseJsonBody(request: Request): Promise<JsonBody> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return new JsonBody({});
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new ApiError('unsupported_content_type', { longMessage: 'Send the body as application/json.' });
  }
  const body = decodeJsonObjects(bytes);
  return Array.isArray(body) ? JsonBody.ofList(body) : new JsonBody(body);
}

/** The fields of a JSON body. A route names the fields that it knows, and reads no others. */
export class JsonBody {
  readonly #given: ReadonlyMap<string, unknown>;
  #items: readonly JsonBody[] | undefined;

  /** @param fields a field that is undefined is absent; null is a value of its own */
  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#given = new Map(Object.entries(fields));
  }

  /** Creates a body that is an array. Only {@link items} reads it. */
  static ofList(objects: readonly Readonly<Record<string, unknown>>[]): JsonBody {
    const body = new JsonBody({});
    body.#items = objects.map((fields) => new JsonBody(fields));
    return body;
  }

  /**
   * Returns the objects of a body that is an array.
   *
   * @throws {ApiError} when it is none, is empty or has more than `max` of them
   */
  items(max: number): readonly JsonBody[] {
    if (this.#items === undefined) {
      throw new ApiError('request_body_invalid', { longMessage: 'Send a JSON array of objects.' });
    }
    if (this.#items.length >= 1 && this.#items.length <= max) return this.#items;
    throw new ApiError('form_param_value_invalid', { longMessage: `Send 1 to ${max} objects at a time.` });
  }

  get #fields(): ReadonlyMap<string, unknown> {
    if (this.#items === undefined) return this.#given;
    throw new ApiError('request_body_invalid', { longMessage: 'Send a JSON object.' });
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  /** Whether a field is given as null. */
  isNull(name: string): boolean {
    return this.#fields.get(name) === null;
  }

  /** @throws {ApiError} `form_param_unknown` that names every field which is not in the list */
  refuseOthers(known: readonly string[]): void {
    const unknown = [...this.#fields.keys()].filter((name) => !known.includes(name));
    ApiError.throwAll(unknown.map((name) => new ApiError('form_param_unknown', { param: name })));
  }

  /**
   * Returns a line of text without blanks around it; undefined when the field is absent, null when it is null or empty.
   *
   * @throws {ApiError} when it is no text, is too long, or has control characters
   */
  text(name: string, maxLength = 256): string | null | undefined {
    const value = this.raw(name);
    if (value === undefined || value === null) return value;
    const line = value.trim();
    if (line.length > maxLength) throw new ApiError('form_param_max_length_exceeded', { param: name });
    if (/[\p{Cc}\u2028\u2029]/u.test(line)) throw new ApiError('form_param_format_invalid', { param: name });
    return line === '' ? null : line;
  }

  /** As {@link text}, for a field that must have a value. */
  required(name: string, maxLength?: number): string {
    const value = this.text(name, maxLength);
    if (value === undefined) throw new ApiError('form_param_missing', { param: name });
    if (value === null) throw new ApiError('form_param_nil', { param: name });
    return value;
  }

  /** Returns a text character for character, such as a password. */
  raw(name: string): string | null | undefined {
    const value = this.#fields.get(name);
    if (value === undefined || value === null || typeof value === 'string') return value;
    throw wrongType(name);
  }

  /** As {@link raw}, for a field that must have a value. */
  requiredRaw(name: string): string {
    const value = this.raw(name);
    if (value === undefined) throw new ApiError('form_param_missing', { param: name });
    if (value === null || value === '') throw new ApiError('form_param_nil', { param: name });
    return value;
  }

  /** Returns true or false; undefined when the field is absent or null. */
  boolean(name: string): boolean | undefined {
    const value = this.#fields.get(name) ?? undefined;
    if (value === undefined || typeof value === 'boolean') return value;
    throw wrongType(name);
  }

  /** Returns a number, whose range the caller checks; undefined when the field is absent or null. */
  number(name: string): number | undefined {
    const value = this.#fields.get(name) ?? undefined;
    if (value === undefined || typeof value === 'number') return value;
    throw wrongType(name);
  }

  /** Returns a whole number from `min` to `max`; undefined when the field is absent or null. */
  integer(name: string, min: number, max: number): number | undefined {
    const value = this.#fields.get(name) ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(name);
    if (value >= min && value <= max) return value;
    const longMessage = `Give a whole number from ${min} to ${max}.`;
    throw new ApiError('form_param_value_invalid', { param: name, longMessage });
  }

  /** Returns one of the values of a list; undefined when the field is absent or null. */
  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    const text = this.raw(name) ?? undefined;
    const value = values.find((each) => each === text);
    if (text === undefined || value !== undefined) return value;
    throw new ApiError('form_param_value_invalid', { param: name, longMessage: `Give ${values.join(', ')}.` });
  }

  /** Returns a list of texts; undefined when the field is absent or null. */
  texts(name: string, maxItems: number): string[] | undefined {
    const value = this.#fields.get(name) ?? undefined;
    if (value === undefined) return undefined;
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw wrongType(name);
    if (value.length > maxItems) throw new ApiError('form_param_max_length_exceeded', { param: name });
    return value;
  }

  /** Returns an object; undefined when the field is absent, an empty one when it is null. */
  object(name: string): Record<string, unknown> | undefined {
    const value = this.#fields.get(name);
    if (value === undefined) return undefined;
    if (value === null) return {};
    if (typeof value !== 'object' || Array.isArray(value)) throw wrongType(name);
    return value as Record<string, unknown>;
  }
}

function wrongType(param: string): ApiError {
  return new ApiError('form_param_type_invalid', { param });
}
