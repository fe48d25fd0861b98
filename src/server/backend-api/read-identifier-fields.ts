import type { IdentifierUse } from '../account/administer-email-address.ts';
import { ApiError } from '../http/errors.ts';
import type { JsonBody } from './json-body.ts';

const MAX_CODE = 64;
/** States of Clerk's identifiers. This server does not have the second one. */
const STATUSES = ['verified', 'reserved', 'unverified'] as const;
const NOT_RESERVED =
  'This server has no reserved identifiers: one that lets its owner in counts as verified. Give verified or unverified.';

/** Reads what an address or number is to be. */
export function readIdentifierUse(body: JsonBody): IdentifierUse {
  return { verified: body.boolean('verified'), primary: body.boolean('primary') };
}

/** Reads the state of one identifier. Default: `verified`. */
export function readIdentificationStatus(body: JsonBody): 'verified' | 'unverified' {
  return checkStatus('identification_status', body.text('identification_status') ?? 'verified');
}

/**
 * Checks the states of the identifiers of a new user, each of which has to be verified.
 *
 * @param count how many identifiers the user gets
 */
export function checkIdentificationStatuses(body: JsonBody, param: string, count: number): void {
  const statuses = body.texts(param, count);
  if (statuses === undefined) return;
  if (statuses.length !== count) {
    const longMessage = 'Give one state for each identifier.';
    throw new ApiError('form_param_value_invalid', { param, longMessage });
  }
  for (const status of statuses) {
    if (checkStatus(param, status) === 'verified') continue;
    const longMessage = 'A new user has verified identifiers. Add others afterwards.';
    throw new ApiError('form_param_value_invalid', { param, longMessage });
  }
}

/** Reads a code that was typed, and which one it is meant for. */
export function readTriedCode(body: JsonBody): { id: string; typed: string } {
  body.refuseOthers(['verification_id', 'code']);
  return { id: body.required('verification_id'), typed: body.required('code', MAX_CODE) };
}

function checkStatus(param: string, given: string): 'verified' | 'unverified' {
  const status = STATUSES.find((each) => each === given);
  if (status === 'reserved') throw new ApiError('form_param_value_invalid', { param, longMessage: NOT_RESERVED });
  if (!status) throw new ApiError('form_param_value_invalid', { param });
  return status;
}
