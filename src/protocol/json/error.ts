import type { WireErrorCode } from '../error-codes.ts';

export interface ErrorMetaJSON {
  /** Name of the form field that the error belongs to, in snake_case; absent = the whole form. */
  param_name?: string;
  session_id?: string;
  [key: string]: unknown;
}

export interface ErrorItemJSON {
  code: WireErrorCode;
  message: string;
  long_message: string;
  meta?: ErrorMetaJSON;
}

/** Body of an answer with a status of 400 or more. */
export interface ErrorsJSON {
  errors: ErrorItemJSON[];
  clerk_trace_id: string;
  meta?: { client?: unknown };
}
