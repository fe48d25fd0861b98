import type { WireErrorCode } from '../error-codes.ts';

export interface ErrorMetaJSON {
  /** snake_case name of the form field the message belongs to; absent = the whole form. */
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

/** Body of every answer with a status of 400 or more. */
export interface ErrorsJSON {
  errors: ErrorItemJSON[];
  clerk_trace_id: string;
  meta?: { client?: unknown };
}
