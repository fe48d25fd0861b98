export type EmailLinkErrorCode = 'expired' | 'failed' | 'client_mismatch';

/** A mailed link led nowhere. Told by its name, since a page may hold two copies of this module. */
export class EmailLinkError extends Error {
  override readonly name = 'EmailLinkError';
  readonly code: EmailLinkErrorCode;
  constructor(code: EmailLinkErrorCode) {
    super(`The mailed link led nowhere: ${code}.`);
    this.code = code;
  }
}

export function isEmailLinkError(error: unknown): error is EmailLinkError {
  return (error as Partial<EmailLinkError> | null)?.name === 'EmailLinkError';
}
