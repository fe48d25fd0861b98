import { isClerkAPIResponseError, isClerkRuntimeError } from '../../errors.ts';

/** Did a sign-in fail because nobody has the wallet? Where that is not told at once, it is told after the signature. */
export function isUnknownWallet(error: unknown): boolean {
  if (isClerkAPIResponseError(error)) return error.errors[0]?.code === 'form_identifier_not_found';
  return isClerkRuntimeError(error) && error.code === 'factor_not_found';
}
