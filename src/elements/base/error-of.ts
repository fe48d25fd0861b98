import type { WireErrorCode } from '../../protocol/error-codes.ts';
import type { FlowError } from '../../client/errors.ts';

/** An error that the locale has a text for. */
export function errorOf(code: WireErrorCode): FlowError {
  return { code, message: '', longMessage: '', meta: {} };
}
