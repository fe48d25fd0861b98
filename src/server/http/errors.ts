import { BACKEND_ERROR_STATUS, ERROR_STATUS, type ServerErrorCode } from '../../protocol/error-codes.ts';
import type { ErrorItemJSON, ErrorMetaJSON, ErrorsJSON } from '../../protocol/json/error.ts';
import { ERROR_TEXTS } from './error-texts-table.ts';

export interface ApiErrorOptions {
  /** Name of the form field that the error belongs to, in snake_case. */
  param?: string;
  meta?: Omit<ErrorMetaJSON, 'param_name'>;
  /** Replaces the code's own long message. */
  longMessage?: string;
  /** Milliseconds until the next try makes sense; sent as `Retry-After` in whole seconds. */
  retryAfterMs?: number;
}

/** Errors of one answer. A request with thousands of wrong fields must not get an answer many times its size. */
const MAX_ERRORS = 50;
const STATUS = { ...ERROR_STATUS, ...BACKEND_ERROR_STATUS };

/** The only error that the server answers on purpose. Any other error that is thrown becomes a 500 without details. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ServerErrorCode;
  readonly status: number;
  readonly items: readonly ErrorItemJSON[];
  readonly retryAfterMs: number | undefined;
  #userId: string | undefined;
  /** @param others errors of other fields, to be answered together with this one */
  constructor(code: ServerErrorCode, options: ApiErrorOptions = {}, others: readonly Pick<ApiError, 'items'>[] = []) {
    super(code);
    this.code = code;
    this.status = STATUS[code];
    this.items = [presentItem(code, options), ...others.flatMap((error) => error.items)];
    this.retryAfterMs = options.retryAfterMs;
  }

  /** The account that the error is about; undefined when it is not known. For security events: no answer shows it. */
  get userId(): string | undefined {
    return this.#userId;
  }

  /**
   * Runs work on the proof of an account. An error that it throws is then known to be about that account, unless it
   * already says which account it is about.
   */
  static async about<T>(userId: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ApiError) error.#userId ??= userId;
      throw error;
    }
  }

  /** Throws one error that names the fields at fault, if there are any. */
  static throwAll(errors: readonly ApiError[]): void {
    const [first, ...others] = errors.slice(0, MAX_ERRORS);
    if (!first) return;
    const { param_name: param, ...meta } = first.items[0]?.meta ?? {};
    const longMessage = first.items[0]?.long_message;
    throw new ApiError(first.code, { param, meta, longMessage, retryAfterMs: first.retryAfterMs }, [
      { items: first.items.slice(1) },
      ...others,
    ]);
  }
}

/** Body of an error answer. */
export function presentErrors(items: readonly ErrorItemJSON[], traceId: string): ErrorsJSON {
  return { errors: [...items], clerk_trace_id: traceId };
}

function presentItem(code: ServerErrorCode, { param, meta, longMessage }: ApiErrorOptions): ErrorItemJSON {
  const [message, text] = ERROR_TEXTS[code];
  return {
    code,
    message,
    long_message: longMessage ?? text,
    meta: { ...meta, ...(param === undefined ? {} : { param_name: param }) },
  };
}
