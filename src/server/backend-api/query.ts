import { ApiError } from '../http/errors.ts';

/** How many values a filter may have. */
const MAX_VALUES = 100;
const MAX_LENGTH = 256;
/** What SDKs add to every request, and what only says in which form a list is wanted. */
const IGNORED = ['paginated', '__clerk_api_version', '_clerk_js_version'];
/** Rows of a page. */
const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 500;
const MAX_OFFSET = 1_000_000;

/** The parameters of a list. */
export class Query {
  readonly #params: URLSearchParams;

  /**
   * @param known the parameters that the list has
   * @throws {ApiError} `form_param_unknown` for others: a filter that is not applied would return what was not meant
   */
  constructor(params: URLSearchParams, known: readonly string[]) {
    this.#params = params;
    const unknown = [...new Set(params.keys())].filter((name) => !known.includes(name) && !IGNORED.includes(name));
    ApiError.throwAll(unknown.map((param) => new ApiError('form_param_unknown', { param })));
  }

  /** Returns the first value; undefined when there is none or it is empty. */
  text(name: string): string | undefined {
    return this.list(name)?.[0];
  }

  /**
   * Returns all values that are not empty; undefined when the parameter is absent. It may be an empty list, which matches
   * nothing: who looks up a user by an empty address must not get all users.
   *
   * @throws {ApiError} for too many, a long one, or one with control characters: SQLite ends a pattern at NUL, so that it
   *   would match every row, and Postgres takes no NUL at all
   */
  list(name: string): string[] | undefined {
    const values = this.#params.getAll(name).map((value) => value.trim());
    const given = values.filter((value) => value !== '');
    if (given.length > MAX_VALUES || given.some((value) => value.length > MAX_LENGTH)) {
      throw new ApiError('form_param_max_length_exceeded', { param: name });
    }
    if (given.some((value) => /\p{Cc}/u.test(value))) throw new ApiError('form_param_format_invalid', { param: name });
    return values.length === 0 ? undefined : given;
  }

  boolean(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (value === 'true' || value === 'false') return value === 'true';
    throw new ApiError('form_param_value_invalid', { param: name });
  }

  integer(name: string, min: number, max: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    const longMessage = `Give a whole number from ${min} to ${max}.`;
    throw new ApiError('form_param_value_invalid', { param: name, longMessage });
  }

  /** Returns one of the values of a list; undefined when there is none. */
  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    const text = this.text(name);
    const value = values.find((each) => each === text);
    if (text === undefined || value !== undefined) return value;
    throw new ApiError('form_param_value_invalid', { param: name, longMessage: `Give ${values.join(', ')}.` });
  }

  /** Returns `order_by`: a name, with `-` in front for the greatest first. Default: the newest first. */
  order<T extends string>(names: readonly T[]): { by: T; direction: 'asc' | 'desc' } {
    const [, sign, name] = /^([+-]?)(.*)$/.exec(this.text('order_by') ?? '-created_at') ?? [];
    const by = names.find((each) => each === name);
    if (by) return { by, direction: sign === '-' ? 'desc' : 'asc' };
    throw new ApiError('form_param_value_invalid', { param: 'order_by', longMessage: `Order by ${names.join(', ')}.` });
  }

  /** Returns `limit` and `offset`. */
  page(): { limit: number; offset: number } {
    return {
      limit: this.integer('limit', 1, MAX_LIMIT) ?? DEFAULT_LIMIT,
      offset: this.integer('offset', 0, MAX_OFFSET) ?? 0,
    };
  }
}
