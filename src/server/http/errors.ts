import { ERROR_STATUS, type ApiErrorCode } from '../../protocol/error-codes.ts';
import type { ErrorItemJSON, ErrorMetaJSON, ErrorsJSON } from '../../protocol/json/error.ts';
import { ERROR_TEXTS } from './error-texts-table.ts';

export interface ApiErrorOptions {
  /** snake_case name of the form field the error belongs to. */
  param?: string;
  meta?: Omit<ErrorMetaJSON, 'param_name'>;
  /** Instead of the code's own long message. */
  longMessage?: string;
  /** Milliseconds until trying again makes sense; answered as `Retry-After` in whole seconds. */
  retryAfterMs?: number;
}

/** The only error the server answers on purpose. Anything else that is thrown becomes a bare 500. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly status: number;
  readonly items: readonly ErrorItemJSON[];
  readonly retryAfterMs: number | undefined;
  /** @param others errors of other fields, to be answered together with this one */
  constructor(code: ApiErrorCode, options: ApiErrorOptions = {}, others: readonly Pick<ApiError, 'items'>[] = []) {
    super(code);
    this.code = code;
    this.status = ERROR_STATUS[code];
    this.items = [presentItem(code, options), ...others.flatMap((error) => error.items)];
    this.retryAfterMs = options.retryAfterMs;
  }

  /** Throws one error that names every field at fault, if there is any. */
  static throwAll(errors: readonly ApiError[]): void {
    const [first, ...others] = errors;
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

function presentItem(code: ApiErrorCode, { param, meta, longMessage }: ApiErrorOptions): ErrorItemJSON {
  const [message, text] = ERROR_TEXTS[code];
  return {
    code,
    message,
    long_message: longMessage ?? text,
    meta: { ...meta, ...(param === undefined ? {} : { param_name: param }) },
  };
}
