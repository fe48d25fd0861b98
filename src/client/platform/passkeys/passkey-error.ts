import type { ClientErrorCode } from '../../../protocol/error-codes.ts';
import { ClerkRuntimeError } from '../../errors.ts';

/** The failures of a ceremony, named as clerk-js names them. */
export type PasskeyErrorCode = Extract<ClientErrorCode, `passkey_${string}`> | 'passkey_already_exists';

/** For developers. Users see the locale's text for the code. */
const MESSAGES: Record<PasskeyErrorCode, string> = {
  passkey_not_supported: 'This browser, or this page, cannot use passkeys.',
  passkey_already_exists: 'This device has a passkey of the account already.',
  passkey_invalid_rpID_or_domain: 'Passkeys of this instance are bound to another domain than the page.',
  passkey_operation_aborted: 'The passkey request was ended by the page.',
  passkey_registration_cancelled: 'No passkey was made: the dialog was closed, or the time is over.',
  passkey_registration_failed: 'The browser could not make a passkey.',
  passkey_retrieval_cancelled: 'No passkey was chosen: the dialog was closed, or the time is over.',
  passkey_retrieval_failed: 'The browser could not use a passkey.',
};

export function passkeyError(code: PasskeyErrorCode, cause?: unknown): ClerkRuntimeError {
  return new ClerkRuntimeError(code, MESSAGES[code], { cause });
}

/** Translates what `navigator.credentials` rejected with (WebAuthn Level 3, sections 5.1.3 and 5.1.4). */
export function explainCeremony(error: unknown, ceremony: 'registration' | 'retrieval'): ClerkRuntimeError {
  switch ((error as { name?: unknown } | null)?.name) {
    case 'NotAllowedError':
      return passkeyError(`passkey_${ceremony}_cancelled`, error);
    case 'AbortError':
      return passkeyError('passkey_operation_aborted', error);
    case 'SecurityError':
      return passkeyError('passkey_invalid_rpID_or_domain', error);
    case 'NotSupportedError':
      return passkeyError('passkey_not_supported', error);
    case 'InvalidStateError':
      if (ceremony === 'registration') return passkeyError('passkey_already_exists', error);
  }
  return passkeyError(`passkey_${ceremony}_failed`, error);
}
