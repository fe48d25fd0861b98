import { ApiError } from '../http/errors.ts';
import type { Refusal, RestrictedKind } from '../restrictions/restrictions.ts';
import type { UniqueField } from '../storage/storage-errors.ts';

/**
 * Throws the error for an identifier that the sign-up restrictions refuse. It does not say which list refused it.
 *
 * @param refusal what the restrictions said; undefined when they allow the identifier
 * @param param the form field that holds it
 * @throws {ApiError} `form_email_address_blocked` or `not_allowed_access`
 */
export function refuse(refusal: Refusal | undefined, param: RestrictedKind): void {
  if (!refusal) return;
  const isAboutForm = refusal === 'subaddress' || refusal === 'disposable';
  throw new ApiError(isAboutForm ? 'form_email_address_blocked' : 'not_allowed_access', { param });
}

/** Returns the error for an identifier that another account has. */
export function taken(field: Exclude<UniqueField, 'other'>): ApiError {
  return new ApiError('form_identifier_exists', { param: field });
}
