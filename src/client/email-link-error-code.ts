/**
 * The codes of an `EmailLinkError`, by Clerk's names.
 *
 * @example if (isEmailLinkError(error) && error.code === EmailLinkErrorCodeStatus.Expired) offerNewLink();
 */
export const EmailLinkErrorCodeStatus = {
  Expired: 'expired',
  Failed: 'failed',
  ClientMismatch: 'client_mismatch',
} as const;

/** {@link EmailLinkErrorCodeStatus}, under its older name. */
export const EmailLinkErrorCode: typeof EmailLinkErrorCodeStatus = EmailLinkErrorCodeStatus;
export type EmailLinkErrorCode = (typeof EmailLinkErrorCodeStatus)[keyof typeof EmailLinkErrorCodeStatus];
