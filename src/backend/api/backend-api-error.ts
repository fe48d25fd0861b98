/** One thing that the Backend API refused. */
export interface BackendApiProblem {
  /** What went wrong, such as `form_identifier_exists`. */
  code: string;
  message: string;
  longMessage: string;
  meta: {
    /** Name of the field at fault, in snake_case. */
    paramName?: string;
    [key: string]: unknown;
  };
}

/** The Backend API refused a call, could not be reached, or answered something else. It never holds the secret key. */
export class BackendApiError extends Error {
  override readonly name = 'BackendApiError';
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** At least one when the API refused the call; none when there was no answer of the API. */
  readonly errors: readonly BackendApiProblem[];
  /** Names the request in the server's log. */
  readonly traceId: string | undefined;
  /** Seconds to wait before the next try, when the API says so. */
  readonly retryAfter: number | undefined;

  constructor(
    message: string,
    details: Pick<BackendApiError, 'status'> & Partial<Pick<BackendApiError, 'errors' | 'traceId' | 'retryAfter'>>,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.status = details.status;
    this.errors = details.errors ?? [];
    this.traceId = details.traceId;
    this.retryAfter = details.retryAfter;
  }
}
