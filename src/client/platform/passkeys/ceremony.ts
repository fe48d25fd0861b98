import { createPasskey } from './create-passkey.ts';
import { getPasskey } from './get-passkey.ts';
import { passkeyError } from './passkey-error.ts';
import { isAutofillSupported, isSupported } from './passkey-page.ts';

/** The passkey ceremonies of the browser: root of the segment that is loaded when one begins. */
export const ceremony = {
  isSupported,
  isAutofillSupported,
  createPasskey,
  getPasskey,
  notSupported: () => passkeyError('passkey_not_supported'),
};
