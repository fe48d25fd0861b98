import { firstError, isClerkRuntimeError } from '../../errors.ts';

/** Did a sign-in fail because nobody has the wallet? Where that is not told at once, it is told after the signature. */
export function isUnknownWallet(error: unknown): boolean {
  if (isClerkRuntimeError(error)) return error.code === 'factor_not_found';
  return firstError(error)?.code === 'form_identifier_not_found';
}
